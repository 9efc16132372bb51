package dev.attune.server.document;

import java.util.List;
import java.util.Locale;

/// How words are spelled: which are allowed, which of them was probably meant, and which letters
/// are capitals where that makes no difference.
final class Spelling {
  private static final int NEAR = 2;
  private static final List<String> PRODUCTS =
      List.of("iOS", "iPadOS", "macOS", "tvOS", "ChromeOS");

  private Spelling() {}

  static String allowed(String word, List<String> allowed) {
    var list = "allowed: " + String.join(", ", allowed);
    var near = nearest(word, allowed);
    return near.isEmpty() ? list : "did you mean %s? %s".formatted(near, list);
  }

  private static String nearest(String word, List<String> allowed) {
    var best = "";
    int distance = Math.min(NEAR, word.length() / 2) + 1;
    for (var candidate : allowed) {
      int d =
          Math.abs(candidate.length() - word.length()) > NEAR ? NEAR + 1 : edits(word, candidate);
      if (d < distance) {
        distance = d;
        best = candidate;
      }
    }
    return best;
  }

  /// Levenshtein distance.
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /// Each word with a capital: `new york` is `New York`.
  static String titled(String folded) {
    var titled = new StringBuilder();
    boolean start = true;
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      titled.append(start ? Character.toTitleCase(c) : c);
      start = c == ' ' || c == '-';
    }
    return sameWithoutCase(titled.toString(), folded);
  }

  /// An operating system or a browser as its maker spells it.
  static String product(String folded) {
    for (var product : PRODUCTS) {
      if (product.equalsIgnoreCase(folded)) {
        return product;
      }
    }
    return titled(folded);
  }

  /// Some letters do not come back from a change of case.
  private static String sameWithoutCase(String spelled, String folded) {
    return spelled.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).equals(folded)
        ? spelled
        : folded;
  }
}
