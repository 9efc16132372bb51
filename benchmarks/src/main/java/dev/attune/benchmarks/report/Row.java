package dev.attune.benchmarks.report;

import org.jspecify.annotations.Nullable;

/// One measured number.
///
/// @param unit of the measured number and of the reference
/// @param reference absent where there is nothing to compare with
public record Row(
    String what, double measured, String unit, Budget budget, @Nullable Reference reference) {

  public Row {
    boolean onRatio = budget instanceof Budget.RatioAtLeast || budget instanceof Budget.RatioAtMost;
    if (onRatio && reference == null) {
      throw new IllegalArgumentException(what + " has a budget on a ratio and no reference");
    }
  }

  /// Measured divided by reference; `NaN` where there is none, or where it measured nothing.
  public double ratio() {
    return reference == null || reference.measured() == 0
        ? Double.NaN
        : measured / reference.measured();
  }

  public Verdict verdict() {
    return switch (budget) {
      case Budget.None _ -> Verdict.NO_BUDGET;
      case Budget.AtMost(var limit) -> verdict(measured <= limit);
      case Budget.AtLeast(var limit) -> verdict(measured >= limit);
      case Budget.RatioAtLeast(var limit) -> verdict(ratio() >= limit);
      case Budget.RatioAtMost(var limit) -> verdict(ratio() <= limit);
    };
  }

  private static Verdict verdict(boolean within) {
    return within ? Verdict.WITHIN : Verdict.MISSED;
  }
}
