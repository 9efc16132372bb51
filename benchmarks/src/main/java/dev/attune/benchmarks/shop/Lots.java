package dev.attune.benchmarks.shop;

/// Which lots of people an experience is for, so that of any number of experiences everybody
/// matches ten: the first, which is for all, and nine that are for their lot.
///
/// @param from the first lot, inclusive
/// @param to the last lot, exclusive
public record Lots(int from, int to) {
  /// How many experiences everybody matches.
  public static final int MATCHING = 10;

  private static final int MATCHING_BY_LOT = MATCHING - 1;

  /// @param number from 1: experience 0 is for all lots
  /// @param count how many experiences there are: 100 or 10,000, or another number of which ninth
  ///   parts divide [People#LOTS]
  public static Lots of(int number, int count) {
    int groups = (count - 1) / MATCHING_BY_LOT;
    if (groups == 0 || groups * MATCHING_BY_LOT != count - 1 || People.LOTS % groups != 0) {
      throw new IllegalArgumentException(
          "%d experiences do not divide over %d lots".formatted(count, People.LOTS));
    }
    int width = People.LOTS / groups;
    int from = (number - 1) % groups * width;
    return new Lots(from, from + width);
  }
}
