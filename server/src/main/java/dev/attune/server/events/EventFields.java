package dev.attune.server.events;

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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What fields of events mean, whichever endpoint they come through.
public final class EventFields {
  /// How far ahead of the server's clock a caller's may be.
  public static final Duration MAX_AHEAD = Duration.ofHours(24);

  /// Of a time zone from UTC, either way.
  public static final int MAX_OFFSET_SECONDS = 54_000;

  /// What names another id of the same person, from before they were known.
  public static final String ANONYMOUS_ID = "anonymous_id";

  /// With an offset (`Z`, `+05:30`, `+0530`, `+05`) or without.
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .parseLenient()
          .appendOffset("+HH", "Z") // so written, minutes and colons are read where there are any
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int UUID_LENGTH = 36;
  private static final List<String> PLATFORMS = List.of("web", "android", "ios", "tv");

  private EventFields() {}

  /// The other ids of a person that are absorbed.
  ///
  /// @param anonymousId empty: none
  public static Set<String> absorbed(String customerId, String anonymousId) {
    return anonymousId.isEmpty() || anonymousId.equals(customerId) ? Set.of() : Set.of(anonymousId);
  }

  /// In lower case, so that two spellings of one UUID are one event; null for what is none.
  public static @Nullable String uuid(String text) {
    return isUuid(text) ? text.toLowerCase(Locale.ROOT) : null;
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
  public static String platform(String text) {
    var folded = text.toLowerCase(Locale.ROOT);
    return PLATFORMS.contains(folded) ? folded : "Unknown";
  }

  /// The moment that ISO 8601 text names; null for any other text.
  ///
  /// @param offsetSeconds the user's, for a text that has none
  public static @Nullable Instant moment(String text, int offsetSeconds) {
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
