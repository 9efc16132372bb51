package dev.attune.server.cli;

/// Ends a command: what went wrong and what to do next, for the person who typed it.
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  static final int REFUSED = 1;
  static final int USAGE = 2;
  static final int UNREACHABLE = 3;

  private final int exitCode;
  private final String words;

  CommandFailure(int exitCode, String words) {
    super(words, null, false, false);
    this.exitCode = exitCode;
    this.words = words;
  }

  int exitCode() {
    return exitCode;
  }

  String words() {
    return words;
  }
}
