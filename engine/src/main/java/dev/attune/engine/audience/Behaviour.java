package dev.attune.engine.audience;

import dev.attune.engine.audience.Rule.Degree.AtLeast;
import dev.attune.engine.audience.Rule.Degree.Predominantly;
import dev.attune.engine.audience.Rule.OnHistory;
import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers rules about what a person has done.
///
/// What totals can answer is not counted, and counting stops when more would make no difference.
/// Moments are epoch milliseconds. No event that is no longer to be kept counts, whether it is
/// still there or not.
final class Behaviour {
  private Behaviour() {}

  static boolean matches(OnHistory rule, History history, Instant now) {
    return switch (rule) {
      case Rule.Done done -> matches(done, history, now);
      case Rule.Occurred occurred -> matches(occurred, history, now);
      case Rule.Affinity affinity -> matches(affinity, history, now);
    };
  }

  /// What the person did, to hold against what is wanted; null where they did nothing that tells.
  static @Nullable Value seen(OnHistory rule, History history, Instant now) {
    return switch (rule) {
      case Rule.Done done -> seen(done, history, now);
      case Rule.Occurred occurred -> seen(occurred, history, now);
      case Rule.Affinity affinity -> seen(affinity, history, now);
    };
  }

  static Reach reach(OnHistory rule) {
    return switch (rule) {
      case Rule.Done(_, _, var when, var where) ->
          when == null && where == null ? Reach.TOTALS : Reach.of(when);
      case Rule.Occurred(_, var occurrence, var when, var where) -> {
        if (where == null) {
          yield Reach.TOTALS;
        }
        yield occurrence == Occurrence.FIRST ? Reach.ALL : Reach.of(when);
      }
      case Rule.Affinity(_, _, _, _, var when) -> Reach.of(when);
    };
  }

  private static boolean matches(Rule.Done rule, History history, Instant now) {
    return rule.times().holds(count(rule, history, now, rule.times().settledAt()));
  }

  private static boolean matches(Rule.Occurred rule, History history, Instant now) {
    var where = rule.where();
    if (where == null) {
      var totals = history.totals(rule.event());
      return totals != null && rule.when().has(edge(totals, rule.occurrence()), now);
    }
    var edge = new Edge(rule, where, rule.when().from(now), rule.when().to(now), now);
    edge.look(history);
    return edge.found && rule.when().has(edge.at, now);
  }

  private static boolean matches(Rule.Affinity rule, History history, Instant now) {
    return switch (rule.degree()) {
      case Predominantly _ -> Likings.of(rule, history, now).areTop(rule.condition(), now);
      case AtLeast(var hundredths) -> {
        var share = Share.of(rule, history, now);
        yield share.of > 0 && share.hundredths() >= hundredths;
      }
    };
  }

  /// How often it was done, as far as the rule asks.
  private static Value seen(Rule.Done rule, History history, Instant now) {
    return new Value.Amount(count(rule, history, now, Integer.MAX_VALUE));
  }

  /// When it was done first or last, whether that is when it should have been or not.
  private static @Nullable Value seen(Rule.Occurred rule, History history, Instant now) {
    var where = rule.where();
    if (where == null) {
      var totals = history.totals(rule.event());
      return totals == null ? null : time(edge(totals, rule.occurrence()));
    }
    var edge = new Edge(rule, where, Long.MIN_VALUE, Long.MAX_VALUE, now);
    edge.look(history);
    return edge.found ? time(edge.at) : null;
  }

  /// What the person does most often, or how large a part of it is as wanted; null where there is
  /// nothing to tell from.
  private static @Nullable Value seen(Rule.Affinity rule, History history, Instant now) {
    return switch (rule.degree()) {
      case Predominantly _ -> Likings.of(rule, history, now).seen();
      case AtLeast _ -> Share.of(rule, history, now).seen();
    };
  }

  private static Value time(long at) {
    var moment = Instant.ofEpochMilli(at);
    return new Value.Time(moment.toString(), moment);
  }

  private static long edge(History.Totals totals, Occurrence occurrence) {
    return switch (occurrence) {
      case FIRST -> totals.first().toEpochMilli();
      case LAST -> totals.last().toEpochMilli();
    };
  }

  /// @param enough where counting may stop
  private static long count(Rule.Done rule, History history, Instant now, int enough) {
    var totals = history.totals(rule.event());
    var when = rule.when();
    var where = rule.where();
    if (when == null && where == null) {
      return totals == null ? 0 : totals.count();
    }
    var stretch = Stretch.of(when, now);
    if (stretch.isOutside(totals)) {
      return 0;
    }
    if (where == null && totals != null && stretch.covers(totals)) {
      return totals.count();
    }
    var counter = new Counter(stretch, where, now, enough);
    history.forEach(rule.event(), stretch.start(), counter);
    return counter.count;
  }

