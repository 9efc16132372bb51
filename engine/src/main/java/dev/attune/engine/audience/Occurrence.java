package dev.attune.engine.audience;

/// Which of all the times that something was done.
public enum Occurrence {
  FIRST("first"),
  LAST("last");

  private final String word;

  Occurrence(String word) {
    this.word = word;
  }

  /// As rules spell it.
  public String word() {
    return word;
  }
}
