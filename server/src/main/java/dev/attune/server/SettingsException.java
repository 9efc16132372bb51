package dev.attune.server;

import java.util.List;

/// Settings that stop the start. The message names every one that is wrong and what is allowed.
final class SettingsException extends Exception {
  private static final long serialVersionUID = 1;

  SettingsException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
