package dev.attune.benchmarks.report;

import java.util.function.Consumer;

/// A part of the benchmarks that runs on its own.
public interface Section {

  /// What a command line calls it.
  String name();

  /// Whether it runs only when a command line names it.
  default boolean onlyByName() {
    return false;
  }

  /// Measures. May take minutes and wants the machine for itself.
  ///
  /// @param progress told, in a few words, what happens next
  /// @throws Exception if it could not be measured; the other sections still run
  Outcome run(Consumer<String> progress) throws Exception;
}
