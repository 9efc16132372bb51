package dev.attune.server.reports;

import dev.attune.engine.attribution.Arm;
import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Figures.OfArm;
import dev.attune.engine.attribution.Figures.OfGoal;
import dev.attune.engine.statistics.Advice;
import dev.attune.engine.statistics.Cuped;
import dev.attune.engine.statistics.Figures;
import dev.attune.engine.statistics.SampleRatio;
import dev.attune.server.document.Goal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an experience has brought about in a period of whole days. docs/counting.md says what is
/// counted, docs/statistics.md how it is judged.
///
/// @param from the first day
/// @param to the day after the last
/// @param attribution the one that was asked for, else the primary goal's
/// @param audiences in the order of the experience; then those it has no more but that were counted
/// @param series in order of time, then of the arms; stretches in which nothing happened are absent
/// @param totals of what belongs to no arm
/// @param multiplePeople who met more than one arm
public record Report(
    String experienceKey,
    LocalDate from,
    LocalDate to,
    ZoneId zone,
    Interval interval,
    Attribution attribution,
    List<Audience> audiences,
    List<Point> series,
    Totals totals,
    long multiplePeople) {

  /// People are divided and compared within one audience.
  ///
  /// @param name null when the experience does not have it any more
  /// @param sampleRatio null where it cannot be checked
  /// @param multiplePeople who met more than one arm of this audience
  public record Audience(
      String id,
      @Nullable String name,
      List<Side> sides,
      @Nullable SampleRatio sampleRatio,
      long multiplePeople,
      Verdict verdict) {}

  /// @param winner the winning variation's id; null where there is none
  /// @param state as answers spell it
  public record Verdict(String state, @Nullable String winner, String reason) {

    static Verdict of(Advice advice, List<Side> compared) {
      var winner = advice.winner();
      return new Verdict(
          advice.state().name().toLowerCase(java.util.Locale.ROOT),
          winner == null ? null : compared.get(winner).arm().variationId(),
          advice.reason());
    }
  }

  /// A variation, or the control group of an audience.
  ///
  /// @param name null when the experience does not have it any more
  public record Side(Arm arm, @Nullable String name, OfArm counts, List<Reached> goals) {}

  /// What a side has of a goal.
  ///
  /// @param rate what is said of the share of people who convert; null where the side is compared
  ///   with none
  /// @param value what is said of the revenue per person; null likewise, or where the goal has none
  /// @param earlier see [Cuped]; null likewise, or where nothing is known of earlier activity
  public record Reached(
      Goal goal,
      boolean primary,
      Attribution by,
      OfGoal counts,
      @Nullable Figures rate,
      @Nullable Figures value,
      Cuped.@Nullable Adjusted earlier,
      double varianceReduction) {}

  /// What happened to an arm in an interval.
  ///
  /// @param conversions by goal
  /// @param revenue by goal, in thousandths
  public record Point(
      ZonedDateTime at,
      Arm arm,
      long impressions,
      long clicks,
      Map<String, Long> conversions,
      Map<String, Long> revenue) {}

  /// @param late impressions and clicks that came more than a day after they happened
  /// @param duplicates impressions and clicks that came once more
  /// @param untracked what came too late for anybody to be counted for it
  public record Totals(long late, long duplicates, long untracked) {}
}
