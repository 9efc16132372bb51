package dev.attune.engine.audience;

import dev.attune.engine.profile.History;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who an audience is: a boolean tree over one person and one visit.
///
/// Trees are at most [#MAX_DEPTH] deep; whoever builds one from a document sees to it, so that
/// matching never has to.
public sealed interface Rule {

  int MAX_DEPTH = 10;

  record Everyone() implements Rule {}

  /// True when every rule is; true for no rules.
  record All(List<Rule> rules) implements Rule {
    public All {
      rules = List.copyOf(rules);
    }
  }

  /// True when at least one rule is; false for no rules.
  record Any(List<Rule> rules) implements Rule {
    public Any {
      rules = List.copyOf(rules);
    }
  }

  record Not(Rule rule) implements Rule {}

  /// About an attribute of the profile. Never true for an anonymous visitor.
  record Attribute(AttributePath attribute, Condition condition) implements Rule {}

  /// The person was uploaded to this segment. Never true for an anonymous visitor.
  record InSegment(String segmentId) implements Rule {}

  /// About what the person has done. Never true for an anonymous visitor.
  sealed interface OnHistory extends Rule {}

  /// The person did something so often.
  ///
  /// Without `when` and `where` it is of all that was ever done, and exact (for as many kinds of
  /// events as have totals). With either it is of the history that is kept.
  ///
  /// @param when absent: whenever
  /// @param where a rule on the event's attributes, `all`, `any`, `not` and `attribute` only;
  ///   absent: any
  record Done(String event, HowOften times, @Nullable When when, @Nullable Rule where)
      implements OnHistory {

    /// @throws IllegalArgumentException if `when` reaches beyond what is kept, `times` is more than
    ///   is certain to be kept, or `where` is not about events
    public Done {
      if (when != null || where != null) {
        requireCertain(times);
      }
      if (when != null) {
        when.requireKept();
      }
      if (where != null) {
        Rules.requireOnEvent(where);
      }
    }

    private static void requireCertain(HowOften times) {
      if (times.settledAt() > History.MAX_EVENTS) {
        throw new IllegalArgumentException(
            "%s is %,d; with a window or conditions at most %,d: of so many events the latest are kept"
                .formatted(
                    times.bound().word(),
                    times.times(),
                    History.MAX_EVENTS - (times.settledAt() - times.times())));
      }
    }
  }

  /// The first, or the last, time ever that the person did something falls into a stretch of time.
  ///
  /// Exact without `where`; with it, the first and last of the history that is kept.
  ///
  /// @param where as of [Done]
  record Occurred(String event, Occurrence occurrence, When when, @Nullable Rule where)
      implements OnHistory {

    /// @throws IllegalArgumentException if there is a `where` that is not about events or goes with
    ///   a `when` that reaches beyond what is kept
    public Occurred {
      if (where != null) {
        when.requireKept();
        Rules.requireOnEvent(where);
      }
    }
  }

  /// What the person likes, by an attribute of what they do: of the events that have it, those in
  /// the history that is kept. Never true without such an event.
  ///
  /// @param condition what the values are to be. A negative one is to hold for each of them, a
  ///   positive one for any
  /// @param when absent: whenever
  record Affinity(
      String event,
      AttributePath attribute,
      Condition condition,
      Degree degree,
      @Nullable When when)
      implements OnHistory {

    /// @throws IllegalArgumentException if `when` reaches beyond what is kept, or the condition is
    ///   one that says when
    public Affinity {
      if (Affinity.saysWhen(condition)) {
        throw new IllegalArgumentException(condition.operator().word() + " says when, not what");
      }
      if (when != null) {
        when.requireKept();
      }
    }

    /// Whether a condition among the fields of an affinity says when, not what: documents have both
    /// side by side. Of the operators that could be either, all do but `between` two numbers.
    public static boolean saysWhen(Condition condition) {
      return When.isOneOf(condition.operator())
          && !(condition.test() instanceof ValueTest.NumberIn);
    }
  }

  /// How much a person must like something.
  sealed interface Degree {

    /// It is what they do most often; what they do as often counts too.
    record Predominantly() implements Degree {}

    /// So large a part of all they do.
    ///
    /// @param hundredths of a percent, 1 to 10,000
    record AtLeast(int hundredths) implements Degree {
      public static final int ALL = 10_000;

      public AtLeast {
        if (hundredths < 1 || hundredths > ALL) {
          throw new IllegalArgumentException(
              "at_least_percent is %s, more than 0 and at most 100".formatted(hundredths / 100.0));
        }
      }
    }
  }

  /// About a custom in-session attribute of the request.
  record Query(String name, Condition condition) implements Rule {}

  record OnDay(Set<DayOfWeek> days) implements Rule {
    public OnDay {
      days = Set.copyOf(days);
    }
  }

  /// @param hours 0 to 23
  record InHour(Set<Integer> hours) implements Rule {
    public InHour {
      hours = Set.copyOf(hours);
    }
  }

  /// The visitor's address is in one of these. False where the place is not known.
  ///
  /// @param names compared without case
  record AtPlace(PlacePart part, Set<String> names) implements Rule {
    public AtPlace {
      names = folded(names);
    }
  }

  /// The visitor's device is one of these. False where there is no user agent.
  ///
  /// @param names compared without case
  record OnDevice(DevicePart part, Set<String> names) implements Rule {
    public OnDevice {
      names = folded(names);
    }
  }

  /// New: without a profile, or first seen on this day in UTC. Returning: the others.
  record NewVisitor(boolean isNew) implements Rule {}

  enum PlacePart {
    COUNTRY,
    REGION,
    CITY
  }

  enum DevicePart {
    TYPE,
    OS,
    BROWSER
  }

  private static Set<String> folded(Set<String> names) {
    return Set.copyOf(names.stream().map(Fold::of).toList());
  }
}
