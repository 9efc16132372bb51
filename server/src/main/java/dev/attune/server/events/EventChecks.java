package dev.attune.server.events;

import static dev.attune.server.events.EventsWire.invalid;

import dev.attune.server.events.EventsWire.RawAction;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
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

  /// With an offset (`Z`, `+05:30`, `+0530`, `+05`) or without.
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .parseLenient()
          .appendOffset("+HH", "Z") // so written, minutes and colons are read where there are any
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int MAX_OFFSET_SECONDS = 54_000;
  private static final int MILLISECONDS_DIGITS = 13;
  private static final Duration MAX_AHEAD = Duration.ofHours(24);
  private static final int UUID_LENGTH = 36;
  private static final int MAX_TEXT_LENGTH = 1_000;
  private static final List<String> PLATFORMS = List.of("web", "android", "ios", "tv");

  private EventChecks() {}

  static int offset(int seconds) {
    if (seconds < -MAX_OFFSET_SECONDS || seconds > MAX_OFFSET_SECONDS) {
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

  /// In lower case, so that two spellings of one UUID are one event.
  static String uuid(@Nullable String text) {
    if (text != null && isUuid(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    throw invalid("Action", "a UUID", "moe_event_uuid");
  }

  private static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? text.charAt(i) != '-' : Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return text.chars().allMatch(c -> c < 0x80);
  }

  /// `Unknown` for what is none of the four.
  static String platform(String text) {
    var folded = text.toLowerCase(Locale.ROOT);
    return PLATFORMS.contains(folded) ? folded : "Unknown";
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
  static Instant time(RawAction action, int offsetSeconds, Instant now) {
    var at =
        action.epoch != null
            ? ofEpoch(action.epoch)
            : action.time != null ? ofText(action.time, offsetSeconds) : null;
    if (at == null || at.isBefore(Instant.EPOCH)) {
      throw invalid("Action", TIME_FORMS, "event_time");
    }
    if (at.isAfter(now.plus(MAX_AHEAD))) {
      throw invalid("Action", "at most 24 hours ahead", "event_time");
    }
    return at;
  }

  private static Instant ofEpoch(String digits) {
    if (digits.length() >= MILLISECONDS_DIGITS) {
      throw invalid("Action", "in seconds, these look like milliseconds", "event_time");
    }
    return Instant.ofEpochSecond(Long.parseLong(digits));
  }

  private static @Nullable Instant ofText(String text, int offsetSeconds) {
    try {
      return switch (TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from)) {
        case OffsetDateTime time -> time.toInstant();
        case LocalDateTime time -> time.toInstant(ZoneOffset.ofTotalSeconds(offsetSeconds));
        default -> null;
      };
    } catch (DateTimeException notATime) {
      return null;
    }
  }
}
