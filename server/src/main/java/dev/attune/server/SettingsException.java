package dev.attune.server;

import java.util.List;

/// Settings that stop the start. The message names every one that is wrong and what is allowed.
final class SettingsException extends Exception {
  private static final long serialVersionUID = 1;

  SettingsException(List<String> problems) {
    super(String.join("\n", problems));
  }

  /// Which setting to look at, and what came of it as it is.
  SettingsException(String setting, Exception cause) {
    super("%s: %s".formatted(setting, withCause(cause)), cause);
  }

  private static String withCause(Exception failure) {
    var message = String.valueOf(failure.getMessage());
    var cause = failure.getCause();
    return cause == null || message.contains(String.valueOf(cause.getMessage()))
        ? message
        : message + ": " + cause.getMessage();
  }
}
