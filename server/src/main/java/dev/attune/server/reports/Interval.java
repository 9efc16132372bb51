package dev.attune.server.reports;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/// How finely a series is divided.
public enum Interval {
  HOUR,
  DAY,
  /// From Monday.
  WEEK,
  MONTH;

  /// As callers spell it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The first day of the interval that a day is in; the day itself for hours.
  LocalDate start(LocalDate day) {
    return switch (this) {
      case HOUR, DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }
}
