package dev.attune.storage.testkit;

import dev.attune.engine.attribution.Arm;
import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Cells;
import dev.attune.engine.attribution.Counting;
import dev.attune.engine.attribution.Deed;
import dev.attune.engine.attribution.Deeds;
import dev.attune.engine.attribution.Figures;
import dev.attune.engine.attribution.Goals;
import dev.attune.engine.attribution.Ledger;
import dev.attune.storage.Event;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What events come to, by going through all of them: person by person, from the first to the last.
/// The engine's tests hold the counting itself against a recount that knows nothing of it.
final class Recounted {
  /// An event and the goals it was held against.
  record Counts(Event event, Goals goals) {}

  private final ZoneId zone;
  private final Cells cells = new Cells();
  private final Map<String, Cells> byExperience = new HashMap<>();

  /// @param zone whose days
  Recounted(ZoneId zone) {
    this.zone = zone;
  }

  /// Adds all that one person did, each event once.
  Recounted person(Iterable<Counts> events) {
    Map<String, Ledger> ledgers = new HashMap<>();
    var deeds = Deeds.NONE;
    for (var each : events) {
      var counting = new Counting(each.goals(), zone, cells);
      var event = each.event();
      long at = event.at().toEpochMilli();
      var touch = event.touch();
      if (touch != null) {
        var experience = touch.experienceId();
        var before = ledgers.get(experience);
        ledgers.put(
            experience,
            counting.touched(touch, at, event.received().toEpochMilli(), before, deeds));
      } else if (each.goals().isGoal(event.name())) {
        var deed = new Deed(at, event.name(), event.attributes());
        deeds = counting.did(deed, deeds);
        ledgers.replaceAll((experience, ledger) -> counting.did(deed, experience, ledger));
      }
    }
    return this;
  }

  /// Adds events that were sent once more.
  Recounted duplicates(List<Event> events) {
    var counting = new Counting(Goals.NONE, zone, cells);
    for (var event : events) {
      var touch = event.touch();
      if (touch != null) {
        counting.duplicate(touch, event.at().toEpochMilli());
      }
    }
    return this;
  }

  /// As [dev.attune.storage.ReportStore#read] answers. Nothing is added after.
  Figures figures(
      String experienceId, LocalDate from, LocalDate to, Attribution by, boolean hours) {
    if (byExperience.isEmpty()) {
      cells.forEach((series, cell, n) ->
          byExperience
              .computeIfAbsent(series.experienceId(), id -> new Cells())
              .add(series, cell.day(), cell.other(), n));
    }
    var own = byExperience.getOrDefault(experienceId, new Cells());
    var figures = Figures.of(own, day(from), day(to), by);
    return hours ? figures : byDay(figures);
  }

  private static int day(LocalDate date) {
    return (int) Math.max(0, date.toEpochDay());
  }

  private static Figures byDay(Figures figures) {
    record Key(int day, Arm arm) {}
    var days = new LinkedHashMap<Key, Figures.Hour>();
    for (var hour : figures.hours()) {
      days.merge(
          new Key(hour.day(), hour.arm()),
          new Figures.Hour(
              hour.day(),
              0,
              hour.arm(),
              hour.impressions(),
              hour.clicks(),
              hour.conversions(),
              hour.revenue()),
          Recounted::together);
    }
    var all = new ArrayList<>(days.values());
    all.sort(Comparator.comparingInt(Figures.Hour::day).thenComparing(Figures.Hour::arm));
    return new Figures(figures.arms(), figures.multiple(), figures.multipleOf(), all);
  }

  private static Figures.Hour together(Figures.Hour one, Figures.Hour other) {
    return new Figures.Hour(
        one.day(),
        0,
        one.arm(),
        one.impressions() + other.impressions(),
        one.clicks() + other.clicks(),
        together(one.conversions(), other.conversions()),
        together(one.revenue(), other.revenue()));
  }

  private static Map<String, Long> together(Map<String, Long> one, Map<String, Long> other) {
    var both = new HashMap<>(one);
    other.forEach((goal, n) -> both.merge(goal, n, Long::sum));
    return both;
  }
}
