package dev.attune.engine.attribution;

import dev.attune.engine.attribution.Figures.Hour;
import dev.attune.engine.attribution.Figures.OfArm;
import dev.attune.engine.attribution.Figures.OfGoal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Adds up the cells of a period.
final class Reading {
  private record HourOf(int day, int hour, Arm arm) {
    private static final Comparator<HourOf> ORDER =
        Comparator.comparingInt(HourOf::day)
            .thenComparingInt(HourOf::hour)
            .thenComparing(HourOf::arm);
  }

  /// The sums of an arm: by measure, and by measure and name.
  private static final class Sums {
    private final Map<Measure, Long> plain = new EnumMap<>(Measure.class);
    private final Map<Measure, SortedMap<String, Long>> named = new EnumMap<>(Measure.class);

    private long of(Measure measure) {
      return plain.getOrDefault(measure, 0L);
    }

    private SortedMap<String, Long> byName(Measure measure) {
      return named.computeIfAbsent(measure, key -> new TreeMap<>());
    }

    private long of(Measure measure, String name) {
      return byName(measure).getOrDefault(name, 0L);
    }
  }

  private final int from;
  private final int to;
  private final Attribution by;
  private final SortedMap<Arm, Sums> arms = new TreeMap<>();
  private final SortedMap<HourOf, Sums> hours = new TreeMap<>(HourOf.ORDER);
  private final SortedMap<String, Long> multiple = new TreeMap<>();

  Reading(int from, int to, Attribution by) {
    this.from = from;
    this.to = to;
    this.by = by;
  }

  void add(Series series, Cell cell, long n) {
    var measure = series.measure();
    boolean hourly = measure.shape() == Measure.Shape.HOURS;
    if (cell.day() < from
        || cell.day() >= to
        || (!hourly && cell.other() >= from)
        || (series.by() != null && series.by() != by)) {
      return;
    }
    if (measure == Measure.MULTIPLE) {
      multiple.merge(series.arm().audienceId(), n, Long::sum);
      return;
    }
    add(arms.computeIfAbsent(series.arm(), arm -> new Sums()), series, n);
    if (hourly && measure != Measure.ELEMENT_CLICKS) {
      var hour = new HourOf(cell.day(), Math.max(0, cell.other()), series.arm());
      add(hours.computeIfAbsent(hour, key -> new Sums()), series, n);
    }
  }

  private static void add(Sums sums, Series series, long n) {
    if (series.of().isEmpty()) {
      sums.plain.merge(series.measure(), n, Long::sum);
    } else {
      sums.byName(series.measure()).merge(series.of(), n, Long::sum);
    }
  }

  Figures figures() {
    var ofArms = new TreeMap<Arm, OfArm>();
    arms.forEach((arm, sums) -> ofArms.put(arm, ofArm(sums)));
    var all = new ArrayList<Hour>();
    hours.forEach((hour, sums) ->
        all.add(
            new Hour(
                hour.day(),
                hour.hour(),
                hour.arm(),
                sums.of(Measure.IMPRESSIONS),
                sums.of(Measure.CLICKS),
                sums.byName(Measure.CONVERSIONS),
                sums.byName(Measure.REVENUE))));
    var multipleOf = new HashMap<>(multiple);
    var everywhere = multipleOf.remove(Arm.ALL.audienceId());
    return new Figures(ofArms, everywhere == null ? 0 : everywhere, multipleOf, List.copyOf(all));
  }

  private static OfArm ofArm(Sums sums) {
    var goals = new TreeMap<String, OfGoal>();
    for (var measure : List.of(Measure.CONVERSIONS, Measure.CONVERTED, Measure.PRIOR)) {
      sums.byName(measure).keySet().forEach(name -> goals.put(name, ofGoal(sums, name)));
    }
    return new OfArm(
        sums.of(Measure.PEOPLE),
        sums.of(Measure.IMPRESSIONS),
        sums.of(Measure.UNIQUE_IMPRESSIONS),
        sums.of(Measure.CLICKS),
        sums.of(Measure.UNIQUE_CLICKS),
        sums.byName(Measure.ELEMENT_CLICKS),
        sums.of(Measure.ASSIGNED),
        sums.of(Measure.EXPECTED),
        sums.of(Measure.LATE),
        sums.of(Measure.DUPLICATES),
        sums.of(Measure.UNTRACKED),
        goals);
  }

  private static OfGoal ofGoal(Sums sums, String name) {
    return new OfGoal(
        sums.of(Measure.CONVERSIONS, name),
        sums.of(Measure.UNIQUE_CONVERSIONS, name),
        sums.of(Measure.CONVERTED, name),
        sums.of(Measure.REVENUE, name),
        sums.of(Measure.VALUE, name),
        Squares.of(
            sums.of(Measure.VALUE_SQUARES_HIGH, name), sums.of(Measure.VALUE_SQUARES_LOW, name)),
        sums.of(Measure.PRIOR, name),
        sums.of(Measure.PRIOR_SQUARES, name),
        sums.of(Measure.PRIOR_CONVERTED, name));
  }
}