  /// The part of the history in which a rule looks, from `from` to before `to`.
  record Stretch(@Nullable When when, long from, long to) {

    /// @param when null: all that is kept
    static Stretch of(@Nullable When when, Instant now) {
      long kept = When.keptFrom(now);
      return when == null
          ? new Stretch(null, kept, Long.MAX_VALUE)
          : new Stretch(when, Math.max(when.from(now), kept), when.to(now));
    }

    boolean has(long at) {
      return at >= from && at < to && (when == null || when.hasWithin(at));
    }

    /// Whether nothing was ever done in it, as far as totals tell.
    boolean isOutside(History.@Nullable Totals totals) {
      return from >= to
          || (totals != null
              && (totals.last().toEpochMilli() < from || totals.first().toEpochMilli() >= to));
    }

    /// Whether all that was ever done was in it.
    boolean covers(History.Totals totals) {
      return (when == null || when.isWhole())
          && totals.first().toEpochMilli() >= from
          && totals.last().toEpochMilli() < to;
    }

    void look(String event, History history, History.Visitor visitor) {
      if (!isOutside(history.totals(event))) {
        history.forEach(event, start(), visitor);
      }
    }

    Instant start() {
      return Instant.ofEpochMilli(from);
    }
  }

  private static final class Counter implements History.Visitor {
    private final Stretch stretch;
    private final @Nullable Rule where;
    private final Verdicts verdicts;
    private final int enough;
    private int count;

    Counter(Stretch stretch, @Nullable Rule where, Instant now, int enough) {
      this.stretch = stretch;
      this.where = where;
      this.enough = enough;
      verdicts = Verdicts.remembering(now);
    }

    @Override
    public boolean visit(long at, History.Attributes event) {
      if (stretch.has(at) && (where == null || Rules.matches(where, event, verdicts))) {
        count++;
      }
      return count < enough;
    }
  }

  /// Looks for the first or last of the events that are as wanted, until it is certain that it is
  /// not between two moments.
  private static final class Edge implements History.Visitor {
    private final String event;
    private final boolean first;
    private final Rule where;
    private final long from;
    private final long to;
    private final Verdicts verdicts;
    private final long kept;
    private boolean found;
    private long at;

    Edge(Rule.Occurred rule, Rule where, long from, long to, Instant now) {
      event = rule.event();
      first = rule.occurrence() == Occurrence.FIRST;
      this.where = where;
      this.from = from;
      this.to = to;
      verdicts = Verdicts.remembering(now);
      kept = When.keptFrom(now);
    }

    /// For the first, all that is kept must be seen; what came before the stretch never makes a
    /// last one.
    void look(History history) {
      new Stretch(null, first ? kept : Math.max(from, kept), Long.MAX_VALUE)
          .look(event, history, this);
    }

    @Override
    public boolean visit(long happened, History.Attributes attributes) {
      boolean isBeyond = found && (first ? happened >= at : happened <= at);
      if (happened < kept || isBeyond || !Rules.matches(where, attributes, verdicts)) {
        return true;
      }
      found = true;
      at = happened;
      return first ? at >= from : at < to;
    }
  }

  /// How many of the events that have an attribute have it as wanted.
  static final class Share implements History.Visitor {
    private final Rule.Affinity rule;
    private final Stretch stretch;
    private final Verdicts verdicts;
    private long holding;
    private long of;

    private Share(Rule.Affinity rule, Instant now) {
      this.rule = rule;
      verdicts = Verdicts.remembering(now);
      stretch = Stretch.of(rule.when(), now);
    }

    static Share of(Rule.Affinity rule, History history, Instant now) {
      var share = new Share(rule, now);
      share.stretch.look(rule.event(), history, share);
      return share;
    }

    @Override
    public boolean visit(long at, History.Attributes event) {
      var value = stretch.has(at) ? rule.attribute().in(event) : null;
      if (value != null && !Likings.isNothing(value)) {
        of++;
        holding += verdicts.hold(rule.condition(), value) ? 1 : 0;
      }
      return true;
    }

    long hundredths() {
      return hundredths(holding, of);
    }

    /// Of a percent, rounded down: what is wanted is a whole number of them.
    private static long hundredths(long part, long of) {
      return part * AtLeast.ALL / of;
    }

    @Nullable Value seen() {
      return of == 0 ? null : seen(holding, of, null);
    }

    /// @param value what was done so often; null where the rule says it
    static Value seen(long times, long of, @Nullable Value value) {
      Map<String, Value> seen = new LinkedHashMap<>();
      if (value != null) {
        seen.put("value", value);
      }
      seen.put("times", new Value.Amount(times));
      seen.put("of", new Value.Amount(of));
      seen.put("percent", new Value.Amount(hundredths(times, of) / 100.0));
      return new Value.Fields(seen);
    }
  }
}
