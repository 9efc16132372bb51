package dev.attune.engine.attribution;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// Which day of a time zone a moment is on. For one thread: it remembers the last day.
///
/// A day lasts from the first moment that has its date to the first that has the next one, so days
/// follow one another without gaps also where clocks are set back over midnight.
final class Calendar {
  private static final long HOUR_MILLIS = 3_600_000;

  private final ZoneId zone;
  private int day;
  private long dayStart;
  private long from; // moments in [from, to) are on the remembered day
  private long to;

  Calendar(ZoneId zone) {
    this.zone = zone;
  }

  ZoneId zone() {
    return zone;
  }

  /// Days since 1970-01-01; 0 for all that was before.
  int day(long millis) {
    if (millis < from || millis >= to) {
      turnTo(millis);
    }
    return day;
  }

  /// The hours that have passed since the day began: 0 to 24, for some days have 25 hours.
  int hour(long millis) {
    day(millis);
    return millis < dayStart ? 0 : (int) ((millis - dayStart) / HOUR_MILLIS);
  }

  private void turnTo(long millis) {
    var date = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    while (millis >= start(date.plusDays(1))) { // the clock was set back over midnight
      date = date.plusDays(1);
    }
    if (date.toEpochDay() <= 0) {
      date = LocalDate.EPOCH;
      from = Long.MIN_VALUE;
    } else {
      from = start(date);
    }
    dayStart = start(date);
    to = start(date.plusDays(1));
    day = (int) date.toEpochDay();
  }

  private long start(LocalDate date) {
    return date.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
