package dev.attune.engine.audience;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/// A stretch of time that ends or begins now, in whole units of the workspace's calendar.
///
/// The last n days begin at the start of the day n days before today and end now; minutes, hours,
/// weeks (from Monday) and months likewise. The next n days begin now and end with the end of the
/// day n days after today. Source: docs/wire.md#audiences.
///
/// @param count at least 1, at most [#MAX_COUNT]
public record Window(int count, Unit unit) {

  public static final int MAX_COUNT = 10_000;

  public enum Unit {
    MINUTES,
    HOURS,
    DAYS,
    WEEKS,
    MONTHS;

    /// As rules spell it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Window {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException(
          "a window is %d units, 1 to %d".formatted(count, MAX_COUNT));
    }
  }

  /// The first moment of the last `count` units.
  public Instant start(Instant now, ZoneId zone) {
    return moved(startOfUnit(now.atZone(zone)), -(long) count).toInstant();
  }

  /// The first moment after the next `count` units.
  public Instant end(Instant now, ZoneId zone) {
    return moved(startOfUnit(now.atZone(zone)), count + 1L).toInstant();
  }

  private ZonedDateTime startOfUnit(ZonedDateTime time) {
    return switch (unit) {
      case MINUTES -> time.truncatedTo(ChronoUnit.MINUTES);
      case HOURS -> time.truncatedTo(ChronoUnit.HOURS);
      case DAYS -> startOfDay(time);
      case WEEKS -> startOfDay(time.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      case MONTHS -> startOfDay(time.withDayOfMonth(1));
    };
  }

  private ZonedDateTime moved(ZonedDateTime start, long units) {
    return switch (unit) {
      case MINUTES -> start.plusMinutes(units);
      case HOURS -> start.plusHours(units);
      case DAYS -> startOfDay(start.plusDays(units));
      case WEEKS -> startOfDay(start.plusWeeks(units));
      case MONTHS -> startOfDay(start.plusMonths(units));
    };
  }

  /// Not always midnight: some clocks skip it on the day summer time begins.
  private static ZonedDateTime startOfDay(ZonedDateTime time) {
    return time.toLocalDate().atStartOfDay(time.getZone());
  }
}
