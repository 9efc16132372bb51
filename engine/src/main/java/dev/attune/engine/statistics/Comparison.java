package dev.attune.engine.statistics;

import org.jspecify.annotations.Nullable;

/// A group held against the baseline. Null is "nothing can be said".
///
/// @param chanceToBeatBaseline 0 to 1: how likely its true value is the higher one, given the
///   counts
/// @param oneLook the classical test, for whoever looks once at a size fixed before. Whoever looks
///   every day and stops when it is below 0.05 is wrong in every third case
/// @param alwaysValid the test that allows looking whenever one likes; only this decides [Advice]
public record Comparison(
    @Nullable Uplift uplift,
    @Nullable Double chanceToBeatBaseline,
    @Nullable Tested oneLook,
    @Nullable Tested alwaysValid) {

  Comparison with(@Nullable Tested newOneLook, @Nullable Tested newAlwaysValid) {
    return new Comparison(uplift, chanceToBeatBaseline, newOneLook, newAlwaysValid);
  }
}
