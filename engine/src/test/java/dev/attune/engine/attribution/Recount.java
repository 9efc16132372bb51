package dev.attune.engine.attribution;

import dev.attune.engine.attribution.Figures.OfArm;
import dev.attune.engine.attribution.Figures.OfGoal;
import dev.attune.engine.profile.Value;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Figures the slow way, from the events themselves: each is written as docs/counting.md says it,
/// looks at everything, and shares nothing with what it is to check.
final class Recount {

  /// @param touch null for something that a person did
  record Happened(
      String id,
      String person,
      String name,
      Map<String, Value> attributes,
      long at,
      long received,
      @Nullable Touch touch) {

    /// The same, done by another.
    Happened by(String other) {
      return new Happened(id, other, name, attributes, at, received, touch);
    }

    Deed deed() {
      return new Deed(at, name, attributes);
    }

    Touch met() {
      if (touch == null) {
        throw new IllegalStateException(name + " is no touch");
      }
      return touch;
    }

    boolean is(Touch.Kind kind) {
      return touch != null && touch.kind() == kind;
    }
  }

  private final String experience;
  private final Goals goals;
  private final ZoneId zone;
  private final int from;
  private final int to;
  private final Map<String, List<Happened>> people;

  /// @param happened each event once, under the person whose it is now
  Recount(String experience, Goals goals, ZoneId zone, int from, int to, List<Happened> happened) {
    this.experience = experience;
    this.goals = goals;
    this.zone = zone;
    this.from = from;
    this.to = to;
    people =
        happened.stream()
            .filter(one -> one.touch() == null || one.touch().experienceId().equals(experience))
            .collect(Collectors.groupingBy(Happened::person));
  }

  int day(long at) {
    long day = Instant.ofEpochMilli(at).atZone(zone).toLocalDate().toEpochDay();
    return (int) Math.max(0, day);
  }

  private boolean inPeriod(long at) {
    return day(at) >= from && day(at) < to;
  }

  private int hour(long at) {
    var start = LocalDate.ofEpochDay(day(at)).atStartOfDay(zone).toInstant();
    return (int) Duration.between(start, Instant.ofEpochMilli(at)).toHours();
  }

  private static List<Happened> touches(List<Happened> events, Arm arm) {
    return events.stream()
        .filter(one -> one.touch() != null && Arm.of(one.touch()).equals(arm))
        .toList();
  }

  private static boolean isImpression(Happened one) {
    return one.is(Touch.Kind.SHOWN) || one.is(Touch.Kind.HELD_OUT);
  }

  private @Nullable Happened credited(
      List<Happened> events, Happened deed, Goal goal, Attribution by) {
    var window = by == Attribution.IN_SESSION ? Duration.ofMinutes(30) : goal.window();
    Predicate<Happened> kind =
        by == Attribution.VIEW_THROUGH ? Recount::isImpression : one -> one.is(Touch.Kind.CLICKED);
    return events.stream()
        .filter(kind)
        .filter(one -> one.at() <= deed.at() && deed.at() - one.at() <= window.toMillis())
        .max(
            Comparator.comparingLong(Happened::at)
                .thenComparing(one -> Arm.of(one.met()), Comparator.reverseOrder()))
        .orElse(null);
  }

  Figures figures(Attribution by) {
    var arms = new TreeMap<Arm, OfArm>();
    for (var arm : arms()) {
      var figures = arm(arm, by);
      if (!figures.equals(OfArm.NONE)) {
        arms.put(arm, figures);
      }
    }
    var multipleOf = new HashMap<String, Long>();
    for (var audience : arms().stream().map(Arm::audienceId).collect(Collectors.toSet())) {
      long n = people.values().stream().filter(events -> meetsSeveral(events, audience)).count();
      if (n > 0) {
        multipleOf.put(audience, n);
      }
    }
    long multiple =
        people.values().stream()
            .filter(
                events -> arms().stream().anyMatch(arm -> meetsSeveral(events, arm.audienceId())))
            .count();
    return new Figures(arms, multiple, multipleOf, hours(by));
  }

