package dev.attune.engine.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// The ratio of two positive numbers of which each is believed to lie on a curve.
final class Ratio {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double SMALLEST = 1e-15;
  private static final double CLOSE = 1e-10;

  private final Curve above;
  private final Curve below;
  private final double guess;
  private final double error;

  Ratio(Curve above, Curve below) {
    this.above = above;
    this.below = below;
    double middle = Quadrature.quantile(above, 0.5);
    double other = Quadrature.quantile(below, 0.5);
    guess = Math.log(middle / other);
    error = Math.hypot(above.scale() / middle, below.scale() / other);
  }

  /// Below which the ratio lies with a probability.
  ///
  /// Sought on the logarithm of the ratio and the normal scale of the probability, where the
  /// distribution function is nearly a straight line.
  double quantile(double probability) {
    double z = NORMAL.inverseCumulativeProbability(probability);
    double start = guess + z * error;
    double off = normalScore(start) - z;
    double step = error * (0.05 + 1.5 * Math.abs(off));
    double low = off > 0 ? start - step : start;
    double high = off > 0 ? start : start + step;
    while (normalScore(low) > z) {
      low -= step;
    }
    while (normalScore(high) < z) {
      high += step;
    }
    return Math.exp(Roots.between(low, high, CLOSE, x -> normalScore(x) - z));
  }

  private double normalScore(double logRatio) {
    double chance = Quadrature.chanceToBeat(below.times(Math.exp(logRatio)), above);
    return NORMAL.inverseCumulativeProbability(Math.clamp(chance, SMALLEST, 1 - SMALLEST));
  }
}
