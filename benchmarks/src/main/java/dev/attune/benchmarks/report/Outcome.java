package dev.attune.benchmarks.report;

import java.util.List;

/// What came of a section.
public sealed interface Outcome {

  record Measured(List<Row> rows) implements Outcome {
    public Measured {
      rows = List.copyOf(rows);
    }
  }

  /// Something that it needs is not there.
  ///
  /// @param why says also what to install
  record Skipped(String why) implements Outcome {}

  /// It should have run and did not.
  record Failed(Exception cause) implements Outcome {}
}
