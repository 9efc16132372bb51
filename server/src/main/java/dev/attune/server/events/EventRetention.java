package dev.attune.server.events;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long events are kept. What happened longer ago is not taken in: when it is sent once more,
/// nobody could know any more that it was counted.
///
/// @param kept null: for ever
public record EventRetention(@Nullable Duration kept) {
  public static final EventRetention FOREVER = new EventRetention(null);

  public static EventRetention days(int days) {
    return new EventRetention(Duration.ofDays(days));
  }

  public boolean isOver(Instant at, Instant now) {
    return kept != null && at.isBefore(now.minus(kept));
  }

  /// How many days; there are some.
  public long days() {
    return kept == null ? Long.MAX_VALUE : kept.toDays();
  }
}
