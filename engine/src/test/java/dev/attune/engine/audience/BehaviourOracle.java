package dev.attune.engine.audience;

import dev.attune.engine.audience.Rule.Degree;
import dev.attune.engine.profile.Deeds.Deed;
import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rules on behaviour, answered from the raw events in the words of docs/workspace-document.md: it
/// filters, groups and counts them all, each time anew, and knows no totals, no milliseconds and no
/// early end. Days are compared on the wall calendar.
record BehaviourOracle(List<Deed> deeds, Instant now, ZoneId zone) {
  /// Numbers before texts that read the same.
  private static final Comparator<Value> SPELLED =
      Comparator.comparing(BehaviourOracle::written)
          .thenComparing(value -> value.getClass().getSimpleName());

  boolean holds(Rule rule) {
    return switch (rule) {
      case Rule.Done done -> {
        long count = done(done).count();
        int times = done.times().times();
        yield switch (done.times().bound()) {
          case EXACTLY -> count == times;
          case AT_LEAST -> count >= times;
          case AT_MOST -> count <= times;
        };
      }
      case Rule.Occurred occurred -> {
        var at = edge(occurred);
        yield at != null && isIn(at, occurred.when());
      }
      case Rule.Affinity affinity -> isLiked(affinity);
      default -> throw new IllegalArgumentException("not on behaviour: " + rule);
    };
  }

  @Nullable Value seen(Rule rule) {
    return switch (rule) {
      case Rule.Done done -> new Value.Amount(done(done).count());
      case Rule.Occurred occurred -> {
        var at = edge(occurred);
        yield at == null ? null : new Value.Time(at.toString(), at);
      }
      case Rule.Affinity affinity -> {
        var events = valuesOfEvents(affinity);
        if (events.isEmpty()) {
          yield null;
        }
        yield affinity.degree() instanceof Degree.Predominantly
            ? new Value.Array(mostFrequent(affinity, events))
            : share(holding(affinity, events), events.size(), null);
      }
      default -> throw new IllegalArgumentException("not on behaviour: " + rule);
    };
  }

  private Stream<Deed> named(String event) {
    return deeds.stream().filter(deed -> deed.event().equals(event));
  }

  private Stream<Deed> kept(String event) {
    return named(event).filter(deed -> !deed.at().isBefore(now.minus(History.KEPT)));
  }

  private Stream<Deed> done(Rule.Done rule) {
    var when = rule.when();
    if (when == null && rule.where() == null) {
      return named(rule.event()); // as exact as totals are
    }
    return kept(rule.event())
        .filter(deed -> when == null || isIn(deed.at(), when))
        .filter(deed -> isAsWanted(deed, rule.where()));
  }

  private @Nullable Instant edge(Rule.Occurred rule) {
    var all = rule.where() == null ? named(rule.event()) : kept(rule.event());
    var times = all.filter(deed -> isAsWanted(deed, rule.where())).map(Deed::at).sorted().toList();
    if (times.isEmpty()) {
      return null;
    }
    return rule.occurrence() == Occurrence.FIRST ? times.getFirst() : times.getLast();
  }

  private boolean isAsWanted(Deed deed, @Nullable Rule where) {
    return switch (where) {
      case null -> true;
      case Rule.All(var rules) -> rules.stream().allMatch(part -> isAsWanted(deed, part));
      case Rule.Any(var rules) -> rules.stream().anyMatch(part -> isAsWanted(deed, part));
      case Rule.Not(var inner) -> !isAsWanted(deed, inner);
      case Rule.Attribute(var path, var condition) ->
          condition.holds(valueAt(path.toString(), deed.attributes()), now);
      default -> throw new IllegalArgumentException("not on an event: " + where);
    };
  }

