package dev.attune.engine.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.Dice;
import dev.attune.engine.audience.Window.Unit;
import dev.attune.engine.profile.Value;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The oracle knows no ZonedDateTime: it looks at the wall clock of one moment after the other.
class WindowTest {
  static final List<ZoneId> ZONES =
      List.of(
          ZoneOffset.UTC,
          ZoneId.of("Asia/Kolkata"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("America/Sao_Paulo"), // no midnight in spring, 23 to 24 o'clock twice in autumn
          ZoneId.of("Asia/Beirut"), // no midnight in spring
          ZoneId.of("America/Havana"), // midnight to one o'clock twice in autumn
          ZoneId.of("Australia/Lord_Howe"), // summer time is half an hour
          ZoneId.of("Africa/Casablanca"), // summer time but for Ramadan
          ZoneId.of("Pacific/Apia")); // no 30 December 2011

  /// Moments at which clocks change, and around which the oracle looks closely.
  static final List<Instant> CHANGES =
      List.of(
          Instant.parse("2026-03-29T01:00:00Z"),
          Instant.parse("2026-10-25T01:00:00Z"),
          Instant.parse("2026-03-28T22:00:00Z"),
          Instant.parse("2026-10-24T21:00:00Z"),
          Instant.parse("2018-11-04T03:00:00Z"),
          Instant.parse("2018-02-18T02:00:00Z"),
          Instant.parse("2026-03-08T05:00:00Z"),
          Instant.parse("2026-11-01T05:00:00Z"),
          Instant.parse("2026-04-04T15:00:00Z"),
          Instant.parse("2026-10-03T15:30:00Z"),
          Instant.parse("2011-12-30T10:00:00Z"),
          Instant.parse("2024-02-29T12:00:00Z"),
          Instant.parse("2026-12-31T23:59:59Z"));

  @Test
  void aMomentIsInAWindowExactlyWhenItsPlaceOnTheCalendarIs() {
    Dice.roll(
        1,
        100_000,
        dice -> {
          var zone = dice.pick(ZONES);
          var window = new Window(dice.between(1, dice.pick(1, 3, 40)), dice.pick(Unit.values()));
          var change = dice.pick(CHANGES);
          // Often the window begins, or ends, with the very day on which the clocks change.
          var away = Duration.ofDays(dice.coin() ? window.count() : -window.count());
          var now =
              dice.coin()
                  ? near(dice, change.plus(away), Duration.ofHours(20))
                  : near(dice, change, Duration.ofDays(40));
          var at = near(dice, dice.oneIn(3) ? now : change, span(dice));
          var time = new Value.Time("", at);
          var last = Condition.within(Operator.IN_THE_LAST, window, zone);
          var next = Condition.within(Operator.IN_THE_NEXT, window, zone);
          assertThat(last.holds(time, now))
              .as("%s in the last %s of %s in %s", at, window, now, zone)
              .isEqualTo(!at.isAfter(now) && isInTheLast(at, now, window, zone));
          assertThat(next.holds(time, now))
              .as("%s in the next %s of %s in %s", at, window, now, zone)
              .isEqualTo(!at.isBefore(now) && isInTheNext(at, now, window, zone));
        });
  }

  static boolean isInTheLast(Instant at, Instant now, Window window, ZoneId zone) {
    return switch (window.unit()) {
      case MINUTES -> !at.isBefore(startOf(now, 1, zone).minusSeconds(60L * window.count()));
      case HOURS -> !at.isBefore(startOf(now, 60, zone).minusSeconds(3_600L * window.count()));
      case DAYS, WEEKS, MONTHS -> unitsBetween(at, now, window.unit(), zone) <= window.count();
    };
  }

  private static boolean isInTheNext(Instant at, Instant now, Window window, ZoneId zone) {
    return switch (window.unit()) {
      case MINUTES -> at.isBefore(startOf(now, 1, zone).plusSeconds(60L * (window.count() + 1)));
      case HOURS -> at.isBefore(startOf(now, 60, zone).plusSeconds(3_600L * (window.count() + 1)));
      case DAYS, WEEKS, MONTHS -> unitsBetween(now, at, window.unit(), zone) <= window.count();
    };
  }

  /// Walks back second by second for as long as the clock shows the same hour, or minute.
  private static Instant startOf(Instant now, int minutes, ZoneId zone) {
    int shown = LocalTime.ofInstant(now, zone).toSecondOfDay() / (60 * minutes);
    var at = now;
    while (LocalTime.ofInstant(at.minusSeconds(1), zone).toSecondOfDay() / (60 * minutes)
        == shown) {
      at = at.minusSeconds(1);
    }
    return at;
  }

  /// How many units of the calendar the later moment's is after the earlier one's.
  private static long unitsBetween(Instant earlier, Instant later, Unit unit, ZoneId zone) {
    var from = LocalDate.ofInstant(earlier, zone);
    var to = LocalDate.ofInstant(later, zone);
    return switch (unit) {
      case DAYS -> to.toEpochDay() - from.toEpochDay();
      case WEEKS -> (monday(to).toEpochDay() - monday(from).toEpochDay()) / 7;
      case MONTHS -> months(YearMonth.from(to)) - months(YearMonth.from(from));
      case HOURS, MINUTES -> throw new IllegalArgumentException("not of the calendar: " + unit);
    };
  }

  private static LocalDate monday(LocalDate day) {
    var monday = day;
    while (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
      monday = monday.minusDays(1);
    }
    return monday;
  }

  private static long months(YearMonth month) {
    return month.getYear() * 12L + month.getMonthValue();
  }

  private static Instant near(Dice dice, Instant at, Duration most) {
    long seconds = dice.longBelow(2 * most.toSeconds()) - most.toSeconds();
    return at.plusSeconds(dice.oneIn(4) ? seconds / 3_600 * 3_600 : seconds);
  }

  private static Duration span(Dice dice) {
    return dice.pick(
        Duration.ofMinutes(3), Duration.ofHours(5), Duration.ofDays(3), Duration.ofDays(90));
  }

  @Test
  void theLongestWindowsHaveABeginningAndAnEnd() {
    for (var unit : Unit.values()) {
      var window = new Window(Window.MAX_COUNT, unit);
      for (var now :
          List.of("1970-01-01T00:00:00Z", "2026-11-23T10:30:00Z", "9999-12-31T23:59:59Z")) {
        var at = Instant.parse(now);
        assertThat(window.start(at, ZoneOffset.UTC)).isBefore(at);
        assertThat(window.end(at, ZoneOffset.UTC)).isAfter(at);
      }
    }
  }

  @Test
  void aWindowOfNothingOrOfTooMuchIsRefused() {
    assertThatThrownBy(() -> new Window(0, Unit.DAYS))
        .hasMessage("a window is 0 units, 1 to 10000");
    assertThatThrownBy(() -> new Window(-1, Unit.DAYS)).hasMessageContaining("-1 units");
    assertThatThrownBy(() -> new Window(10_001, Unit.DAYS)).hasMessageContaining("10001 units");
  }

  @Test
  void onlyTheTwoOperatorsTakeAWindow() {
    assertThatThrownBy(
            () -> Condition.within(Operator.IS, new Window(1, Unit.DAYS), ZoneOffset.UTC))
        .hasMessage("is takes no window");
  }
}
