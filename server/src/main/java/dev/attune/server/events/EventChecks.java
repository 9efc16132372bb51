package dev.attune.server.events;

import static dev.attune.server.events.EventsWire.invalid;
import static dev.attune.server.identity.Identification.MAX_ID_LENGTH;

import dev.attune.server.events.EventsWire.RawAction;
import dev.attune.server.identity.Identification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the fields of an event must hold. Source: docs/wire.md#events.
final class EventChecks {
  static final String SHOWN = "MOE_PERSONALIZATION_MESSAGE_SHOWN";
  static final String CLICKED = "MOE_PERSONALIZATION_MESSAGE_CLICKED";
  static final List<String> REQUIRED_ATTRIBUTES =
      List.of(
          "cid", "experience", "moe_locale_id", "moe_variation_id", "audience_name", "audience_id");
  static final String OFFSET_RANGE = "seconds from -54000 to 54000";
  static final String TIME_FORMS = "epoch seconds, or ISO 8601 such as 2026-11-21T10:00:00Z";

  private static final int MILLISECONDS_DIGITS = 13;
  private static final int MAX_TEXT_LENGTH = 1_000;

  private EventChecks() {}

  /// Whose element it is. Before a person is known, the anonymous id is their id.
  static String customerId(@Nullable String id, String anonymousId) {
    var whose = id == null && !anonymousId.isEmpty() ? anonymousId : id;
    if (whose == null || whose.isBlank() || whose.length() > MAX_ID_LENGTH) {
      throw invalid("Element", "1 to %d characters".formatted(MAX_ID_LENGTH), "customer_id");
    }
    return whose;
  }

  /// Empty where there is none. What callers send when they know nobody would make many people one.
  static String anonymousId(String id) {
    if (id.isEmpty()) {
      return id;
    }
    if (id.length() > MAX_ID_LENGTH || Identification.namesNobody(id)) {
      throw invalid(
          "Element",
          "an id of up to %d characters that names somebody".formatted(MAX_ID_LENGTH),
          "anonymous_id");
    }
    return id;
  }

  static int offset(int seconds) {
    if (Math.abs((long) seconds) > EventFields.MAX_OFFSET_SECONDS) {
      throw invalid("Element", OFFSET_RANGE, "user_timezone_offset");
    }
    return seconds;
  }

  static String action(@Nullable String name) {
    if (name != null && (name.equals(SHOWN) || name.equals(CLICKED))) {
      return name;
    }
    throw invalid("Action", SHOWN + " or " + CLICKED, "action");
  }

  static String uuid(@Nullable String text) {
    var uuid = text == null ? null : EventFields.uuid(text);
    if (uuid == null) {
      throw invalid("Action", "a UUID", "moe_event_uuid");
    }
    return uuid;
  }

  static Map<String, String> attributes(@Nullable Map<String, String> attributes) {
    if (attributes == null) {
      throw invalid("Action", "required", "attributes");
    }
    for (var name : REQUIRED_ATTRIBUTES) {
      var value = attributes.get(name);
      if (value == null) {
        throw invalid("Attributes", "required", name);
      }
      checkLength(name, value);
    }
    return attributes;
  }

  static void checkLength(String name, String value) {
    if (value.length() > MAX_TEXT_LENGTH) {
      throw invalid("Attributes", "at most %d characters".formatted(MAX_TEXT_LENGTH), name);
    }
  }

  /// When the event happened.
  ///
  /// @param offsetSeconds the user's, for a time that is written without one
  static Instant time(RawAction action, int offsetSeconds, Instant now, EventRetention retention) {
    var at =
        action.epoch != null
            ? ofEpoch(action.epoch)
            : action.time != null ? EventFields.moment(action.time, offsetSeconds) : null;
    if (at == null || at.isBefore(Instant.EPOCH)) {
      throw invalid("Action", TIME_FORMS, "event_time");
    }
    if (at.isAfter(now.plus(EventFields.MAX_AHEAD))) {
      throw invalid("Action", "at most 24 hours ahead", "event_time");
    }
    if (retention.isOver(at, now)) {
      throw invalid("Action", "at most %d days ago".formatted(retention.days()), "event_time");
    }
    return at;
  }

  private static Instant ofEpoch(String digits) {
    if (digits.length() >= MILLISECONDS_DIGITS) {
      throw invalid("Action", "in seconds, these look like milliseconds", "event_time");
    }
    return Instant.ofEpochSecond(Long.parseLong(digits));
  }
}
