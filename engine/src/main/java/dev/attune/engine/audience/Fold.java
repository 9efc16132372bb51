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
        return ofAnyLetters(text);
      }
      capitals |= c >= 'A' && c <= 'Z';
    }
    return capitals ? text.toLowerCase(Locale.ROOT) : text;
  }

  /// By way of upper case, where "ß" and "SS" meet; in lower case before that, because a capital
  /// "ẞ" has no other way there. The last step writes "ς" at the end of a word: as "σ", a part of a
  /// text folds as it does within the whole.
  private static String ofAnyLetters(String text) {
    return text.toLowerCase(Locale.ROOT)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replace('ς', 'σ');
  }
}
