package dev.attune.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What filters do to a text. Each takes time linear in what it reads and makes.
final class Texts {
  private Texts() {}

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return upper(text.substring(0, first)) + lower(text.substring(first));
  }

  /// A word begins after white space, `-`, or an opening bracket, as in Jinja.
  static String title(String text) {
    var title = new StringBuilder(text.length());
    boolean begins = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      title.appendCodePoint(begins ? Character.toUpperCase(c) : Character.toLowerCase(c));
      begins = Character.isWhitespace(c) || "-([{<".indexOf(c) >= 0;
    }
    return title.toString();
  }

  /// @param most replacements; negative for all
  static String replace(String text, String old, String by, int most) {
    if (old.isEmpty()) {
      return text;
    }
    var replaced = new StringBuilder();
    int from = 0;
    int count = 0;
    for (int at = text.indexOf(old);
        at >= 0 && (most < 0 || count < most);
        at = text.indexOf(old, from)) {
      replaced.append(text, from, at).append(by);
      Budget.checkLength(replaced.length());
      from = at + old.length();
      count++;
    }
    return count == 0 ? text : replaced.append(text, from, text.length()).toString();
  }

  /// At most `length` characters with the end, unless it is no more than `leeway` longer; cut
  /// between words unless told to kill them.
  static String truncate(String text, int length, boolean killWords, String end, int leeway) {
    if (text.length() <= (long) length + leeway) {
      return text;
    }
    int keep = Math.clamp((long) length - end.length(), 0, text.length());
    if (keep > 0 && Character.isHighSurrogate(text.charAt(keep - 1))) {
      keep--;
    }
    var kept = text.substring(0, keep);
    int word = killWords ? -1 : kept.lastIndexOf(' ');
    return (word < 0 ? kept : kept.substring(0, word)) + end;
  }

  static String escape(String text) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      var entity =
          switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> "";
          };
      if (!entity.isEmpty() && escaped == null) {
        escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (escaped != null) {
        if (entity.isEmpty()) {
          escaped.append(c);
        } else {
          escaped.append(entity);
        }
      }
    }
    return escaped == null ? text : escaped.toString();
  }

  /// Without `<...>`, and with each run of white space as one space.
  static String withoutTags(String text) {
    var plain = new StringBuilder(text.length());
    int from = 0;
    while (from < text.length()) {
      int open = text.indexOf('<', from);
      int close = open < 0 ? -1 : text.indexOf('>', open);
      if (close < 0) {
        break;
      }
      plain.append(text, from, open);
      from = close + 1;
    }
    plain.append(text, from, text.length());
    return String.join(" ", words(plain.toString()));
  }

  /// What stands between white space.
  static List<String> words(String text) {
    var words = new ArrayList<String>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean space = i == text.length() || Character.isWhitespace(text.charAt(i));
      if (!space && start < 0) {
        start = i;
      } else if (space && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      }
    }
    return words;
  }

  /// The parts between separators, stripped, without the empty ones, as Jinjava does it.
  ///
  /// @param separator empty for white space
  /// @param most parts; the last has all that is left
  static List<String> split(String text, String separator, int most) {
    if (separator.isEmpty()) {
      return words(text);
    }
    var parts = new ArrayList<String>();
    int from = 0;
    while (from <= text.length()) {
      int at = parts.size() < most - 1 ? text.indexOf(separator, from) : -1;
      int end = at < 0 ? text.length() : at;
      var part = text.substring(from, end).strip();
      if (!part.isEmpty()) {
        parts.add(part);
      }
      from = at < 0 ? text.length() + 1 : end + separator.length();
    }
    return parts;
  }
}
