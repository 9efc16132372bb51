package dev.attune.engine.audience;

import dev.attune.engine.audience.Behaviour.Stretch;
import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Numbers;
import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How often each value of an attribute is among the events of one kind.
///
/// Every element of a list counts, once for an event however often the event names it. What the
/// operator `is` takes for the same is the same: text without regard to case unless case counts, a
/// number and the text that JSON writes it as, date-times of one moment. An object is one value.
final class Likings implements History.Visitor {
  /// How many values an explanation shows.
  private static final int MOST_SEEN = 10;

  private static final Comparator<Value> SPELLED =
      Comparator.comparing(Likings::written)
          .thenComparing(value -> value.getClass().getSimpleName());

  private final AttributePath attribute;
  private final boolean cased;
  private final Stretch stretch;
  private final Map<Object, Liking> likings = new HashMap<>();
  private int events;

  private static final class Liking {
    private Value value;
    private int times;
    private int lastEvent;

    Liking(Value value) {
      this.value = value;
    }

    int times() {
      return times;
    }
  }

  private Likings(Rule.Affinity rule, Instant now) {
    attribute = rule.attribute();
    cased = rule.condition().caseSensitive();
    stretch = Stretch.of(rule.when(), now);
  }

  static Likings of(Rule.Affinity rule, History history, Instant now) {
    var likings = new Likings(rule, now);
    likings.stretch.look(rule.event(), history, likings);
    return likings;
  }

  /// A list without elements says no more than no list.
  static boolean isNothing(Value value) {
    return value instanceof Value.Array(var items) && items.isEmpty();
  }

  @Override
  public boolean visit(long at, History.Attributes event) {
    var value = stretch.has(at) ? attribute.in(event) : null;
    if (value == null || isNothing(value)) {
      return true;
    }
    events++;
    if (value instanceof Value.Array(var items)) {
      for (int i = 0; i < items.size(); i++) {
        add(items.get(i));
      }
    } else {
      add(value);
    }
    return true;
  }

  private void add(Value value) {
    var same = sameAs(value);
    var liking = likings.get(same);
    if (liking == null) {
      liking = new Liking(value);
      likings.put(same, liking);
    } else if (!value.equals(liking.value) && SPELLED.compare(value, liking.value) < 0) {
      liking.value = value; // the first spelling stands for all, in whatever order they come
    }
    if (liking.lastEvent != events) {
      liking.lastEvent = events;
      liking.times++;
    }
  }

  /// Equal for values that count as one.
  private Object sameAs(Value value) {
    return switch (value) {
      case Value.Text(var text) -> cased ? text : Fold.of(text);
      case Value.Amount(var amount) -> Numbers.text(amount);
      case Value.Time(_, var at) -> at;
      case Value.Flag _, Value.Array _, Value.Fields _ -> value;
    };
  }

  private static String written(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Time(var text, _) -> text;
      case Value.Amount(var amount) -> Numbers.text(amount);
      case Value.Flag(var flag) -> Boolean.toString(flag);
      case Value.Array _, Value.Fields _ -> value.toString();
    };
  }

  /// Whether what is there most often is as wanted: any of it, or, for a negative condition, all.
  boolean areTop(Condition condition, Instant now) {
    int top = 0;
    for (var liking : likings.values()) {
      top = Math.max(top, liking.times);
    }
    boolean all = condition.negative();
    for (var liking : likings.values()) {
      if (liking.times == top && condition.holds(liking.value, now) != all) {
        return !all;
      }
    }
    return all && top > 0;
  }

  /// The values, most often first; null when there are none.
  @Nullable Value seen() {
    if (events == 0) {
      return null;
    }
    var each = new ArrayList<>(likings.values());
    each.sort(
        Comparator.comparingInt(Liking::times)
            .reversed()
            .thenComparing(liking -> liking.value, SPELLED));
    List<Value> seen = new ArrayList<>();
    for (var liking : each.subList(0, Math.min(MOST_SEEN, each.size()))) {
      seen.add(Behaviour.Share.seen(liking.times, events, liking.value));
    }
    return new Value.Array(seen);
  }
}
