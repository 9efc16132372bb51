package dev.attune.engine.visit;

import dev.attune.engine.profile.Value;
import java.time.DayOfWeek;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one request says of its moment: the in-session attributes.
///
/// @param unit whom the hash divides by when there is no profile: the customer id given, else the
///   anonymous id, else a hash of address and user agent, else empty
/// @param query custom in-session attributes, each a text or an array of texts
/// @param day as the caller sees it; absent: the server's clock in the experience's time zone
/// @param hour 0 to 23 in UTC, as the caller sees it; absent: like `day`
public record Visit(
    String unit,
    Map<String, Value> query,
    @Nullable DayOfWeek day,
    @Nullable Integer hour,
    Place place,
    Device device) {}
