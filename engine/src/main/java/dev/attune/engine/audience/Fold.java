package dev.attune.engine.audience;

import java.util.Locale;

/// Text without regard to case.
final class Fold {
  private Fold() {}

  /// The same text for every spelling that differs in case only. Returns its argument, and
  /// allocates nothing, for ASCII text without capitals.
  static String of(String text) {
    boolean capitals = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // Upper case first: "ß" and "SS", "ς" and "σ" must meet.
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
      }
      capitals |= c >= 'A' && c <= 'Z';
    }
    return capitals ? text.toLowerCase(Locale.ROOT) : text;
  }
}
