package dev.attune.engine.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was counted of an experience: the groups between which chance divided people, and what they
/// did.
///
/// Only groups that one split divides can be compared: the variations of one audience and the
/// control group held out of that audience.
///
/// @param groups at least one, in the order of the report
/// @param goals at least one; the first is primary and decides the advice
/// @param assignments for the sample-ratio check; empty where nothing is known of it
/// @param peopleInSeveral who were shown more than one variation, or one while in the control group
public record Trial(
    List<Group> groups,
    List<Goal> goals,
    List<SampleRatio.Cell> assignments,
    long peopleInSeveral) {

  /// The people of a variation, or the control group.
  ///
  /// @param name as it stands in sentences: `Bold`, `the control group`
  public record Group(String name, boolean control) {}

  /// @param conversions one for each group
  /// @param revenue one for each group; null where the goal has no revenue
  /// @param earlier one for each group; null where nothing is known of what people did before
  public record Goal(
      String name,
      List<Sample> conversions,
      @Nullable List<Amounts> revenue,
      @Nullable List<Paired> earlier) {

    public Goal {
      conversions = List.copyOf(conversions);
      revenue = revenue == null ? null : List.copyOf(revenue);
      earlier = earlier == null ? null : List.copyOf(earlier);
    }
  }

  /// @throws IllegalArgumentException if there is no group or no goal, or a goal has not one count
  ///   for each group
  public Trial {
    groups = List.copyOf(groups);
    goals = List.copyOf(goals);
    assignments = List.copyOf(assignments);
    if (groups.isEmpty() || goals.isEmpty()) {
      throw new IllegalArgumentException(
          "a trial of %d groups and %d goals".formatted(groups.size(), goals.size()));
    }
    for (var goal : goals) {
      refuse(goal.name(), "samples", goal.conversions(), groups.size());
      refuse(goal.name(), "amounts", goal.revenue(), groups.size());
      refuse(goal.name(), "earlier sums", goal.earlier(), groups.size());
    }
  }

  private static void refuse(String goal, String what, @Nullable List<?> counts, int groups) {
    if (counts != null && counts.size() != groups) {
      throw new IllegalArgumentException(
          "goal %s has %d %s for %d groups".formatted(goal, counts.size(), what, groups));
    }
  }

  /// The index of the group that the others are held against: the control group where there is one,
  /// else the first.
  public int baseline() {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).control()) {
        return i;
      }
    }
    return 0;
  }
}
