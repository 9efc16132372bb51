package dev.attune.engine.attribution;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// What was counted of an experience in a period of whole days: docs/counting.md says what each
/// figure is. Only counts and exact sums; rates and how to judge them are not made here.
///
/// @param arms all that had anything counted, whether the experience still has them or not. What
///   belongs to no arm is under [Arm#ALL]
/// @param multiple people who met more than one arm of the same audience
/// @param multipleOf the same by audience id, where there are any
/// @param hours in order; those in which nothing happened are absent
public record Figures(
    SortedMap<Arm, OfArm> arms, long multiple, Map<String, Long> multipleOf, List<Hour> hours) {

  /// @param people who were shown it or clicked it; in a control group, who were held out
  /// @param clicksByElement of those clicks that name an element
  /// @param assigned people whose first impression in the audience was of this variation, as far as
  ///   the split of then is known
  /// @param expectedMillionths how many of the people assigned in the audience the split would have
  ///   given it, in millionths of a person
  /// @param late impressions and clicks that came more than a day after they happened
  /// @param duplicates impressions and clicks that came once more
  /// @param untracked impressions, clicks and goal events that nobody was counted for
  /// @param goals by name
  public record OfArm(
      long people,
      long impressions,
      long uniqueImpressions,
      long clicks,
      long uniqueClicks,
      SortedMap<String, Long> clicksByElement,
      long assigned,
      long expectedMillionths,
      long late,
      long duplicates,
      long untracked,
      SortedMap<String, OfGoal> goals) {

    /// What an arm has of a goal that nobody reached.
    public OfGoal goal(String name) {
      return goals.getOrDefault(name, OfGoal.NONE);
    }
  }

  /// By the attribution that was asked for.
  ///
  /// @param conversions goal events
  /// @param uniqueConversions a person once for each day on which they converted
  /// @param converted people, of those in [OfArm#people]
  /// @param revenue of the conversions, in thousandths
  /// @param value what [OfArm#people] brought by touches of the period, in thousandths
  /// @param valueSquares the sum of the squares of what each of them brought
  /// @param prior goal events that [OfArm#people] did before they first met the arm
  /// @param priorSquares the sum of the squares of each one's
  /// @param priorConverted those of the people who converted
  public record OfGoal(
      long conversions,
      long uniqueConversions,
      long converted,
      long revenue,
      long value,
      BigInteger valueSquares,
      long prior,
      long priorSquares,
      long priorConverted) {

    public static final OfGoal NONE = new OfGoal(0, 0, 0, 0, 0, BigInteger.ZERO, 0, 0, 0);
  }

  /// What happened to an arm in an hour.
  ///
  /// @param hour since the day began, 0 to 24; 0 for all of the day where hours were not asked for
  /// @param conversions by goal
  /// @param revenue by goal, in thousandths
  public record Hour(
      int day,
      int hour,
      Arm arm,
      long impressions,
      long clicks,
      Map<String, Long> conversions,
      Map<String, Long> revenue) {}

  /// @param cells at least those of the period, of one experience. Cells that are read alike may
  ///   have been added up: hours of a day, and cells of one day with another coordinate that is
  ///   before the period
  /// @param from the first day, as in [Cell#day]
  /// @param to the day after the last
  public static Figures of(Cells cells, int from, int to, Attribution by) {
    var reading = new Reading(from, to, by);
    cells.forEach(reading::add);
    return reading.figures();
  }
}
