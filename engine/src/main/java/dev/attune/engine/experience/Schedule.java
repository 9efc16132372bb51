package dev.attune.engine.experience;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// When an experience runs.
///
/// @param start absent: from the beginning
/// @param end the first moment at which it no longer runs; absent: for ever
/// @param zone whose day and hour rules mean when a request names none
public record Schedule(@Nullable Instant start, @Nullable Instant end, ZoneId zone) {

  public Schedule {
    if (start != null && end != null && !start.isBefore(end)) {
      throw new IllegalArgumentException(
          "the schedule ends at %s, which is not after its start %s".formatted(end, start));
    }
  }

  boolean isBefore(Instant now) {
    return end != null && !now.isBefore(end);
  }

  boolean isAfter(Instant now) {
    return start != null && now.isBefore(start);
  }
}
