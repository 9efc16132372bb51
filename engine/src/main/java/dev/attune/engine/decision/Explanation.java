package dev.attune.engine.decision;

import dev.attune.engine.audience.Explained;
import dev.attune.engine.experience.Experience;
import dev.attune.engine.experience.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decision with all that led to it.
///
/// @param experience null for an unknown key
/// @param unit whom the buckets are of
/// @param audiences every audience in order, also those after the one that matched
public record Explanation(
    String key,
    @Nullable Experience experience,
    Decision decision,
    String unit,
    int controlBucket,
    List<Audience> audiences) {

  /// @param matched whether the audience as such matches: its rule does, and there is a profile if
  ///   it needs one
  /// @param bucket where the unit falls in its split
  public record Audience(Target target, boolean matched, int bucket, Explained rule) {}
}
