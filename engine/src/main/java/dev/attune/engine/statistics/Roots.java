package dev.attune.engine.statistics;

import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/// Where functions of one number cross 0.
final class Roots {
  private static final int MOST_STEPS = 200;
  private static final double NARROW = 1e-13;

  private Roots() {}

  /// Where a rising function is 0: false position with the Illinois correction, and a halving when
  /// that is slow.
  ///
  /// @param low where the function is negative or 0
  /// @param high where it is positive or 0
  /// @param close a value that is as good as 0
  static double between(double low, double high, double close, DoubleUnaryOperator rising) {
    double a = low;
    double b = high;
    double atA = rising.applyAsDouble(a);
    double atB = rising.applyAsDouble(b);
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
    for (int i = 0; i < 60; i++) {
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
