package dev.attune.engine.statistics;

/// The score test of two rates, and the interval of all differences that it does not reject
/// (Miettinen and Nurminen, "Comparative analysis of two rates", Statistics in Medicine 4, 1985;
/// without their factor N/(N-1)).
///
/// Under "no difference" it is the z-test with the pooled rate, whose square is Pearson's
/// chi-square. Test and interval never contradict one another, and both hold for rates of 0 and 1.
final class Score {
  private Score() {}

  /// z²: the squared distance of the observed difference from the supposed one, over its variance
  /// if that one were true. 0 when both agree; infinite when the supposed one is impossible.
  static double square(Sample variation, Sample baseline, double supposed) {
    double distance = variation.rate() - baseline.rate() - supposed;
    if (distance == 0) {
      return 0;
    }
    double rate =
        supposed == 0
            ? pooled(variation, baseline)
            : likeliestBaseline(variation, baseline, supposed);
    double variance = of(rate + supposed, variation.people()) + of(rate, baseline.people());
    return distance * distance / variance;
  }

  static double pooled(Sample variation, Sample baseline) {
    return ((double) variation.converted() + baseline.converted())
        / ((double) variation.people() + baseline.people());
  }

  private static double of(double rate, long people) {
    return Math.max(0, rate * (1 - rate)) / people;
  }

  /// @param bound the largest z² that is not rejected
  static Interval interval(Sample variation, Sample baseline, double bound) {
    double observed = variation.rate() - baseline.rate();
    return new Interval(
        Roots.end(observed, -1, d -> square(variation, baseline, d) <= bound),
        Roots.end(observed, 1, d -> square(variation, baseline, d) <= bound));
  }

  /// The baseline's rate that makes the samples most likely, if the variation's is higher by
  /// `difference`: where the slope of their log-likelihood, which falls all the way, changes sign.
  private static double likeliestBaseline(Sample variation, Sample baseline, double difference) {
    double low = Math.max(0, -difference);
    double high = Math.min(1, 1 - difference);
    for (int i = 0; i < 54; i++) {
      double rate = (low + high) / 2;
      if (slope(variation, rate + difference, baseline, rate) > 0) {
        low = rate;
      } else {
        high = rate;
      }
    }
    return (low + high) / 2;
  }

  /// Times all that could divide by zero: only its sign is right.
  private static double slope(Sample first, double p, Sample second, double q) {
    return slope(first, p) * q * (1 - q) + slope(second, q) * p * (1 - p);
  }

  private static double slope(Sample sample, double rate) {
    return sample.converted() - sample.people() * rate;
  }
}
