package dev.attune.engine.statistics;

import org.jspecify.annotations.Nullable;

/// A difference to the baseline, and whether chance alone would make one as large.
///
/// @param difference the variation's value less the baseline's: of rates (0.01 is one percentage
///   point) or of amounts per person
/// @param interval 95 %, of this comparison alone: not widened for the others of the report
/// @param pValue two-sided, of this comparison alone
/// @param adjustedPValue after Holm's correction for all comparisons of the report; null where the
///   comparison is not one of them
public record Tested(
    double difference, Interval interval, double pValue, @Nullable Double adjustedPValue) {

  Tested(double difference, Interval interval, double pValue) {
    this(difference, interval, pValue, null);
  }

  Tested adjusted(double adjusted) {
    return new Tested(difference, interval, pValue, adjusted);
  }
}
