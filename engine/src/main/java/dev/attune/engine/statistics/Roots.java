package dev.attune.engine.statistics;

import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/// Where functions of one number cross 0.
final class Roots {
  private static final int MOST_STEPS = 200;
  private static final int HALVINGS = 60;
  private static final double NARROW = 1e-13;

  private Roots() {}

  /// Where a rising function is 0.
  ///
  /// @param low where the function is negative or 0
  /// @param high where it is positive or 0
  /// @param close a value that is as good as 0
  static double between(double low, double high, double close, DoubleUnaryOperator rising) {
    return between(low, rising.applyAsDouble(low), high, rising.applyAsDouble(high), close, rising);
  }

  /// Where a rising function is 0, sought outwards from a guess in steps that double.
  ///
  /// @param close a value that is as good as 0
  static double near(double guess, double step, double close, DoubleUnaryOperator rising) {
    double from = guess;
    double atFrom = rising.applyAsDouble(from);
    double towards = atFrom > 0 ? -step : step;
    double to = from + towards;
    double atTo = rising.applyAsDouble(to);
    while (atTo != 0 && atTo > 0 == atFrom > 0) {
      from = to;
      atFrom = atTo;
      towards *= 2;
      to = from + towards;
      atTo = rising.applyAsDouble(to);
    }
    return towards > 0
        ? between(from, atFrom, to, atTo, close, rising)
        : between(to, atTo, from, atFrom, close, rising);
  }

  /// False position with the Illinois correction, and a halving when that is slow.
  private static double between(
      double low,
      double atLow,
      double high,
      double atHigh,
      double close,
      DoubleUnaryOperator rising) {
    double a = low;
    double b = high;
    double atA = atLow;
    double atB = atHigh;
    double closeEnough = NARROW * (b - a);
    int side = 0; // of the step before: -1 moved the lower end, 1 the upper
    for (int step = 1; step <= MOST_STEPS && b - a > closeEnough && atA < 0 && atB > 0; step++) {
      double x = step % 8 == 0 ? a + (b - a) / 2 : a + (b - a) * (atA / (atA - atB));
      double value = rising.applyAsDouble(x);
      if (Math.abs(value) < close) {
        return x;
      }
      if (value < 0) {
        a = x;
        atA = value;
        atB = side == -1 ? atB / 2 : atB;
        side = -1;
      } else {
        b = x;
        atB = value;
        atA = side == 1 ? atA / 2 : atA;
        side = 1;
      }
    }
    return -atA < atB ? a : b;
  }

  /// How far something holds on the way from `inside`, where it does, to `outside`.
  static double end(double inside, double outside, DoublePredicate holds) {
    double in = inside;
    double out = outside;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (in + out) / 2;
      if (holds.test(middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return out;
  }
}
