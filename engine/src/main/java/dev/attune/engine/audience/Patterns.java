package dev.attune.engine.audience;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// Compiles the patterns of rules, none of which may cost much to compile or to match.
///
/// re2j matches in time proportional to the pattern's program times the text, and bounds one count
/// (`a{1000}`) but not what counts within counts make of it: thirty characters suffice to fill the
/// memory. So the program's size is estimated first, never too low.
final class Patterns {
  private static final int MAX_LENGTH = 1_000;
  private static final long MAX_SIZE = 10_000;

  private Patterns() {}

  /// @throws IllegalArgumentException if it is no pattern or a too large one; the message says
  ///   which
  static Pattern compile(String text, boolean cased) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the pattern is %d characters, at most %d".formatted(text.length(), MAX_LENGTH));
    }
    if (size(text) > MAX_SIZE) {
      throw new IllegalArgumentException(
          "the pattern '%s' repeats more than %d steps".formatted(text, MAX_SIZE));
    }
    try {
      return Pattern.compile(text, cased ? 0 : Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException malformed) {
      throw new IllegalArgumentException(
          "'%s' is no pattern in RE2 syntax: %s".formatted(text, malformed.getDescription()),
          malformed);
    }
  }

  /// How many steps a pattern is, or more: what looks like a count of one step adds to them, what
  /// looks like a count of a group multiplies all. Whatever stands in a class or behind a backslash
  /// is taken for a count too, which errs on the safe side.
  private static long size(String text) {
    long steps = text.length();
    long factor = 1;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
      int count = count(text, open + 1);
      if (open > 0 && text.charAt(open - 1) == ')') {
        factor = Math.min(MAX_SIZE + 1, factor * Math.max(1, count));
      } else {
        steps += count;
      }
    }
    return steps * factor;
  }

  /// The larger number of `3}`, `3,}` or `3,5}`; 0 if there is none.
  private static int count(String text, int from) {
    int larger = 0;
    int number = 0;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        number = Math.min(MAX_LENGTH, number * 10 + (c - '0'));
        larger = Math.max(larger, number);
      } else if (c == ',') {
        number = 0;
      } else {
        break;
      }
    }
    return larger;
  }
}
