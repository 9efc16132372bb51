package dev.attune.server.customers;

import dev.attune.server.customers.EventWire.Action;
import dev.attune.server.data.DataBody;
import dev.attune.server.data.DataProblem;
import dev.attune.server.events.EventFields;
import dev.attune.server.events.EventRetention;
import dev.attune.server.http.Refused;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the fields of an event must hold. Source: docs/wire.md#data-events.
final class EventChecks {
  private static final int MAX_NAME_LENGTH = 255;
  private static final int MAX_NUMBER_LENGTH = 30;
  private static final String RESERVED_PREFIX = "moe_";

  /// From here on a number is milliseconds: seconds would be the year 5138, milliseconds are 1973.
  private static final double LEAST_MILLIS = 1e11;

  private EventChecks() {}

  /// In any case, for the events of the Personalize API begin with it in capitals: those come
  /// through their own endpoint, which knows what they count for.
  static String name(@Nullable String name) {
    var given = DataBody.required(name, "action");
    if (given.isBlank() || given.length() > MAX_NAME_LENGTH) {
      throw invalid(
          "action", "action is blank or longer than %d characters".formatted(MAX_NAME_LENGTH));
    }
    if (given.toLowerCase(Locale.ROOT).startsWith(RESERVED_PREFIX)) {
      throw invalid(
          "action",
          "%s is reserved: names may not start with %s".formatted(given, RESERVED_PREFIX));
    }
    return given;
  }

  /// Null where there is none.
  static @Nullable String uuid(@Nullable String text) {
    if (text == null) {
      return null;
    }
    var uuid = EventFields.uuid(text);
    if (uuid == null) {
      throw new Refused(DataProblem.wrongType("event_uuid", "UUID"));
    }
    return uuid;
  }

  /// When it happened: `current_time`, else `user_time`, else now. A text without an offset is UTC
  /// in the first and the user's local time in the second.
  static Instant time(Action action, Instant now, EventRetention retention) {
    int offset = offset(action.offsetSeconds);
    var user = action.userTime == null ? now : time(action.userTime, offset, "user_time", now);
    var at = action.currentTime == null ? user : time(action.currentTime, 0, "current_time", now);
    if (retention.isOver(at, now)) {
      var field = action.currentTime == null ? "user_time" : "current_time";
      throw invalid(field, "%s is more than %d days ago".formatted(field, retention.days()));
    }
    return at;
  }

  private static int offset(@Nullable Integer seconds) {
    if (seconds == null) {
      return 0;
    }
    int most = EventFields.MAX_OFFSET_SECONDS;
    if (seconds < -most || seconds > most) {
      throw invalid(
          "user_timezone_offset",
          "user_timezone_offset is expected to be from -%d to %d seconds".formatted(most, most));
    }
    return seconds;
  }

  private static Instant time(String text, int offsetSeconds, String field, Instant now) {
    var at = isNumber(text) ? ofEpoch(text) : EventFields.moment(text, offsetSeconds);
    if (at == null || at.isBefore(Instant.EPOCH)) {
      throw notATime(field);
    }
    if (at.isAfter(now.plus(EventFields.MAX_AHEAD))) {
      throw invalid(field, field + " is more than 24 hours ahead");
    }
    return at;
  }

  /// Of the characters of a JSON number; ISO 8601 with a time of day has others too.
  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_NUMBER_LENGTH
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
  }

  /// Seconds, with a fraction or without, or milliseconds: the vendor's pages and samples have all.
  private static @Nullable Instant ofEpoch(String text) {
    try {
      double number = Double.parseDouble(text);
      double millis = number < LEAST_MILLIS ? number * 1_000 : number;
      return Instant.ofEpochMilli(Math.round(millis));
    } catch (NumberFormatException notANumber) {
      return null; // such as a date alone
    }
  }

  static Refused notATime(String field) {
    return new Refused(DataProblem.wrongType(field, "date-time in ISO 8601 or epoch seconds"));
  }

  private static Refused invalid(String field, String message) {
    return new Refused(DataProblem.invalid(field, message));
  }
}
