package dev.attune.engine.statistics;

/// Beta(1 + converted, 1 + others): what is believed of a rate after a sample, when every rate was
/// as likely before it.
///
/// The density is computed from its logarithm relative to the peak, x = converted / people, where
/// all terms are small; so it is as good for 10^8 people as for ten. The constant comes from
/// integrating, not from the beta function, whose logarithm would lose seven digits there.
final class BetaCurve implements Curve {
  /// Density below e^-36 of the peak is not seen.
  private static final double DEPTH = -36;

  private static final int HALVINGS = 60;

  private final double converted;
  private final double others;
  private final double peak;
  private final double low;
  private final double high;
  private final double scale;
  private final double area;

  BetaCurve(Sample sample) {
    converted = sample.converted();
    others = sample.people() - converted;
    peak = sample.people() == 0 ? 0.5 : sample.rate();
    low = end(0);
    high = end(1);
    scale = deviation();
    area = Quadrature.integral(low, high, scale, this::shape);
  }

  private double deviation() {
    double a = converted + 1;
    double b = others + 1;
    return Math.sqrt(a / (a + b) * (b / (a + b)) / (a + b + 1));
  }

  /// Between the peak and the end of the range, where the density has fallen out of sight.
  private double end(double limit) {
    if (logShape(limit) > DEPTH) {
      return limit;
    }
    double inside = peak;
    double outside = limit;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (logShape(middle) > DEPTH) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return outside;
  }

  private double logShape(double x) {
    return times(converted, (x - peak) / peak) + times(others, (peak - x) / (1 - peak));
  }

  /// n log(1 + relative); nothing when n is 0, whatever the logarithm.
  private static double times(double n, double relative) {
    return n == 0 ? 0 : n * Math.log1p(relative);
  }

  private double shape(double x) {
    return Math.exp(logShape(x));
  }

  @Override
  public double low() {
    return low;
  }

  @Override
  public double high() {
    return high;
  }

  @Override
  public double scale() {
    return scale;
  }

  @Override
  public double density(double x) {
    return shape(x) / area;
  }
}
