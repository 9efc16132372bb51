package dev.attune.benchmarks.report;

/// How a number compares with its budget.
public enum Verdict {
  WITHIN("within"),
  MISSED("MISSED"),
  NO_BUDGET("");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /// As the table shows it.
  public String word() {
    return word;
  }
}
