package dev.attune.engine.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Integrals over curves, by Gauss and Legendre's rule of ten points on panels of at most one and a
/// half standard deviations of the narrowest curve there.
///
/// Distribution functions come from the same points: a panel's ten densities give, by integrating
/// the polynomial through them, how much lies left of each point (as in collocation methods for
/// differential equations; Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I,
/// II.7). So a chance costs some hundred densities per curve and no beta function. Nothing is
/// random: the same curves give the same chance. The tests hold it to 10^-10 against closed forms
/// and other libraries.
final class Quadrature {
  private static final int POINTS = 10;
  private static final double PANEL = 1.5;

  /// Where the points are on -1 to 1, in order.
  private static final double[] AT = new double[POINTS];

  private static final double[] WEIGHT = new double[POINTS];

  /// `UP_TO[i][j]`: what the value at point j adds to the integral from -1 to point i.
  private static final double[][] UP_TO = new double[POINTS][POINTS];

  static {
    for (int i = 0; i < POINTS; i++) {
      double x = -Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
      double slope = 0;
      for (int newton = 0; newton < 8; newton++) {
        double before = 1;
        double polynomial = x;
        for (int k = 2; k <= POINTS; k++) {
          double next = ((2 * k - 1) * x * polynomial - (k - 1) * before) / k;
          before = polynomial;
          polynomial = next;
        }
        slope = POINTS * (x * polynomial - before) / (x * x - 1);
        x -= polynomial / slope;
      }
      AT[i] = x;
      WEIGHT[i] = 2 / ((1 - x * x) * slope * slope);
    }
    for (int i = 0; i < POINTS; i++) {
      double half = (AT[i] + 1) / 2;
      for (int j = 0; j < POINTS; j++) {
        for (int k = 0; k < POINTS; k++) {
          UP_TO[i][j] += half * WEIGHT[k] * lagrange(j, half * (AT[k] + 1) - 1);
        }
      }
    }
  }

  private Quadrature() {}

  private static double lagrange(int j, double x) {
    double product = 1;
    for (int k = 0; k < POINTS; k++) {
      if (k != j) {
        product *= (x - AT[k]) / (AT[j] - AT[k]);
      }
    }
    return product;
  }

  /// @param scale over how much the function changes
  static double integral(double from, double to, double scale, DoubleUnaryOperator function) {
    int panels = panels(from, to, scale);
    double width = (to - from) / panels;
    double sum = 0;
    for (int panel = 0; panel < panels; panel++) {
      sum += panel(from + panel * width, width, function);
    }
    return sum;
  }

  private static int panels(double from, double to, double scale) {
    return (int) Math.max(1, Math.ceil((to - from) / (PANEL * scale)));
  }

  private static double panel(double from, double width, DoubleUnaryOperator function) {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      sum += WEIGHT[i] * function.applyAsDouble(from + width / 2 * (1 + AT[i]));
    }
    return sum * width / 2;
  }

  /// Below which the number lies with a probability.
  ///
  /// @param probability between 0 and 1, exclusive
  static double quantile(Curve curve, double probability) {
    int panels = panels(curve.low(), curve.high(), curve.scale());
    double width = (curve.high() - curve.low()) / panels;
    double missing = probability;
    double from = curve.low();
    for (int panel = 0; panel < panels; panel++) {
      from = curve.low() + panel * width;
      double part = panel(from, width, curve::density);
      if (part >= missing) {
        break;
      }
      missing -= part;
    }
    double left = from;
    double sought = missing;
    return Roots.between(
        left,
        left + width,
        1e-13 * probability,
        x -> x <= left ? -sought : panel(left, x - left, curve::density) - sought);
  }

  /// The probability that the first number is larger than the second.
  static double chanceToBeat(Curve first, Curve second) {
    return chancesToBeBest(List.of(first, second))[0];
  }

  /// The probability of each number to be the largest: its density times the others' distribution
  /// functions, integrated. They sum to 1.
  static double[] chancesToBeBest(List<? extends Curve> curves) {
    var ends =
        curves.stream()
            .flatMap(curve -> List.of(curve.low(), curve.high()).stream())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    var race = new Race(curves);
    for (int i = 1; i < ends.length; i++) {
      race.run(ends[i - 1], ends[i]);
    }
    double all = Arrays.stream(race.won).sum();
    return Arrays.stream(race.won).map(won -> won / all).toArray();
  }

  /// Moves from left to right over the curves; how far each has come is its distribution function.
  private static final class Race {
    private final List<? extends Curve> curves;
    private final double[] left; // how much of each curve lies left of here
    private final double[] won;
    private final double[][] density;
    private final double[][] below;

    Race(List<? extends Curve> curves) {
      this.curves = curves;
      left = new double[curves.size()];
      won = new double[curves.size()];
      density = new double[curves.size()][POINTS];
      below = new double[curves.size()][POINTS];
    }

    /// Over a stretch within which no curve begins or ends.
    void run(double from, double to) {
      double scale = Double.POSITIVE_INFINITY;
      for (var curve : curves) {
        if (curve.low() < to && curve.high() > from) {
          scale = Math.min(scale, curve.scale());
        }
      }
      if (from >= to || scale == Double.POSITIVE_INFINITY) {
        return;
      }
      int panels = panels(from, to, scale);
      double width = (to - from) / panels;
      for (int panel = 0; panel < panels; panel++) {
        evaluate(from + panel * width, width);
        count(width);
      }
    }

    private void evaluate(double from, double width) {
      double middle = from + width / 2;
      for (int k = 0; k < left.length; k++) {
        var curve = curves.get(k);
        if (middle <= curve.low() || middle >= curve.high()) {
          Arrays.fill(density[k], 0);
          Arrays.fill(below[k], left[k]);
          continue;
        }
        for (int i = 0; i < POINTS; i++) {
          density[k][i] = curve.density(middle + width / 2 * AT[i]);
        }
        for (int i = 0; i < POINTS; i++) {
          below[k][i] = left[k] + width / 2 * product(UP_TO[i], density[k]);
        }
        left[k] += width / 2 * product(WEIGHT, density[k]);
      }
    }

    private void count(double width) {
      for (int i = 0; i < POINTS; i++) {
        for (int k = 0; k < won.length; k++) {
          double here = WEIGHT[i] * width / 2 * density[k][i];
          for (int other = 0; other < won.length && here > 0; other++) {
            here *= other == k ? 1 : Math.max(0, below[other][i]);
          }
          won[k] += here;
        }
      }
    }

    private static double product(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }
}
