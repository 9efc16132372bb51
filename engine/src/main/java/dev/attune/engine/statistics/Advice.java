package dev.attune.engine.statistics;

import org.jspecify.annotations.Nullable;

/// What to do with an experience, by its primary goal.
///
/// @param winner the index of the group that won; null unless the state is [State#WINNER]
/// @param reason one sentence for a person, with the numbers in it
public record Advice(State state, @Nullable Integer winner, String reason) {

  public enum State {
    /// People did not divide as they should: no other figure means anything until that is mended.
    CHECK_DATA,
    /// Too few people or conversions for any comparison.
    COLLECTING,
    /// Enough to compare, and nothing stands out.
    NO_DIFFERENCE_YET,
    /// A variation is better than the baseline.
    WINNER,
    /// No variation is better than the baseline, and one or more are worse.
    HARMFUL
  }
}
