package dev.attune.engine.audience;

/// How many times something is to have been done.
///
/// @param times at most [#MAX]; at least 1 for [Bound#AT_LEAST], which would else hold for everyone
public record HowOften(Bound bound, int times) {

  public static final int MAX = 1_000_000;

  /// What is meant where nothing is said.
  public static final HowOften AT_LEAST_ONCE = new HowOften(Bound.AT_LEAST, 1);

  public enum Bound {
    EXACTLY("exactly"),
    AT_LEAST("at_least"),
    AT_MOST("at_most");

    private final String word;

    Bound(String word) {
      this.word = word;
    }

    /// As rules spell it.
    public String word() {
      return word;
    }

    /// The lowest number of times that says something.
    public int least() {
      return this == AT_LEAST ? 1 : 0;
    }
  }

  public HowOften {
    if (times < bound.least() || times > MAX) {
      throw new IllegalArgumentException(
          "%s is %,d, %d to %,d".formatted(bound.word(), times, bound.least(), MAX));
    }
  }

  boolean holds(long count) {
    return switch (bound) {
      case EXACTLY -> count == times;
      case AT_LEAST -> count >= times;
      case AT_MOST -> count <= times;
    };
  }

  /// The count from which on more make no difference.
  int settledAt() {
    return bound == Bound.AT_LEAST ? times : times + 1;
  }
}
