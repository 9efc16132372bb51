package dev.attune.engine.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A goal's figures after taking out what could be foreseen from what people did before: the same
/// difference, measured with less noise.
///
/// Each person's y is replaced by y - θ (x - mean of x over all groups). As x is from before the
/// assignment, that changes no group's expectation; θ = cov(x, y) / var(x) makes the variance
/// smallest, (1 - ρ²) of what it was (Deng, Xu, Kohavi and Walker, "Improving the Sensitivity of
/// Online Controlled Experiments by Utilizing Pre-Experiment Data", WSDM 2013). θ is taken within
/// the groups, all together, so that a difference between them does not leak into it.
///
/// @param varianceReduction ρ², 0 to 1: the part of the variance that went. As many more people
///   would have been needed as 1 / (1 - ρ²)
/// @param groups in the order of the trial; null for a group of fewer than two people
public record Cuped(double theta, double varianceReduction, List<@Nullable Adjusted> groups) {
  /// z² at 5 %: a correlation that does not reach it may be chance.
  private static final double DISTINCT = 3.841;

  /// @param mean per person, adjusted
  /// @param oneLook null for the baseline, or where nothing can be said
  /// @param alwaysValid likewise
  public record Adjusted(double mean, @Nullable Tested oneLook, @Nullable Tested alwaysValid) {}

  public Cuped {
    groups = Collections.unmodifiableList(new ArrayList<>(groups));
  }

  /// Absent where it cannot help: fewer than two groups of two people, an x or a y that is the same
  /// for all, or a correlation that is not distinct from none (people times ρ² under 3.841).
  ///
  /// @param baseline its index
  static @Nullable Cuped of(List<Paired> groups, int baseline) {
    long people = 0;
    int usable = 0;
    double before = 0;
    double spreadBefore = 0;
    double spreadNow = 0;
    double together = 0;
    for (var group : groups) {
      if (group.people() >= 2) {
        usable++;
        people += group.people();
        before += group.sumBefore();
        spreadBefore += group.before().spread();
        spreadNow += group.now().spread();
        together += group.sumOfProducts() - group.sumBefore() * group.now().mean();
      }
    }
    if (usable < 2 || spreadBefore == 0 || spreadNow == 0) {
      return null;
    }
    double theta = together / spreadBefore;
    double reduction = Math.min(1, theta * together / spreadNow);
    if (!(people * reduction > DISTINCT)) {
      return null;
    }
    return new Cuped(theta, reduction, adjusted(groups, theta, before / people, baseline));
  }

  private static List<@Nullable Adjusted> adjusted(
      List<Paired> groups, double theta, double meanBefore, int baseline) {
    var base = groups.get(baseline);
    var adjustedBase = residuals(base, theta, meanBefore);
    var adjusted = new ArrayList<@Nullable Adjusted>();
    for (int i = 0; i < groups.size(); i++) {
      var group = groups.get(i);
      if (group.people() < 2) {
        adjusted.add(null);
        continue;
      }
      var amounts = residuals(group, theta, meanBefore);
      boolean compared = i != baseline && base.people() >= 2;
      boolean enough = compared && Means.isEnough(group.now(), base.now());
      adjusted.add(
          new Adjusted(
              amounts.mean(),
              compared ? Means.oneLook(amounts, adjustedBase) : null,
              enough ? Means.alwaysValid(amounts, adjustedBase) : null));
    }
    return adjusted;
  }

  private static Amounts residuals(Paired group, double theta, double meanBefore) {
    double n = group.people();
    double x = group.sumBefore() - n * meanBefore;
    double xx = group.sumOfSquaresBefore() - meanBefore * (2 * group.sumBefore() - n * meanBefore);
    double xy = group.sumOfProducts() - meanBefore * group.sum();
    return new Amounts(
        group.people(),
        group.sum() - theta * x,
        Math.max(0, group.sumOfSquares() - 2 * theta * xy + theta * theta * xx));
  }
}
