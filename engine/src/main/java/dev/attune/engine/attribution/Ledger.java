package dev.attune.engine.attribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one person and one experience have had to do with each other, as far as it matters to the
/// sums. Immutable; what it adds to them is [Tally]'s.
///
/// It is a set, so the order in which its entries came does not show. One that grows long is
/// condensed: what is older than its [Past#horizon] is kept as days and credits.
///
/// @param met when the person met which arm, in order; at most once in a millisecond for each arm
///   and kind
/// @param done the goal events they did, in order, whether or not they are credited to anything
/// @param firsts the first impression in each audience, by audience id
public record Ledger(List<Met> met, List<Done> done, Map<String, First> firsts, Past past) {

  public static final Ledger EMPTY = new Ledger(List.of(), List.of(), Map.of(), Past.NONE);

  /// How many arms a person may meet: nobody sees so many, but a caller may invent them.
  static final int MAX_ARMS = 100;

  /// An impression, a click, or in a control group a person's being held out.
  ///
  /// @param at in epoch milliseconds
  public record Met(long at, boolean clicked, Arm arm) implements Comparable<Met> {
    private static final Comparator<Met> ORDER =
        Comparator.comparingLong(Met::at).thenComparing(Met::clicked).thenComparing(Met::arm);

    @Override
    public int compareTo(Met other) {
      return ORDER.compare(this, other);
    }
  }

  /// A goal event.
  ///
  /// @param at in epoch milliseconds
  /// @param windowMinutes how long before it a touch is credited for it
  /// @param amount thousandths; 0 where the goal has no revenue
  public record Done(long at, String goal, int windowMinutes, long amount)
      implements Comparable<Done> {
    private static final Comparator<Done> ORDER =
        Comparator.comparingLong(Done::at)
            .thenComparing(Done::goal)
            .thenComparingInt(Done::windowMinutes)
            .thenComparingLong(Done::amount);

    @Override
    public int compareTo(Done other) {
      return ORDER.compare(this, other);
    }
  }

  /// A first impression in an audience.
  ///
  /// @param shares see [Touch#shares]
  public record First(long at, String variationId, Map<String, Integer> shares) {
    private static final Comparator<First> ORDER =
        Comparator.comparingLong(First::at)
            .thenComparing(First::variationId)
            .thenComparing(first -> new TreeMap<>(first.shares()).toString());

    private static First earlier(First one, First other) {
      return ORDER.compare(one, other) <= 0 ? one : other;
    }
  }

  /// With a touch, or the same ledger if it has it already.
  ///
  /// @param at in epoch milliseconds, not before the horizon
  Ledger with(Touch touch, long at) {
    var those = inserted(met, new Met(at, touch.kind() == Touch.Kind.CLICKED, Arm.of(touch)));
    var earliest = firsts;
    if (touch.kind() == Touch.Kind.SHOWN) {
      earliest =
          earlier(
              firsts,
              Map.of(touch.audienceId(), new First(at, touch.variationId(), touch.shares())));
    }
    return those.equals(met) && earliest.equals(firsts)
        ? this
        : new Ledger(those, done, earliest, past);
  }

  /// With a goal event. The same one twice is two.
  Ledger with(Done event) {
    int place = Collections.binarySearch(done, event);
    var those = new ArrayList<>(done);
    those.add(place < 0 ? -place - 1 : place, event);
    return new Ledger(met, those, firsts, past);
  }

  /// Without what happened at or after a moment.
  Ledger before(long end) {
    var earlier = new HashMap<>(firsts);
    earlier.values().removeIf(first -> first.at() >= end);
    return new Ledger(
        met.stream().filter(one -> one.at() < end).toList(),
        done.stream().filter(one -> one.at() < end).toList(),
        earlier,
        past);
  }

  /// Whether there is room for a touch of this arm.
  boolean mayMeet(Arm arm) {
    if (past.arms().containsKey(arm) || met.stream().anyMatch(one -> one.arm().equals(arm))) {
      return true;
    }
    long known =
        past.arms().size()
            + met.stream()
                .map(Met::arm)
                .filter(a -> !past.arms().containsKey(a))
                .distinct()
                .count();
    return known < MAX_ARMS;
  }

  /// What both have, of two ledgers whose horizon is the same.
  Ledger union(Ledger other) {
    var met = this.met;
    for (var one : other.met) {
      met = inserted(met, one);
    }
    var done = new ArrayList<>(this.done);
    done.addAll(other.done);
    Collections.sort(done);
    return new Ledger(met, done, earlier(firsts, other.firsts), past.union(other.past));
  }

  private static List<Met> inserted(List<Met> met, Met one) {
    int place = Collections.binarySearch(met, one);
    if (place >= 0) {
      return met;
    }
    var those = new ArrayList<Met>(met.size() + 1);
    those.addAll(met);
    those.add(-place - 1, one);
    return those;
  }

  private static Map<String, First> earlier(Map<String, First> some, Map<String, First> others) {
    var earliest = new HashMap<>(some);
    others.forEach((audience, first) -> earliest.merge(audience, first, First::earlier));
    return earliest;
  }
}
