package dev.attune.server.document;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.audience.Rule;
import org.jspecify.annotations.Nullable;

/// What an experience is meant to bring about: an event.
///
/// @param rule on the event's attributes (only `all`, `any`, `not` and `attribute`); absent: every
///   event of that name
/// @param revenue the event attribute that holds an amount of money
/// @param windowHours how long after the impression or click an event still counts, 1 to 1,440
public record Goal(
    String name,
    String event,
    @Nullable Rule rule,
    @Nullable String revenue,
    int windowHours,
    Attribution attribution) {

  public static final int DEFAULT_WINDOW_HOURS = 36;
}
