package dev.attune.engine.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What can be said of one group and one thing measured. Null is "nothing".
///
/// @param value the rate, 0 to 1, or the amount per person
/// @param interval 95 % credible, of the true value
/// @param chanceToBeBest 0 to 1: how likely its true value is the highest of all groups of which
///   something can be said
/// @param comparison null for the baseline itself
public record Figures(
    @Nullable Double value,
    @Nullable Interval interval,
    @Nullable Double chanceToBeBest,
    @Nullable Comparison comparison) {

  /// One for each group, in order.
  static List<Figures> of(Measure measure, int baseline) {
    var best = chancesToBeBest(measure);
    var figures = new ArrayList<Figures>();
    for (int i = 0; i < measure.size(); i++) {
      figures.add(
          new Figures(
              measure.value(i),
              measure.interval(i),
              best.get(i),
              i == baseline ? null : comparison(measure, i, baseline)));
    }
    return figures;
  }

  private static Comparison comparison(Measure measure, int group, int baseline) {
    var first = measure.posterior(group);
    var second = measure.posterior(baseline);
    return new Comparison(
        measure.uplift(group, baseline),
        first == null || second == null ? null : (Double) Quadrature.chanceToBeat(first, second),
        measure.oneLook(group, baseline),
        measure.alwaysValid(group, baseline));
  }

  private static List<@Nullable Double> chancesToBeBest(Measure measure) {
    var curves = new ArrayList<@Nullable Curve>();
    for (int i = 0; i < measure.size(); i++) {
      curves.add(measure.posterior(i));
    }
    var known = curves.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    var best = known.size() < 2 ? null : Quadrature.chancesToBeBest(known);
    var chances = new ArrayList<@Nullable Double>();
    int next = 0;
    for (var curve : curves) {
      chances.add(best == null || curve == null ? null : (Double) best[next++]);
    }
    return chances;
  }

  Figures with(@Nullable Comparison other) {
    return new Figures(value, interval, chanceToBeBest, other);
  }
}
