package dev.attune.engine.audience;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Set;

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