  private Set<Arm> arms() {
    var arms = new HashSet<Arm>();
    people
        .values()
        .forEach(events ->
            events.stream()
                .filter(one -> one.touch() != null)
                .forEach(one -> {
                  arms.add(Arm.of(one.met()));
                  one.met()
                      .shares()
                      .keySet()
                      .forEach(v -> arms.add(new Arm(one.met().audienceId(), v)));
                }));
    return arms;
  }

  private boolean meetsSeveral(List<Happened> events, String audience) {
    return events.stream()
            .filter(one -> one.touch() != null && inPeriod(one.at()))
            .map(one -> Arm.of(one.met()))
            .filter(arm -> arm.audienceId().equals(audience))
            .distinct()
            .count()
        > 1;
  }

  private long people(Predicate<List<Happened>> which) {
    return people.values().stream().filter(which).count();
  }

  private long events(Predicate<Happened> which) {
    return people.values().stream()
        .mapToLong(
            events -> events.stream().filter(one -> inPeriod(one.at())).filter(which).count())
        .sum();
  }

  private OfArm arm(Arm arm, Attribution by) {
    Predicate<Happened> shown = one -> one.is(Touch.Kind.SHOWN) && Arm.of(one.met()).equals(arm);
    Predicate<Happened> clicked =
        one -> one.is(Touch.Kind.CLICKED) && Arm.of(one.met()).equals(arm);
    var elements = new TreeMap<String, Long>();
    people
        .values()
        .forEach(events ->
            events.stream()
                .filter(clicked)
                .filter(one -> inPeriod(one.at()) && !one.met().element().isEmpty())
                .forEach(one -> elements.merge(one.met().element(), 1L, Long::sum)));
    var ofGoals = new TreeMap<String, OfGoal>();
    for (var goal : goals.of(experience)) {
      var figures = goal(arm, goal, by);
      if (!figures.equals(OfGoal.NONE)) {
        ofGoals.put(goal.name(), figures);
      }
    }
    return new OfArm(
        people(events -> touches(events, arm).stream().anyMatch(one -> inPeriod(one.at()))),
        events(shown),
        people(events -> events.stream().anyMatch(shown.and(one -> inPeriod(one.at())))),
        events(clicked),
        people(events -> events.stream().anyMatch(clicked.and(one -> inPeriod(one.at())))),
        elements,
        people(events -> {
          var first = first(events, arm.audienceId());
          return first != null && first.met().variationId().equals(arm.variationId());
        }),
        people.values().stream()
            .mapToLong(events -> {
              var first = first(events, arm.audienceId());
              return first == null
                  ? 0
                  : Shares.millionths(first.met().shares()).getOrDefault(arm.variationId(), 0L);
            })
            .sum(),
        events(shown.or(clicked).and(one -> one.received() - one.at() > 86_400_000)),
        0,
        0,
        ofGoals);
  }

  /// The first impression, if it is in the period and one could know what was to be expected.
  private @Nullable Happened first(List<Happened> events, String audience) {
    return events.stream()
        .filter(one -> one.is(Touch.Kind.SHOWN) && one.met().audienceId().equals(audience))
        .min(
            Comparator.comparingLong(Happened::at)
                .thenComparing(one -> one.met().variationId())
                .thenComparing(one -> new TreeMap<>(one.met().shares()).toString()))
        .filter(one -> inPeriod(one.at()))
        .filter(one -> one.met().shares().getOrDefault(one.met().variationId(), 0) > 0)
        .orElse(null);
  }

  private record Credit(Happened deed, Happened touch, long amount) {}

  private List<Credit> credits(List<Happened> events, Arm arm, Goal goal, Attribution by) {
    var credits = new ArrayList<Credit>();
    for (var one : events) {
      if (one.touch() == null && goal.isReachedBy(one.deed())) {
        var touch = credited(events, one, goal, by);
        if (touch != null && Arm.of(touch.met()).equals(arm)) {
          credits.add(new Credit(one, touch, goal.amountOf(one.deed())));
        }
      }
    }
    return credits;
  }

