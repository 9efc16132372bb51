package dev.attune.server.fetch;

import dev.attune.engine.profile.Value;
import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a fetch asks, read and checked.
///
/// @param customerId empty when not given, like the other texts
/// @param userIdentifiers by attribute name
/// @param anyIdentifier a value that may be that of any configured identifier
/// @param keys at most 25, none twice; empty for all experiences
/// @param query custom in-session attributes, each of bounded size
record FetchRequest(
    String customerId,
    String anonymousId,
    Map<String, String> userIdentifiers,
    String anyIdentifier,
    List<String> keys,
    @Nullable DayOfWeek day,
    @Nullable Integer hour,
    String ipAddress,
    String userAgent,
    Map<String, Value> query) {

  /// Filled field by field while the body is read.
  static final class Builder {
    String customerId = "";
    String anonymousId = "";
    Map<String, String> userIdentifiers = Map.of();
    String anyIdentifier = "";
    List<String> keys = List.of();
    @Nullable DayOfWeek day;
    @Nullable Integer hour;
    String ipAddress = "";
    String userAgent = "";
    final Map<String, Value> query = new HashMap<>();

    void withoutIdentifiers() {
      customerId = "";
      anonymousId = "";
      withoutUserIdentifiers();
    }

    void withoutUserIdentifiers() {
      userIdentifiers = Map.of();
      anyIdentifier = "";
    }

    FetchRequest build() {
      return new FetchRequest(
          customerId,
          anonymousId,
          userIdentifiers,
          anyIdentifier,
          keys,
          day,
          hour,
          ipAddress,
          userAgent,
          query);
    }
  }
}
