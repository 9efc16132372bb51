package dev.attune.server.document;

/// What a key opens.
public enum KeyKind {
  PERSONALIZE("personalize"),
  DATA("data");

  private final String word;

  KeyKind(String word) {
    this.word = word;
  }

  /// As documents and the admin API spell it.
  public String word() {
    return word;
  }
}
