package dev.attune.server.document;

/// Something in a document that cannot be.
///
/// @param path where, such as `experiences[2].audiences[0].variations[1].weight`; empty for the
///   document as such
/// @param line counted from 1; 0 where it is not in the text
/// @param column counted from 1; 0 where it is not in the text
/// @param message what it is and what it may be, for the author to read
public record Mistake(String path, int line, int column, String message) {

  /// `line 12, experiences[2].key: …`
  @Override
  public String toString() {
    var where = line == 0 ? path : path.isEmpty() ? "line " + line : "line " + line + ", " + path;
    return where.isEmpty() ? message : where + ": " + message;
  }
}
