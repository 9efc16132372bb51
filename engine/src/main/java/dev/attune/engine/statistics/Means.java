package dev.attune.engine.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/// Amounts per person. The mean of many is taken to be normal, whatever the amounts are distributed
/// like; tests are Welch's.
final class Means implements Measure {
  /// Half the width of a 95 % interval in standard errors.
  private static final double Z = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);

  private final List<Amounts> amounts;

  Means(List<Amounts> amounts) {
    this.amounts = List.copyOf(amounts);
  }

  @Override
  public int size() {
    return amounts.size();
  }

  @Override
  public @Nullable Double value(int group) {
    return amounts.get(group).people() == 0 ? null : (Double) amounts.get(group).mean();
  }

  @Override
  public @Nullable Interval interval(int group) {
    var amount = amounts.get(group);
    return amount.hasSpread() ? around(amount.mean(), Z * Math.sqrt(squaredError(amount))) : null;
  }

  @Override
  public @Nullable Curve posterior(int group) {
    var amount = amounts.get(group);
    return amount.hasSpread()
        ? new Curve.Bell(amount.mean(), Math.sqrt(squaredError(amount)))
        : null;
  }

  /// With Fieller's interval of the ratio of two normal means. Absent where the baseline's mean is
  /// not clearly above 0: the ratio could then be anything.
  @Override
  public @Nullable Uplift uplift(int group, int baseline) {
    var first = amounts.get(group);
    var second = amounts.get(baseline);
    if (!first.hasSpread() || !second.hasSpread() || second.mean() <= 0) {
      return null;
    }
    double ratio = first.mean() / second.mean();
    double g = Z * Z * squaredError(second) / (second.mean() * second.mean());
    if (g >= 1) {
      return null;
    }
    double reach =
        Z
            / second.mean()
            * Math.sqrt(squaredError(first) * (1 - g) + ratio * ratio * squaredError(second));
    return new Uplift(
        (ratio - 1) * 100,
        new Interval(((ratio - reach) / (1 - g) - 1) * 100, ((ratio + reach) / (1 - g) - 1) * 100));
  }

  @Override
  public @Nullable Tested oneLook(int group, int baseline) {
    return oneLook(amounts.get(group), amounts.get(baseline));
  }

  /// Welch's t-test.
  static @Nullable Tested oneLook(Amounts variation, Amounts baseline) {
    if (!variation.hasSpread() || !baseline.hasSpread()) {
      return null;
    }
    double first = squaredError(variation);
    double second = squaredError(baseline);
    double error = Math.sqrt(first + second);
    double share = first / (first + second);
    double freedom =
        1
            / (share * share / (variation.people() - 1)
                + (1 - share) * (1 - share) / (baseline.people() - 1));
    var t = TDistribution.of(freedom);
    double difference = variation.mean() - baseline.mean();
    return new Tested(
        difference,
        around(difference, t.inverseSurvivalProbability(0.025) * error),
        2 * t.survivalProbability(Math.abs(difference) / error));
  }

  @Override
  public @Nullable Tested alwaysValid(int group, int baseline) {
    var first = amounts.get(group);
    var second = amounts.get(baseline);
    return isEnough(first, second) ? alwaysValid(first, second) : null;
  }

  /// Uses the larger of two variances of the difference: the one that lets the groups differ in
  /// spread, and the one that takes both as one. With few buyers in a small group the first alone
  /// is far too small as often as the group's mean is, and would stop wrongly in 15 of 100 cases.
  static @Nullable Tested alwaysValid(Amounts variation, Amounts baseline) {
    double people = AlwaysValid.effectivePeople(variation.people(), baseline.people());
    double apart = squaredError(variation) + squaredError(baseline);
    double together = variation.and(baseline).variance() / people;
    double variance = Math.max(apart, together);
    if (!(variance > 0) || variance == Double.POSITIVE_INFINITY) {
      return null;
    }
    double difference = variation.mean() - baseline.mean();
    return new Tested(
        difference,
        around(difference, Math.sqrt(variance * AlwaysValid.bound(people))),
        AlwaysValid.pValue(difference * difference / variance, people));
  }

  /// Whether, were the groups alike, the smaller would hold enough people who brought something. Of
  /// amounts that are all equal (Σx)²/Σx² of both groups is the number of those people; the more
  /// unequal they are, the fewer they count for (Kish's effective sample size).
  static boolean isEnough(Amounts variation, Amounts baseline) {
    if (variation.people() < 2 || baseline.people() < 2) {
      return false;
    }
    var both = variation.and(baseline);
    double share = (double) Math.min(variation.people(), baseline.people()) / both.people();
    return both.sum() * (both.sum() / both.sumOfSquares()) * share >= AlwaysValid.ENOUGH;
  }

  private static double squaredError(Amounts amounts) {
    return amounts.variance() / amounts.people();
  }

  private static Interval around(double middle, double reach) {
    return new Interval(middle - reach, middle + reach);
  }
}
