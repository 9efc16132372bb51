package dev.attune.server.attributes;

/// An attribute that cannot be taken.
///
/// Without a stack trace: it is the caller's mistake, and ends as an answer.
public final class AttributeException extends Exception {
  private static final long serialVersionUID = 1;

  private final String attribute;
  private final String reason;

  AttributeException(String attribute, String message) {
    super(message, null, false, false);
    this.attribute = attribute;
    reason = message;
  }

  /// What is wrong, for the caller.
  public String reason() {
    return reason;
  }

  /// Its name.
  public String attribute() {
    return attribute;
  }
}