  private static @Nullable Value valueAt(String path, Map<String, Value> attributes) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return attributes.get(path);
    }
    return attributes.get(path.substring(0, dot)) instanceof Value.Fields(var fields)
        ? fields.get(path.substring(dot + 1))
        : null;
  }

  private boolean isIn(Instant at, When when) {
    var condition = when.condition();
    var operands = condition.operands();
    return switch (condition.operator()) {
      case IN_THE_LAST -> {
        var window = condition.window();
        yield window != null
            && !at.isAfter(now)
            && WindowTest.isInTheLast(at, now.truncatedTo(ChronoUnit.SECONDS), window, zone);
      }
      case BEFORE ->
          isDate(operands.getFirst())
              ? day(at).isBefore(date(operands.getFirst()))
              : at.isBefore(moment(operands.getFirst()));
      case AFTER ->
          isDate(operands.getFirst())
              ? day(at).isAfter(date(operands.getFirst()))
              : at.isAfter(moment(operands.getFirst()));
      case ON -> operands.stream().anyMatch(operand -> day(at).equals(day(moment(operand))));
      case BETWEEN ->
          !at.isBefore(moment(operands.getFirst())) && at.isBefore(moment(operands.getLast()));
      default -> throw new IllegalArgumentException("no window: " + condition.operator());
    };
  }

  private static boolean isDate(Value operand) {
    return ((Value.Time) operand).text().length() == 10;
  }

  private static LocalDate date(Value operand) {
    return LocalDate.parse(((Value.Time) operand).text());
  }

  private Instant moment(Value operand) {
    var at = Times.parse(((Value.Time) operand).text(), zone);
    if (at == null) {
      throw new IllegalArgumentException("no time: " + operand);
    }
    return at;
  }

  private LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }

  // Affinity.

  /// Of each event in the window that has the attribute, what it has.
  private List<Value> valuesOfEvents(Rule.Affinity rule) {
    var when = rule.when();
    var values = new ArrayList<Value>();
    kept(rule.event())
        .filter(deed -> when == null || isIn(deed.at(), when))
        .forEach(deed -> {
          var value = valueAt(rule.attribute().toString(), deed.attributes());
          if (value != null && !elements(value).isEmpty()) {
            values.add(value);
          }
        });
    return values;
  }

  private static List<Value> elements(Value value) {
    return value instanceof Value.Array(var items) ? items : List.of(value);
  }

  private long holding(Rule.Affinity rule, List<Value> events) {
    return events.stream().filter(value -> rule.condition().holds(value, now)).count();
  }

  private boolean isLiked(Rule.Affinity rule) {
    var events = valuesOfEvents(rule);
    if (events.isEmpty()) {
      return false;
    }
    if (rule.degree() instanceof Degree.AtLeast(var hundredths)) {
      return holding(rule, events) / (double) events.size() >= hundredths / 10_000.0 - 1e-9;
    }
    var all = events.stream().flatMap(value -> elements(value).stream()).toList();
    long most = all.stream().mapToLong(value -> times(rule, value, events)).max().orElse(0);
    var top = all.stream().filter(value -> times(rule, value, events) == most);
    boolean negative =
        switch (rule.condition().operator()) {
          case IS_NOT, DOES_NOT_CONTAIN, NOT_BETWEEN -> true;
          case EXISTS -> rule.condition().operands().contains(new Value.Flag(false));
          default -> false;
        };
    return negative
        ? top.allMatch(value -> rule.condition().holds(value, now))
        : top.anyMatch(value -> rule.condition().holds(value, now));
  }

  /// How many events have a value, in whatever spelling the operator `is` takes for it.
  private long times(Rule.Affinity rule, Value value, List<Value> events) {
    return events.stream()
        .filter(event -> elements(event).stream().anyMatch(other -> isSame(rule, value, other)))
        .count();
  }

  private boolean isSame(Rule.Affinity rule, Value value, Value other) {
    boolean cased = rule.condition().caseSensitive();
    return Condition.of(Operator.IS, List.of(value), cased, zone).holds(other, now);
  }

  private List<Value> mostFrequent(Rule.Affinity rule, List<Value> events) {
    var distinct = new ArrayList<Value>();
    events.stream()
        .flatMap(value -> elements(value).stream())
        .sorted(SPELLED)
        .filter(value -> distinct.stream().noneMatch(other -> isSame(rule, other, value)))
        .forEach(distinct::add);
    return distinct.stream()
        .sorted(
            Comparator.comparingLong((Value value) -> times(rule, value, events))
                .reversed()
                .thenComparing(SPELLED))
        .limit(10)
        .map(value -> share(times(rule, value, events), events.size(), value))
        .toList();
  }

  private static String written(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Time(var text, _) -> text;
      case Value.Amount(var amount) ->
          amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
      case Value.Flag(var flag) -> Boolean.toString(flag);
      case Value.Array _, Value.Fields _ -> throw new IllegalArgumentException("not made here");
    };
  }

  private static Value share(long times, long of, @Nullable Value value) {
    Map<String, Value> share = new LinkedHashMap<>();
    if (value != null) {
      share.put("value", value);
    }
    share.put("times", new Value.Amount(times));
    share.put("of", new Value.Amount(of));
    share.put("percent", new Value.Amount(Math.floor(100_00.0 * times / of + 1e-9) / 100));
    return new Value.Fields(share);
  }
}
