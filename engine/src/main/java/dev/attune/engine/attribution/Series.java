package dev.attune.engine.attribution;

import org.jspecify.annotations.Nullable;

/// One thing that is counted of one experience.
///
/// @param of the element's id or the goal's name; empty where the measure is of neither
/// @param by null where the measure does not depend on it
public record Series(
    String experienceId, Arm arm, Measure measure, String of, @Nullable Attribution by) {

  static Series of(String experienceId, Arm arm, Measure measure) {
    return new Series(experienceId, arm, measure, "", null);
  }
}
