package dev.attune.engine.statistics;

/// What is believed of one number: a density with one hump, smooth between its ends.
///
/// Beyond its ends there is nothing that double arithmetic would see (a part in 10^15).
interface Curve {
  double low();

  double high();

  /// The standard deviation: over how much the density changes.
  double scale();

  /// At a point between the ends. It integrates to 1.
  double density(double x);

  /// What is then believed of the number times `factor`, which is positive.
  default Curve times(double factor) {
    return new Stretched(this, factor);
  }

  record Stretched(Curve curve, double factor) implements Curve {
    @Override
    public double low() {
      return curve.low() * factor;
    }

    @Override
    public double high() {
      return curve.high() * factor;
    }

    @Override
    public double scale() {
      return curve.scale() * factor;
    }

    @Override
    public double density(double x) {
      return curve.density(x / factor) / factor;
    }
  }

  /// A normal distribution.
  record Bell(double mean, double scale) implements Curve {
    private static final double REACH = 8.5;
    private static final double PEAK = 1 / Math.sqrt(2 * Math.PI);

    @Override
    public double low() {
      return mean - REACH * scale;
    }

    @Override
    public double high() {
      return mean + REACH * scale;
    }

    @Override
    public double density(double x) {
      double z = (x - mean) / scale;
      return PEAK / scale * Math.exp(-z * z / 2);
    }
  }
}
