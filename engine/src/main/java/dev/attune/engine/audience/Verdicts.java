package dev.attune.engine.audience;

import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What conditions say of values at one moment.
interface Verdicts {
  boolean hold(Condition condition, @Nullable Value value);

  /// For one event.
  static Verdicts once(Instant now) {
    return (condition, value) -> condition.holds(value, now);
  }

  /// For one event after the other, on one thread.
  static Verdicts remembering(Instant now) {
    return new Remembering(now);
  }

  /// Texts come again and again, mostly as the same object: what was said of one is remembered
  /// until another takes its place.
  final class Remembering implements Verdicts {
    private final Instant now;
    private final List<OfCondition> conditions = new ArrayList<>(1);

    private Remembering(Instant now) {
      this.now = now;
    }

    @Override
    public boolean hold(Condition condition, @Nullable Value value) {
      return value instanceof Value.Text text
          ? of(condition).holds(text, now)
          : condition.holds(value, now);
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

    private static final class OfCondition {
      private static final int PLACES = 32;

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
  }
}
