package dev.attune.engine.template;

import dev.attune.engine.profile.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How `dateFormatter` and `dateTimeFormatter` write a date.
///
/// The vendor documents strftime patterns, dates like `14/10/2020` and date-times like `2012-01-19
/// 17:21:00 CST`. A pattern without `%` is read as one of [DateTimeFormatter]. Names are English.
/// What no pattern is given for is written as `2020-10-14` or `2020-10-14 17:21:00`.
final class DateFormat {
  static final DateFormat DATE = new DateFormat(DateTimeFormatter.ISO_LOCAL_DATE);
  static final DateFormat DATE_TIME =
      new DateFormat(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ENGLISH));

  private static final int MAX_PATTERN = 100;
  private static final int MAX_TEXT = 40;
  private static final int MAX_YEAR = 9999;
  private static final int MAX_OFFSET = 900; // minutes; the contract's time zone offsets end there
  private static final double FIRST_MILLIS = 1e11;

  private final DateTimeFormatter formatter;

  private DateFormat(DateTimeFormatter formatter) {
    this.formatter = formatter;
  }

  /// @throws IllegalArgumentException if the pattern means nothing; the message says why
  static DateFormat of(String pattern) {
    if (pattern.length() > MAX_PATTERN) {
      throw new IllegalArgumentException(
          "a date pattern has at most " + MAX_PATTERN + " characters");
    }
    if (pattern.indexOf('%') >= 0) {
      return new DateFormat(strftime(pattern));
    }
    if (pattern.indexOf('Y') >= 0 || pattern.indexOf('D') >= 0) {
      throw new IllegalArgumentException(
          "in a date pattern the year is yyyy and the day dd (or %Y and %d)");
    }
    return new DateFormat(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }

  /// The zone to write a date in.
  ///
  /// @param offset minutes from local time to UTC, -330 in India, as browsers count (the vendor's
  ///   samples do not show the sign's meaning); absent or -1000, the named zone counts
  static ZoneId zone(@Nullable Number offset, ZoneId named) {
    if (offset == null) {
      return named;
    }
    double minutes = offset.doubleValue();
    return Math.abs(minutes) <= MAX_OFFSET ? ZoneOffset.ofTotalSeconds(-60 * (int) minutes) : named;
  }

  /// The text, or null when `value` is not a date in the years 1 to 9999.
  @Nullable String format(@Nullable Object value, ZoneId zone) {
    try {
      var date = read(value, zone);
      boolean known = date != null && date.getYear() > 0 && date.getYear() <= MAX_YEAR;
      return known ? formatter.format(date) : null;
    } catch (DateTimeException | ArithmeticException outOfRange) {
      return null;
    }
  }

  private static @Nullable ZonedDateTime read(@Nullable Object value, ZoneId zone) {
    return switch (value) {
      // A date alone is that day everywhere, whatever moment it starts at in the workspace.
      case Value.Time time ->
          time.text().length() == 10 ? parse(time.text(), zone) : time.at().atZone(zone);
      case String text -> text.length() <= MAX_TEXT ? parse(text.strip(), zone) : null;
      case Long epoch -> epoch(epoch, zone);
      case Double epoch -> epoch(epoch, zone);
      case null, default -> null;
    };
  }

  /// Epoch seconds, or milliseconds when it has more than eleven digits.
  private static ZonedDateTime epoch(double epoch, ZoneId zone) {
    double millis = Math.abs(epoch) >= FIRST_MILLIS ? epoch : epoch * 1000;
    return Instant.ofEpochMilli((long) millis).atZone(zone);
  }

  private static @Nullable ZonedDateTime parse(String text, ZoneId zone) {
    int length = text.length();
    if (length < 10) {
      return null;
    }
    if (text.charAt(2) == '/') {
      return length == 10
          ? LocalDate.of(number(text, 6, 10), number(text, 3, 5), number(text, 0, 2))
              .atStartOfDay(zone)
          : null;
    }
    if (length == 10) {
      return LocalDate.parse(text).atStartOfDay(zone);
    }
    if (text.charAt(10) == 'T') {
      return withOffset(text)
          ? OffsetDateTime.parse(text).atZoneSameInstant(zone)
          : utc(text, zone);
    }
    int end = text.indexOf(' ', 11);
    var from = end < 0 ? ZoneOffset.UTC : ZoneId.of(text.substring(end + 1), ZoneId.SHORT_IDS);
    var time = LocalTime.parse(text.substring(11, end < 0 ? length : end));
    return LocalDate.parse(text.substring(0, 10))
        .atTime(time)
        .atZone(from)
        .withZoneSameInstant(zone);
  }

  private static boolean withOffset(String text) {
    return text.endsWith("Z") || text.indexOf('+', 11) > 0 || text.indexOf('-', 11) > 0;
  }

  private static ZonedDateTime utc(String text, ZoneId zone) {
    return LocalDateTime.parse(text).atZone(ZoneOffset.UTC).withZoneSameInstant(zone);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit < 0) {
        throw new DateTimeException("not a date");
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static DateTimeFormatter strftime(String pattern) {
    var builder = new DateTimeFormatterBuilder();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c != '%') {
        builder.appendLiteral(c);
        continue;
      }
      boolean unpadded = at < pattern.length() && pattern.charAt(at) == '-';
      if (unpadded) {
        at++;
      }
      if (at >= pattern.length()) {
        throw new IllegalArgumentException("a date pattern cannot end in %");
      }
      append(builder, pattern.charAt(at++), unpadded);
    }
    return builder.toFormatter(Locale.ENGLISH);
  }

  private static void append(DateTimeFormatterBuilder to, char directive, boolean unpadded) {
    switch (directive) {
      case 'Y' -> to.appendPattern("yyyy");
      case 'y' -> to.appendPattern("yy");
      case 'm' -> appendTwo(to, ChronoField.MONTH_OF_YEAR, unpadded);
      case 'd' -> appendTwo(to, ChronoField.DAY_OF_MONTH, unpadded);
      case 'e' -> to.padNext(2).appendValue(ChronoField.DAY_OF_MONTH);
      case 'H' -> appendTwo(to, ChronoField.HOUR_OF_DAY, unpadded);
      case 'I' -> appendTwo(to, ChronoField.CLOCK_HOUR_OF_AMPM, unpadded);
      case 'M' -> appendTwo(to, ChronoField.MINUTE_OF_HOUR, unpadded);
      case 'S' -> appendTwo(to, ChronoField.SECOND_OF_MINUTE, unpadded);
      case 'f' -> to.appendPattern("SSSSSS");
      case 'j' -> to.appendPattern(unpadded ? "D" : "DDD");
      case 'B' -> to.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
      case 'b', 'h' -> to.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
      case 'A' -> to.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
      case 'a' -> to.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
      case 'p' -> to.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
      case 'z' -> to.appendOffset("+HHMM", "+0000");
      case 'Z' -> to.appendPattern("zzz");
      case 'F' -> to.appendPattern("yyyy-MM-dd");
      case 'T' -> to.appendPattern("HH:mm:ss");
      case 'R' -> to.appendPattern("HH:mm");
      case 'D' -> to.appendPattern("MM/dd/yy");
      case '%' -> to.appendLiteral('%');
      default ->
          throw new IllegalArgumentException(
              "%"
                  + directive
                  + " is not supported in a date pattern, only"
                  + " %Y %y %m %d %e %H %I %M %S %f %j %B %b %A %a %p %z %Z %F %T %R %D %%");
    }
  }

  private static void appendTwo(DateTimeFormatterBuilder to, ChronoField field, boolean unpadded) {
    if (unpadded) {
      to.appendValue(field);
    } else {
      to.appendValue(field, 2);
    }
  }
}
