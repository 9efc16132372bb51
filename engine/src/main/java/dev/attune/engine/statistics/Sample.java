package dev.attune.engine.statistics;

/// How many people there were, and how many of them converted: the successes among the trials.
///
/// @param people shown the variation; in the control group: assigned to it
/// @param converted people, not conversions: 0 to `people`
public record Sample(long people, long converted) {

  /// @throws IllegalArgumentException if more people converted than there were, or a count is
  ///   negative
  public Sample {
    if (people < 0 || converted < 0 || converted > people) {
      throw new IllegalArgumentException(
          "%d of %d people converted, 0 to all of 0 or more".formatted(converted, people));
    }
  }

  /// NaN when there is nobody.
  double rate() {
    return (double) converted / people;
  }
}
