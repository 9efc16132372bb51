package dev.attune.server.attributes;

/// An attribute that cannot be taken.
///
/// Without a stack trace: it is the caller's mistake, and ends as an answer.
public final class AttributeException extends Exception {
  private static final long serialVersionUID = 1;

  private final String attribute;

  AttributeException(String attribute, String message) {
    super(message, null, false, false);
    this.attribute = attribute;
  }

  /// Its name.
  public String attribute() {
    return attribute;
  }
}
