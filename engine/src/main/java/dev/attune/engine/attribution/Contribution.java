package dev.attune.engine.attribution;

import dev.attune.engine.attribution.Ledger.First;
import dev.attune.engine.attribution.Past.Credit;
import dev.attune.engine.attribution.Past.Days;
import dev.attune.engine.attribution.Past.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a ledger adds to the sums of its experience. A function of the ledger and of whose days it
/// is counted by, and of nothing else. docs/counting.md says why the cells are these.
final class Contribution {
  private static final Credit NO_CREDIT = Credit.none();

  private final String experienceId;
  private final Calendar calendar;
  private final Cells cells;
  private final int sign;

  private Contribution(String experienceId, Calendar calendar, Cells cells, int sign) {
    this.experienceId = experienceId;
    this.calendar = calendar;
    this.cells = cells;
    this.sign = sign;
  }

  /// Adds what the sums gain when one ledger takes the place of another.
  static void replace(
      String experienceId, Ledger before, Ledger after, Calendar calendar, Cells cells) {
    var old = Tally.of(before, calendar);
    var now = Tally.of(after, calendar);
    new Contribution(experienceId, calendar, cells, -1).add(old, before.firsts());
    new Contribution(experienceId, calendar, cells, 1).add(now, after.firsts());
    var lines = new HashSet<>(old.credits.keySet());
    lines.addAll(now.credits.keySet());
    for (var line : lines) {
      Squares.replace(
          old.credits.getOrDefault(line, NO_CREDIT).touchDays(),
          now.credits.getOrDefault(line, NO_CREDIT).touchDays(),
          new Series(experienceId, line.arm(), Measure.VALUE_SQUARES_HIGH, line.goal(), line.by()),
          new Series(experienceId, line.arm(), Measure.VALUE_SQUARES_LOW, line.goal(), line.by()),
          cells);
    }
  }

  /// All but the squares of values.
  private void add(Tally tally, Map<String, First> firsts) {
    tally.arms.forEach(this::arm);
    multiple(tally.arms);
    firsts.forEach(this::first);
    tally.credits.forEach((line, credit) -> credit(tally, line, credit));
  }

  private void arm(Arm arm, Days days) {
    if (!arm.isControl()) {
      chain(Series.of(experienceId, arm, Measure.UNIQUE_IMPRESSIONS), days.seen(), 1);
      chain(Series.of(experienceId, arm, Measure.UNIQUE_CLICKS), days.clicked(), 1);
    }
    var people = Tally.people(days);
    chain(Series.of(experienceId, arm, Measure.PEOPLE), people, 1);
    days.prior()
        .forEach((goal, n) -> {
          chain(new Series(experienceId, arm, Measure.PRIOR, goal, null), people, n);
          chain(
              new Series(experienceId, arm, Measure.PRIOR_SQUARES, goal, null),
              people,
              (long) n * n);
        });
  }

  private void credit(Tally tally, Line line, Credit credit) {
    int day = Cell.NONE;
    for (var hour : credit.hours().entrySet()) {
      int hourDay = Past.dayOf(hour.getKey());
      int hourOfDay = Past.hourOfDay(hour.getKey());
      add(series(line, Measure.CONVERSIONS), hourDay, hourOfDay, hour.getValue().count());
      add(series(line, Measure.REVENUE), hourDay, hourOfDay, hour.getValue().amount());
      if (hourDay != day) {
        day = hourDay;
        add(series(line, Measure.UNIQUE_CONVERSIONS), day, Cell.NONE, 1);
      }
    }
    var days = credit.touchDays().keySet();
    chain(series(line, Measure.CONVERTED), days, 1);
    chain(series(line, Measure.PRIOR_CONVERTED), days, tally.prior(line.arm(), line.goal()));
    credit
        .touchDays()
        .forEach(
            (touchDay, amount) -> add(series(line, Measure.VALUE), touchDay, Cell.NONE, amount));
  }

  /// Each day with the one before, so that every range has exactly one first day.
  private void chain(Series series, Iterable<Integer> days, long weight) {
    int before = Cell.NONE;
    for (int day : days) {
      add(series, day, before, weight);
      before = day;
    }
  }

  /// Where the split was not known, or does not have the variation, nobody can be expected.
  private void first(String audienceId, First first) {
    if (first.shares().getOrDefault(first.variationId(), 0) <= 0) {
      return;
    }
    int day = calendar.day(first.at());
    add(
        Series.of(experienceId, new Arm(audienceId, first.variationId()), Measure.ASSIGNED),
        day,
        Cell.NONE,
        1);
    Shares.millionths(first.shares())
        .forEach((variation, share) ->
            add(
                Series.of(experienceId, new Arm(audienceId, variation), Measure.EXPECTED),
                day,
                Cell.NONE,
                share));
  }

  private void multiple(Map<Arm, Days> arms) {
    if (arms.size() < 2) {
      return;
    }
    var audiences = new TreeMap<String, List<NavigableSet<Integer>>>();
    arms.forEach((arm, days) ->
        audiences
            .computeIfAbsent(arm.audienceId(), id -> new ArrayList<>())
            .add(Tally.people(days)));
    audiences.forEach((audience, those) -> multiple(new Arm(audience, ""), List.of(those)));
    multiple(Arm.ALL, audiences.values());
  }

  /// At the end of a day the person has met two arms in every period that began by the day on which
  /// the last but one was last met. When that day moves from m to n, the person is new in the
  /// periods that begin after m and by n.
  ///
  /// @param audiences of each the days of its arms' people
  private void multiple(Arm of, Collection<List<NavigableSet<Integer>>> audiences) {
    var series = Series.of(experienceId, of, Measure.MULTIPLE);
    var days = new TreeSet<Integer>();
    audiences.forEach(those -> those.forEach(days::addAll));
    int before = Cell.NONE;
    for (int day : days) {
      int last = Cell.NONE;
      for (var those : audiences) {
        last = Math.max(last, lastButOne(those, day));
      }
      if (last > before) {
        add(series, day, before, 1);
        if (last < day) {
          add(series, day, last, -1);
        }
        before = last;
      }
    }
  }

  private static int lastButOne(List<NavigableSet<Integer>> arms, int day) {
    int last = Cell.NONE;
    int lastButOne = Cell.NONE;
    for (var days : arms) {
      var latest = days.floor(day);
      int met = latest == null ? Cell.NONE : latest;
      lastButOne = Math.max(lastButOne, Math.min(last, met));
      last = Math.max(last, met);
    }
    return lastButOne;
  }

  private void add(Series series, int day, int other, long n) {
    cells.add(series, day, other, sign * n);
  }

  private Series series(Line line, Measure measure) {
    return new Series(experienceId, line.arm(), measure, line.goal(), line.by());
  }
}
