/// The pure decision core: no I/O, no clock, no threads, no dice. The same arguments give the same
/// decision, on every server and in every test.
@org.jspecify.annotations.NullMarked
module dev.attune.engine {
  requires static transitive org.jspecify;
  requires re2j;
  requires org.apache.commons.statistics.distribution;

  exports dev.attune.engine.profile;
  exports dev.attune.engine.visit;
  exports dev.attune.engine.audience;
  exports dev.attune.engine.bucketing;
  exports dev.attune.engine.template;
  exports dev.attune.engine.experience;
  exports dev.attune.engine.decision;
  exports dev.attune.engine.attribution;
  exports dev.attune.engine.statistics;
}
