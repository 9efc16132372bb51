package dev.attune.server.upload;

/// A record that cannot be taken, and why. An outcome: without a stack trace.
public final class BadRecord extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  public BadRecord(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  /// For whoever sent it.
  public String reason() {
    return reason;
  }
}
