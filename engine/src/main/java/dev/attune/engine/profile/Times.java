package dev.attune.engine.profile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Date-times as attributes are written: `2026-11-21T10:00:00Z`, with a fraction or an offset if
/// the caller likes, or a date alone.
public final class Times {
  private static final int DATE_LENGTH = 10;
  private static final int MAX_LENGTH = 35;

  private Times() {}

  /// The moment a text names, or null when it is written in no such way or names no real day. A
  /// date alone is the start of that day in `zone`.
  public static @Nullable Instant parse(String text, ZoneId zone) {
    if (!looksLikeDate(text)) {
      return null;
    }
    try {
      return text.length() == DATE_LENGTH
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notADate) {
      return null;
    }
  }

  /// Whether a text that [#parse] understands is a date without a time of day.
  public static boolean isDateOnly(String text) {
    return text.length() == DATE_LENGTH;
  }

  /// A text as an attribute value: a date-time if it is written as one.
  public static Value valueOf(String text, ZoneId zone) {
    var at = parse(text, zone);
    return at == null ? new Value.Text(text) : new Value.Time(text, at);
  }

  /// Cheap enough to ask for every text that arrives: an exception is made only for near misses.
  private static boolean looksLikeDate(String text) {
    int length = text.length();
    if (length < DATE_LENGTH || length > MAX_LENGTH || text.charAt(4) != '-') {
      return false;
    }
    for (int i = 0; i < DATE_LENGTH; i++) {
      char c = text.charAt(i);
      boolean dash = i == 4 || i == 7;
      if (dash ? c != '-' : (c < '0' || c > '9')) {
        return false;
      }
    }
    return length == DATE_LENGTH || text.charAt(DATE_LENGTH) == 'T';
  }
}
