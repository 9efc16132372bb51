package dev.attune.server.reports;

import dev.attune.engine.attribution.Arm;
import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Figures;
import dev.attune.engine.attribution.Figures.Hour;
import dev.attune.server.document.Goal;
import dev.attune.server.reports.Report.Point;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What happened when: hours put together to the intervals that are asked for.
final class Series {

  /// Where a number goes.
  private record Place(ZonedDateTime at, Arm arm) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::at, Comparator.comparing(ZonedDateTime::toInstant))
            .thenComparing(Place::arm);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /// What is in a place so far.
  private static final class Sum {
    private long impressions;
    private long clicks;
    private final Map<String, Long> conversions = new LinkedHashMap<>();
    private final Map<String, Long> revenue = new LinkedHashMap<>();
  }

  private final Map<Place, Sum> places = new TreeMap<>();
  private final ReportQuery query;
  private final ZoneId zone;

  private Series(ReportQuery query, ZoneId zone) {
    this.query = query;
    this.zone = zone;
  }

  /// @param figures of the period by each attribution
  /// @param attribution of each goal
  static List<Point> of(
      Map<Attribution, Figures> figures,
      List<Goal> goals,
      Function<Goal, Attribution> attribution,
      ReportQuery query,
      ZoneId zone) {
    var series = new Series(query, zone);
    figures.values().stream().limit(1).forEach(any -> any.hours().forEach(series::addTouches));
    for (var goal : goals) {
      var by = figures.get(attribution.apply(goal));
      if (by != null) {
        by.hours().forEach(hour -> series.addGoal(hour, goal.name()));
      }
    }
    return series.points();
  }

  private void addTouches(Hour hour) {
    if (hour.impressions() != 0 || hour.clicks() != 0) {
      var sum = at(hour);
      if (sum != null) {
        sum.impressions += hour.impressions();
        sum.clicks += hour.clicks();
      }
    }
  }

  private void addGoal(Hour hour, String goal) {
    add(hour, goal, hour.conversions(), sum -> sum.conversions);
    add(hour, goal, hour.revenue(), sum -> sum.revenue);
  }

  private void add(
      Hour hour, String goal, Map<String, Long> of, Function<Sum, Map<String, Long>> to) {
    long n = of.getOrDefault(goal, 0L);
    var sum = n == 0 ? null : at(hour);
    if (sum != null) {
      to.apply(sum).merge(goal, n, Long::sum);
    }
  }

  /// Null for an audience that is not asked for.
  private @Nullable Sum at(Hour hour) {
    if (query.audience() != null && !query.audience().equals(hour.arm().audienceId())) {
      return null;
    }
    var day = query.interval().start(LocalDate.ofEpochDay(hour.day())).atStartOfDay(zone);
    var at = query.interval() == Interval.HOUR ? day.plusHours(hour.hour()) : day;
    return places.computeIfAbsent(new Place(at, hour.arm()), place -> new Sum());
  }

  private List<Point> points() {
    var points = new ArrayList<Point>();
    places.forEach((place, sum) ->
        points.add(
            new Point(
                place.at(),
                place.arm(),
                sum.impressions,
                sum.clicks,
                sum.conversions,
                sum.revenue)));
    return points;
  }
}
