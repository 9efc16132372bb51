package dev.attune.engine.experience;

/// What a field of a payload holds.
public enum DataType {
  STRING("string"),
  NUMBER("number"),
  BOOLEAN("boolean"),
  JSON("json"),
  FLOAT("float");

  private final String word;

  DataType(String word) {
    this.word = word;
  }

  /// As the wire spells it.
  public String word() {
    return word;
  }
}
