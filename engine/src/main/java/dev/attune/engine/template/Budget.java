package dev.attune.engine.template;

import java.io.Serial;

/// What one filling may still cost, so that every template ends soon whatever its author wrote.
///
/// A step is an expression evaluated or a round of a loop; reading or making long texts and lists
/// costs steps too, so that a step is never more than a few hundred chars of work.
final class Budget {
  static final int MAX_STEPS = 10_000;
  static final int MAX_CHARS = 64 * 1024;
  static final int MAX_NESTING = 32;

  private static final int CHARS_PER_STEP = 256;
  private static final int COMPARISONS_PER_STEP = 4096;

  private int steps = MAX_STEPS;

  void spend(int count) {
    steps -= count;
    if (steps < 0) {
      throw new Stop("the template needs more than " + MAX_STEPS + " steps");
    }
  }

  /// For reading or making a text of this many chars.
  void spendOnChars(int chars) {
    if (chars >= CHARS_PER_STEP) {
      spend(chars / CHARS_PER_STEP);
    }
  }

  /// For looking for a text in another, which at worst compares each char of one with each of the
  /// other.
  void spendOnSearch(String text, String sought) {
    long comparisons = (long) text.length() * sought.length() / COMPARISONS_PER_STEP;
    spend((int) Math.min(comparisons, MAX_STEPS + 1));
  }

  /// For a text that is being made.
  ///
  /// @param chars its length so far
  static void checkLength(long chars) {
    if (chars > MAX_CHARS) {
      throw new Stop("the template makes a text of more than " + MAX_CHARS + " characters");
    }
  }

  static void checkNesting(int depth) {
    if (depth > MAX_NESTING) {
      throw new Stop("the template makes a value nested deeper than " + MAX_NESTING);
    }
  }

  /// Ends a filling early; never leaves [Template#fill].
  static final class Stop extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    final transient Filled.Withheld withheld;

    Stop(String reason) {
      super(reason, null, false, false);
      this.withheld = new Filled.Withheld(reason);
    }
  }
}
