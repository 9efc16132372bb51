package dev.attune.engine.attribution;

import java.util.Map;

/// That a person met a variation of an experience, or was held out of it.
///
/// @param variationId empty for [Kind#HELD_OUT]
/// @param element what was clicked (`b_id`); empty where nobody said
/// @param shares how many of the 10,000 buckets each variation of the audience had then, the
///   control group not counted: what the people seen should divide by. Empty where it is not known
public record Touch(
    Kind kind,
    String experienceId,
    String audienceId,
    String variationId,
    String element,
    Map<String, Integer> shares) {

  public enum Kind {
    SHOWN,
    CLICKED,
    /// Decided to be in the control group: served nothing.
    HELD_OUT
  }
}
