package dev.attune.engine.statistics;

import org.jspecify.annotations.Nullable;

/// One thing that is measured in every group: a rate, or an amount per person.
///
/// Groups go by their index. Null is "nothing can be said", for the reasons that docs/statistics.md
/// gives figure by figure.
interface Measure {
  /// How many groups.
  int size();

  @Nullable Double value(int group);

  @Nullable Interval interval(int group);

  /// What is believed of the true value.
  @Nullable Curve posterior(int group);

  @Nullable Uplift uplift(int group, int baseline);

  /// The test for whoever looks once, at a size fixed before.
  @Nullable Tested oneLook(int group, int baseline);

  /// The test for whoever looks whenever they like.
  @Nullable Tested alwaysValid(int group, int baseline);
}
