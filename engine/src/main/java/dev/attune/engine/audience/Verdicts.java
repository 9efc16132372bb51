package dev.attune.engine.audience;

import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What conditions say of values at one moment, asked about one event after the other. Texts come
/// again and again, mostly as the same object: what was said of one is remembered until another
/// takes its place. For one thread.
final class Verdicts {
  private static final int PLACES = 32;

  private final Instant now;
  private final boolean again;
  private final List<OfCondition> conditions = new ArrayList<>(1);

  private static final class OfCondition {
    private final Condition condition;
    private final @Nullable String[] texts = new @Nullable String[PLACES];
    private final boolean[] held = new boolean[PLACES];

    OfCondition(Condition condition) {
      this.condition = condition;
    }

    @SuppressWarnings("ReferenceEquality") // Equal ones may be long; asking again is right too.
    boolean holds(Value.Text value, Instant now) {
      var text = value.text();
      int place = text.hashCode() & (PLACES - 1);
      if (texts[place] != text) {
        held[place] = condition.holds(value, now);
        texts[place] = text;
      }
      return held[place];
    }
  }

  private Verdicts(Instant now, boolean again) {
    this.now = now;
    this.again = again;
  }

  /// Of many events.
  static Verdicts at(Instant now) {
    return new Verdicts(now, true);
  }

  /// Of one event: nothing is remembered.
  static Verdicts once(Instant now) {
    return new Verdicts(now, false);
  }

  boolean hold(Condition condition, @Nullable Value value) {
    if (again && value instanceof Value.Text text) {
      return of(condition).holds(text, now);
    }
    return condition.holds(value, now);
  }

  @SuppressWarnings("ReferenceEquality") // A rule is the same from event to event.
  private OfCondition of(Condition condition) {
    for (int i = 0; i < conditions.size(); i++) {
      if (conditions.get(i).condition == condition) {
        return conditions.get(i);
      }
    }
    var added = new OfCondition(condition);
    conditions.add(added);
    return added;
  }
}
