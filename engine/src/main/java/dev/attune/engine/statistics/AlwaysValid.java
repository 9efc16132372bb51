package dev.attune.engine.statistics;

/// A test of a difference that may be looked at every day and stopped on any day.
///
/// The mixture sequential probability ratio test with a normal mixture (Robbins 1970; for A/B tests
/// Johari, Koomen, Pekelis and Walsh, "Always Valid Inference: Continuous Monitoring of A/B Tests",
/// Operations Research 70, 2022), in the asymptotic form in which the variance is estimated from
/// the data (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory
/// and asymptotic confidence sequences", Annals of Statistics 52, 2024).
///
/// With z the difference over its standard error and m = n1 n2 / (n1 + n2) the effective people,
/// the likelihood ratio of "some difference" against "none" is `L = exp(z²/2 · rm/(1 + rm)) / √(1 +
/// rm)`, where the differences thought of are normal around 0 with variance r times that of one
/// person's outcome. Under no difference the chance that L ever reaches 1/p is at most p (Ville),
/// so 1/L is a p-value on every day at once.
final class AlwaysValid {
  /// r: how large the differences are that the test finds soonest. At 0.002 they are 4.5 % of an
  /// outcome's standard deviation: 0.4 percentage points at a rate of 1 %, one at 5 %, two at 30 %,
  /// and the interval is tightest at m = 4,100, some 8,000 people in each of two groups. It is
  /// fixed, because choosing it by what the data show would void the guarantee; the width hangs on
  /// it only through a logarithm.
  static final double MIXTURE = 0.002;

  /// The chance of being wrong that intervals and [Advice] allow.
  static final double ALPHA = 0.05;

  /// How much must be seen in each group for the normal approximation that all this rests on: so
  /// many conversions, and so many people without, were the groups alike.
  static final double ENOUGH = 10;

  private AlwaysValid() {}

  static double effectivePeople(long first, long second) {
    return first * (second / ((double) first + second));
  }

  /// 0 to 1.
  ///
  /// @param square z²
  /// @param people the effective ones
  static double pValue(double square, double people) {
    double ratio = MIXTURE * people;
    double logL = square / 2 * (ratio / (1 + ratio)) - Math.log1p(ratio) / 2;
    return Math.min(1, Math.exp(-logL));
  }

  /// The z² at which the p-value is [#ALPHA]: what is below stays in the interval.
  static double bound(double people) {
    return bound(people, ALPHA);
  }

  /// The z² at which the p-value is `alpha`.
  static double bound(double people, double alpha) {
    double ratio = MIXTURE * people;
    return 2 * (1 + 1 / ratio) * (Math.log1p(ratio) / 2 - Math.log(alpha));
  }
}
