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
    super(
        "%s: %s%s"
            .formatted(
                setting,
                cause.getMessage(),
                cause.getCause() == null ? "" : ": " + cause.getCause().getMessage()),
        cause);
  }
}
