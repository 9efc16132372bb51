package dev.attune.server.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a user agent, in lower case, and what a user agent that contains it means.
record Token<T>(String text, T meaning) {

  /// What the first token of an ordered table that occurs in a text means.
  static <T> @Nullable T first(List<Token<T>> table, String text) {
    for (var token : table) {
      if (text.contains(token.text)) {
        return token.meaning;
      }
    }
    return null;
  }
}
