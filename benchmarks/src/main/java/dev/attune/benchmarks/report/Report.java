package dev.attune.benchmarks.report;

import java.util.List;

/// A whole run.
///
/// @param machine where it ran and how busy that was
public record Report(String machine, List<Part> parts) {

  /// @param seconds how long it took
  public record Part(String section, Outcome outcome, double seconds) {}

  public Report {
    parts = List.copyOf(parts);
  }

  public boolean failed() {
    return parts.stream().anyMatch(part -> part.outcome() instanceof Outcome.Failed);
  }

  /// Whether every budget that was measured was kept.
  public boolean keptEveryBudget() {
    return parts.stream()
        .filter(part -> part.outcome() instanceof Outcome.Measured)
        .flatMap(part -> ((Outcome.Measured) part.outcome()).rows().stream())
        .noneMatch(row -> row.verdict() == Verdict.MISSED);
  }
}
