package dev.attune.engine.audience;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// Compiles the patterns of rules, none of which may cost much to compile or to match.
///
/// re2j matches in time proportional to the pattern's program times the text, and bounds one count
/// (`a{1000}`) but not what counts within counts make of it: thirty characters suffice to fill the
/// memory. So the program's size is estimated first, never too low. And where case does not count,
/// re2j 1.8 never comes to an end over nine Cyrillic letters, U+1C80 to U+1C88, because it knows
/// their capitals but not the way back; they are refused there, alone or within a range.
final class Patterns {
  private static final int MAX_LENGTH = 1_000;
  private static final long MAX_SIZE = 10_000;
  private static final int ENDLESS_FIRST = 0x1c80;
  private static final int ENDLESS_LAST = 0x1c88;

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
    boolean folds = !cased || (text.contains("(?") && text.indexOf('i') >= 0);
    if (folds && namesEndlessLetters(text)) {
      throw new IllegalArgumentException(
          "the pattern '%s' has U+1C80 to U+1C88 in it, which only a case sensitive one may"
              .formatted(text));
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

  /// Whether one of the letters stands in a pattern, or may lie in a range of one of its classes.
  private static boolean namesEndlessLetters(String text) {
    boolean inClass = false;
    int low = -1; // the letter before; -1 where no range can begin
    for (int at = 0; at < text.length(); at = next(text, at)) {
      int letter = letter(text, at);
      boolean escaped = text.charAt(at) == '\\';
      if (letter >= ENDLESS_FIRST && letter <= ENDLESS_LAST) {
        return true;
      }
      if (inClass && letter == '-' && !escaped && low >= 0 && low <= ENDLESS_LAST) {
        int high = at + 1 < text.length() ? letter(text, at + 1) : -1;
        if (high >= ENDLESS_FIRST) {
          return true;
        }
      }
      low = letter;
      if (escaped) {
        continue;
      }
      if (!inClass && letter == '[') {
        inClass = true;
        low = -1;
        at += text.startsWith("^", at + 1) ? 1 : 0;
        if (text.startsWith("]", at + 1)) { // as the first, it is a letter of the class
          low = ']';
          at++;
        }
      } else if (inClass && letter == '[' && text.startsWith(":", at + 1)) {
        int end = text.indexOf(":]", at + 2); // [:alpha:]
        at = end < 0 ? at : end + 1;
      } else if (inClass && letter == ']') {
        inClass = false;
      }
    }
    return false;
  }

  /// The code point at a place, also where it is written as `\x{1C80}` or behind a backslash.
  private static int letter(String text, int at) {
    if (!text.startsWith("\\x{", at)) {
      return text.codePointAt(at + escape(text, at));
    }
    int letter = 0;
    for (int i = at + 3; i < text.length() && text.charAt(i) != '}'; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      letter = digit < 0 ? letter : Math.min(Character.MAX_CODE_POINT, letter * 16 + digit);
    }
    return letter;
  }

  /// The place after the letter, escaped or not, at this one.
  private static int next(String text, int at) {
    if (text.startsWith("\\x{", at)) {
      int end = text.indexOf('}', at);
      return end < 0 ? text.length() : end + 1;
    }
    int letter = at + escape(text, at);
    return letter + Character.charCount(text.codePointAt(letter));
  }

  /// How long the backslash before a letter is: 0 where there is none.
  private static int escape(String text, int at) {
    return text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
  }
}
