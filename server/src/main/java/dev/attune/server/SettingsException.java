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

  /// With all that led to it: the last cause is often the one that says what to do.
  private static String withCause(Exception failure) {
    var message = new StringBuilder(String.valueOf(failure.getMessage()));
    for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      var more = cause.getMessage();
      if (more != null && message.indexOf(more) < 0) {
        message.append(": ").append(more);
      }
    }
    return message.toString();
  }
}
