package dev.attune.engine.attribution;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeSet;

/// The squares of what each person brought in any range of days, as cells.
///
/// With `r` the amount of a day and `S` the sum of all days up to it, day `i` adds to the cell (i,
/// none) S(i)² - S(i-1)², and takes 2·r(i)·r(j) from the cell (i, j) of each earlier day j. Read as
/// every range is, that leaves (the sum of the range)².
///
/// A square does not fit into 64 bits, so each is kept as two numbers: the whole part of the
/// product divided by 2^32, and the rest. Sums of all people are exact as long as they are below
/// 2^95: more than 30,000 people of whom each brings 10^9, or 10^8 people who bring 10^7.
final class Squares {
  /// What a person brings beyond 2^45 thousandths (35 billion) is not looked at.
  static final long MOST = 1L << 45;

  private static final int SHIFT = 32;
  private static final long LOW = (1L << SHIFT) - 1;

  private final Series high;
  private final Series low;
  private final Cells cells;

  private Squares(Series high, Series low, Cells cells) {
    this.high = high;
    this.low = low;
    this.cells = cells;
  }

  /// Adds what the sums gain when one person's amounts, by day, take the place of others. Costs as
  /// many cells as there are days, for each day whose amount is another: a day more does not cost
  /// the square of their number.
  static void replace(
      SortedMap<Integer, Long> before,
      SortedMap<Integer, Long> after,
      Series high,
      Series low,
      Cells cells) {
    if (before.equals(after)) {
      return;
    }
    var days = new TreeSet<>(before.keySet());
    days.addAll(after.keySet());
    var squares = new Squares(high, low, cells);
    var all = days.stream().mapToInt(Integer::intValue).toArray();
    long[] old = bounded(all, before);
    long[] now = bounded(all, after);
    squares.totals(all, old, -1);
    squares.totals(all, now, 1);
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < i; j++) {
        if (old[i] != now[i] || old[j] != now[j]) {
          squares.add(all[i], all[j], 2 * old[i], old[j], 1);
          squares.add(all[i], all[j], 2 * now[i], now[j], -1);
        }
      }
    }
  }

  /// The amounts of the days, such that no sum of the first few is beyond [#MOST].
  private static long[] bounded(int[] days, SortedMap<Integer, Long> amounts) {
    var bounded = new long[days.length];
    long sum = 0;
    long boundedSum = 0;
    for (int i = 0; i < days.length; i++) {
      sum += amounts.getOrDefault(days[i], 0L);
      long next = Math.clamp(sum, -MOST, MOST);
      bounded[i] = next - boundedSum;
      boundedSum = next;
    }
    return bounded;
  }

  private void totals(int[] days, long[] amounts, int sign) {
    long sum = 0;
    for (int i = 0; i < days.length; i++) {
      add(days[i], Cell.NONE, amounts[i], 2 * sum + amounts[i], sign);
      sum += amounts[i];
    }
  }

  private void add(int day, int other, long one, long factor, int sign) {
    long upper = Math.multiplyHigh(one, factor);
    long lower = one * factor;
    cells.add(high, day, other, sign * (upper << SHIFT | lower >>> SHIFT));
    cells.add(low, day, other, sign * (lower & LOW));
  }

  /// What the two sums say together.
  static BigInteger of(long high, long low) {
    return BigInteger.valueOf(high).shiftLeft(SHIFT).add(BigInteger.valueOf(low));
  }
}