  private OfGoal goal(Arm arm, Goal goal, Attribution by) {
    long conversions = 0;
    long unique = 0;
    long converted = 0;
    long revenue = 0;
    long value = 0;
    var squares = BigInteger.ZERO;
    long prior = 0;
    long priorSquares = 0;
    long priorConverted = 0;
    for (var events : people.values()) {
      var credits = credits(events, arm, goal, by);
      var then = credits.stream().filter(credit -> inPeriod(credit.deed().at())).toList();
      conversions += then.size();
      unique += then.stream().map(credit -> day(credit.deed().at())).distinct().count();
      revenue += then.stream().mapToLong(Credit::amount).sum();
      var brought = credits.stream().filter(credit -> inPeriod(credit.touch().at())).toList();
      converted += brought.isEmpty() ? 0 : 1;
      long ofPerson = brought.stream().mapToLong(Credit::amount).sum();
      value += ofPerson;
      squares = squares.add(BigInteger.valueOf(ofPerson).pow(2));
      if (touches(events, arm).stream().anyMatch(one -> inPeriod(one.at()))) {
        long earlier = prior(events, arm, goal);
        prior += earlier;
        priorSquares += earlier * earlier;
        priorConverted += brought.isEmpty() ? 0 : earlier;
      }
    }
    return new OfGoal(
        conversions,
        unique,
        converted,
        revenue,
        value,
        squares,
        prior,
        priorSquares,
        priorConverted);
  }

  private static long prior(List<Happened> events, Arm arm, Goal goal) {
    long first = touches(events, arm).stream().mapToLong(Happened::at).min().orElseThrow();
    long count =
        events.stream()
            .filter(one -> one.touch() == null && goal.isReachedBy(one.deed()))
            .filter(one -> one.at() < first && one.at() >= first - Duration.ofDays(14).toMillis())
            .count();
    return Math.min(count, 100);
  }

  private List<Figures.Hour> hours(Attribution by) {
    record Key(int day, int hour, Arm arm) {}
    var hours = new HashMap<Key, List<Happened>>();
    var credits = new HashMap<Key, Map<String, List<Credit>>>();
    for (var events : people.values()) {
      for (var one : events) {
        if (inPeriod(one.at()) && one.touch() != null && !one.is(Touch.Kind.HELD_OUT)) {
          var key = new Key(day(one.at()), hour(one.at()), Arm.of(one.met()));
          hours.computeIfAbsent(key, k -> new ArrayList<>()).add(one);
        }
      }
      for (var arm : arms()) {
        for (var goal : goals.of(experience)) {
          for (var credit : credits(events, arm, goal, by)) {
            long at = credit.deed().at();
            if (inPeriod(at)) {
              var key = new Key(day(at), hour(at), arm);
              hours.computeIfAbsent(key, k -> new ArrayList<>());
              credits
                  .computeIfAbsent(key, k -> new HashMap<>())
                  .computeIfAbsent(goal.name(), k -> new ArrayList<>())
                  .add(credit);
            }
          }
        }
      }
    }
    Function<List<Credit>, Long> amount = those -> those.stream().mapToLong(Credit::amount).sum();
    Comparator<Key> order =
        Comparator.comparingInt(Key::day).thenComparingInt(Key::hour).thenComparing(Key::arm);
    return hours.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(order))
        .map(entry -> {
          var key = entry.getKey();
          var ofGoals = credits.getOrDefault(key, Map.of());
          return new Figures.Hour(
              key.day(),
              key.hour(),
              key.arm(),
              entry.getValue().stream().filter(one -> one.is(Touch.Kind.SHOWN)).count(),
              entry.getValue().stream().filter(one -> one.is(Touch.Kind.CLICKED)).count(),
              byGoal(ofGoals, those -> (long) those.size()),
              byGoal(ofGoals, amount::apply));
        })
        .toList();
  }

  private static Map<String, Long> byGoal(
      Map<String, List<Credit>> credits, ToLongFunction<List<Credit>> figure) {
    var byGoal = new TreeMap<String, Long>();
    credits.forEach((goal, those) -> {
      long n = figure.applyAsLong(those);
      if (n != 0) {
        byGoal.put(goal, n);
      }
    });
    return byGoal;
  }
}
