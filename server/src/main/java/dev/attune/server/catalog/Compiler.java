package dev.attune.server.catalog;

import dev.attune.engine.bucketing.Split;
import dev.attune.engine.experience.Catalog;
import dev.attune.engine.experience.Experience;
import dev.attune.engine.experience.Schedule;
import dev.attune.engine.experience.Target;
import dev.attune.engine.experience.Variation;
import dev.attune.server.document.AudienceDocument;
import dev.attune.server.document.ExperienceDocument;
import dev.attune.server.document.TargetDocument;
import dev.attune.server.document.TargetDocument.Whom;
import dev.attune.server.document.VariationDocument;
import dev.attune.server.document.WorkspaceDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the image that decisions are made from. An experience that is defined as before is the
/// object it was before, so publishing one change among thousands compiles one.
final class Compiler {
  private final WorkspaceDocument document;
  private final Map<String, AudienceDocument> shared;

  private Compiler(WorkspaceDocument document) {
    this.document = document;
    shared = byId(document);
  }

  /// @param document completed
  /// @param before what was live; null when nothing was
  static Catalog compile(WorkspaceDocument document, long version, @Nullable Workspace before) {
    var compiler = new Compiler(document);
    var reusable = before == null ? Map.<String, ExperienceDocument>of() : compiler.same(before);
    var experiences = new ArrayList<Experience>(document.experiences().size());
    for (var experience : document.experiences()) {
      var compiled =
          before != null && reusable.containsKey(experience.key())
              ? before.catalog().withKey(experience.key())
              : null;
      experiences.add(compiled == null ? compiler.experience(experience) : compiled);
    }
    return new Catalog(version, experiences);
  }

  private static Map<String, AudienceDocument> byId(WorkspaceDocument document) {
    var byId = new HashMap<String, AudienceDocument>();
    document.audiences().forEach(audience -> byId.put(audience.assignedId(), audience));
    return byId;
  }

  /// By key, the experiences that are defined as they were, down to the audiences they refer to.
  private Map<String, ExperienceDocument> same(Workspace before) {
    var same = new HashMap<String, ExperienceDocument>();
    if (!before.zone().equals(document.timeZone())) {
      return same;
    }
    var sharedBefore = byId(before.document());
    before.document().experiences().forEach(e -> same.put(e.key(), e));
    for (var experience : document.experiences()) {
      var was = same.get(experience.key());
      boolean isSame =
          experience.equals(was)
              && experience.audiences().stream()
                  .allMatch(target ->
                      !(target.whom() instanceof Whom.Reference(var id))
                          || audience(id).equals(sharedBefore.get(id)));
      if (!isSame) {
        same.remove(experience.key());
      }
    }
    return same;
  }

  private AudienceDocument audience(String id) {
    var audience = shared.get(id);
    if (audience == null) {
      throw new IllegalStateException("there is no audience " + id);
    }
    return audience;
  }

  private Experience experience(ExperienceDocument experience) {
    var id = experience.assignedId();
    var salt = experience.salt() == null ? id : experience.salt();
    var runs = experience.schedule();
    var zone = runs.timeZone() == null ? document.timeZone() : runs.timeZone();
    return new Experience(
        id,
        experience.key(),
        experience.name(),
        experience.status(),
        experience.priority(),
        new Schedule(runs.start(), runs.end(), zone),
        experience.controlBuckets(),
        experience.exclusionGroup(),
        experience.sticky(),
        salt,
        experience.audiences().stream().map(target -> target(experience, salt, target)).toList());
  }

  private Target target(ExperienceDocument experience, String salt, TargetDocument target) {
    var audience =
        switch (target.whom()) {
          case Whom.Reference(var id) -> audience(id);
          case Whom.Inline(var inline) -> inline;
        };
    var split = target.split();
    return new Target(
        salt,
        audience.assignedId(),
        audience.name(),
        audience.rule(),
        target.variations().stream().map(v -> variation(experience, audience, v)).toList(),
        split == null ? Split.NOBODY : split);
  }

  private static Variation variation(
      ExperienceDocument experience, AudienceDocument audience, VariationDocument variation) {
    var answer = new Answer(experience, audience, variation);
    return new Variation(
        variation.assignedId(), variation.name(), answer.content(), answer.locales());
  }
}
