package dev.attune.server.document;

/// How a document is written down.
public enum Format {
  JSON,
  YAML;

  /// JSON when the text begins with a brace, else YAML.
  public static Format guess(byte[] text) {
    for (byte b : text) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '{' ? JSON : YAML;
      }
    }
    return YAML;
  }
}
