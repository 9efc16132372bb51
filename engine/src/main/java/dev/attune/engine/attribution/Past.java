package dev.attune.engine.attribution;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is left of the part of a ledger before its horizon: all that the sums have of it, and
/// nothing that would be needed to credit it differently. Immutable; days are of the zone that the
/// ledger is counted in.
///
/// @param horizon in epoch milliseconds. What happened before is settled; what happened at or after
///   it is in the ledger
public record Past(long horizon, Map<Arm, Days> arms, Map<Line, Credit> credits) {

  public static final Past NONE = new Past(Long.MIN_VALUE, Map.of(), Map.of());

  /// @param first when the arm was first met, in epoch milliseconds
  /// @param seen the days with an impression, or in a control group those of being held out
  /// @param clicked the days with a click
  /// @param prior of goals by name, how many of their events were before `first`; where it is more
  ///   than none
  public record Days(
      long first, SortedSet<Integer> seen, SortedSet<Integer> clicked, Map<String, Integer> prior) {

    private static Days union(Days one, Days other) {
      var seen = new TreeSet<>(one.seen);
      seen.addAll(other.seen);
      var clicked = new TreeSet<>(one.clicked);
      clicked.addAll(other.clicked);
      var earlier = one.first <= other.first ? one : other;
      return new Days(earlier.first, seen, clicked, earlier.prior);
    }
  }

  /// What credits are kept by.
  public record Line(String goal, Attribution by, Arm arm) {}

  /// What was credited.
  ///
  /// @param touchDays by the day of the touch, the amounts
  /// @param hours by day and hour of the goal event, see [#hourOf]
  public record Credit(SortedMap<Integer, Long> touchDays, SortedMap<Integer, Converted> hours) {

    static Credit none() {
      return new Credit(new TreeMap<>(), new TreeMap<>());
    }

    /// For the one who made it, as long as nobody else has it.
    void add(int touchDay, int hour, Converted converted) {
      touchDays.merge(touchDay, converted.amount(), Long::sum);
      hours.merge(hour, converted, Converted::plus);
    }

    /// As [#add].
    void addAll(Credit other) {
      other.touchDays.forEach((day, amount) -> touchDays.merge(day, amount, Long::sum));
      other.hours.forEach((hour, converted) -> hours.merge(hour, converted, Converted::plus));
    }
  }

  /// @param count how many goal events
  /// @param amount of all of them, in thousandths
  public record Converted(long count, long amount) {
    private Converted plus(Converted other) {
      return new Converted(count + other.count, amount + other.amount);
    }
  }

  private static final int HOURS = 32; // a power of two above the longest day's 25

  /// Day and hour in one number.
  static int hourOf(int day, int hour) {
    return day * HOURS + hour;
  }

  static int dayOf(int hour) {
    return hour / HOURS;
  }

  static int hourOfDay(int hour) {
    return hour % HOURS;
  }

  Past union(Past other) {
    var all = new HashMap<>(arms);
    other.arms.forEach((arm, days) -> all.merge(arm, days, Days::union));
    var sums = copyOf(credits);
    other.credits.forEach(
        (line, credit) -> sums.computeIfAbsent(line, key -> Credit.none()).addAll(credit));
    return new Past(Math.max(horizon, other.horizon), all, sums);
  }

  /// One that may be changed.
  static Map<Line, Credit> copyOf(Map<Line, Credit> credits) {
    if (credits.isEmpty()) {
      return new HashMap<>();
    }
    var copy = new HashMap<Line, Credit>();
    credits.forEach((line, credit) ->
        copy.put(
            line, new Credit(new TreeMap<>(credit.touchDays()), new TreeMap<>(credit.hours()))));
    return copy;
  }

  static Days daysOf(long first) {
    return new Days(first, new TreeSet<>(), new TreeSet<>(), Collections.emptyMap());
  }
}
