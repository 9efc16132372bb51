package dev.attune.engine.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/// Conversion rates. Bayesian figures start from a uniform prior; tests are score tests ([Score]).
final class Rates implements Measure {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /// z² of a two-sided test at 5 %.
  private static final double ONE_LOOK = square(NORMAL.inverseCumulativeProbability(0.975));

  private final List<Sample> samples;
  private final List<@Nullable Curve> posteriors;

  Rates(List<Sample> samples) {
    this.samples = List.copyOf(samples);
    var curves = new ArrayList<@Nullable Curve>();
    samples.forEach(sample -> curves.add(sample.people() == 0 ? null : new BetaCurve(sample)));
    posteriors = Collections.unmodifiableList(curves);
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public @Nullable Double value(int group) {
    return samples.get(group).people() == 0 ? null : (Double) samples.get(group).rate();
  }

  /// The equal-tailed credible interval.
  @Override
  public @Nullable Interval interval(int group) {
    var posterior = posteriors.get(group);
    return posterior == null
        ? null
        : new Interval(
            Quadrature.quantile(posterior, 0.025), Quadrature.quantile(posterior, 0.975));
  }

  @Override
  public @Nullable Curve posterior(int group) {
    return posteriors.get(group);
  }

  /// The percentage is that of the observed rates; the interval is equal-tailed, of the ratio of
  /// the two rates that are believed in. Absent as long as nobody of the baseline has converted.
  @Override
  public @Nullable Uplift uplift(int group, int baseline) {
    var first = posteriors.get(group);
    var second = posteriors.get(baseline);
    var base = samples.get(baseline);
    if (first == null || second == null || base.converted() == 0) {
      return null;
    }
    double percent = (samples.get(group).rate() / base.rate() - 1) * 100;
    var ratio = new Ratio(first, second);
    double low = ratio.quantile(0.025);
    double high = ratio.quantile(0.975);
    return new Uplift(percent, new Interval((low - 1) * 100, (high - 1) * 100));
  }

  /// The z-test with the pooled rate, and the score interval.
  @Override
  public @Nullable Tested oneLook(int group, int baseline) {
    var first = samples.get(group);
    var second = samples.get(baseline);
    if (first.people() == 0 || second.people() == 0) {
      return null;
    }
    return new Tested(
        first.rate() - second.rate(),
        Score.interval(first, second, ONE_LOOK),
        2 * NORMAL.survivalProbability(Math.sqrt(Score.square(first, second, 0))));
  }

  @Override
  public @Nullable Tested alwaysValid(int group, int baseline) {
    return alwaysValid(samples.get(group), samples.get(baseline));
  }

  static @Nullable Tested alwaysValid(Sample variation, Sample baseline) {
    if (!isEnough(variation, baseline)) {
      return null;
    }
    return new Tested(
        variation.rate() - baseline.rate(),
        possible(variation, baseline, 1),
        alwaysValidPValue(variation, baseline));
  }

  /// Always valid, and so wide that the intervals of so many comparisons hold all at once at 95 %
  /// (Bonferroni). Holds 0 unless Holm's correction of as many p-values finds a difference.
  static Interval possible(Sample variation, Sample baseline, int comparisons) {
    double people = AlwaysValid.effectivePeople(variation.people(), baseline.people());
    return Score.interval(
        variation, baseline, AlwaysValid.bound(people, AlwaysValid.ALPHA / comparisons));
  }

  static double alwaysValidPValue(Sample variation, Sample baseline) {
    return AlwaysValid.pValue(
        Score.square(variation, baseline, 0),
        AlwaysValid.effectivePeople(variation.people(), baseline.people()));
  }

  static boolean isEnough(Sample variation, Sample baseline) {
    double enough = peopleNeeded(variation, baseline);
    return variation.people() >= enough && baseline.people() >= enough;
  }

  /// How many each of the two must have before [#alwaysValid] says anything; infinite as long as
  /// nobody or everybody has converted.
  static double peopleNeeded(Sample variation, Sample baseline) {
    double rate = Score.pooled(variation, baseline);
    return Math.ceil(AlwaysValid.ENOUGH / Math.min(rate, 1 - rate));
  }

  private static double square(double x) {
    return x * x;
  }
}
