package dev.attune.engine.audience;

import dev.attune.engine.Dice;
import dev.attune.engine.audience.HowOften.Bound;
import dev.attune.engine.audience.Rule.Degree;
import dev.attune.engine.audience.Window.Unit;
import dev.attune.engine.profile.Deeds;
import dev.attune.engine.profile.Deeds.Deed;
import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule, a person and a moment.
record Scene(Rule rule, List<Deed> deeds, Instant now, ZoneId zone) {
  private static final List<String> EVENTS = List.of("Viewed", "viewed", "Bought");

  static Scene of(Dice dice) {
    var zone = dice.pick(WindowTest.ZONES);
    var change = dice.pick(WindowTest.CHANGES);
    var now =
        change
            .plusSeconds(dice.longBelow(20 * 86_400) - 5 * 86_400)
            .plusNanos(dice.pick(0, 1, 500_000, 999_999_999));
    var rule = rule(dice, zone, now);
    var deeds = new ArrayList<Deed>(dice.some(dice.pick(2, 8, 30), () -> deed(dice, now, zone)));
    if (!deeds.isEmpty() && dice.coin()) {
      deeds.add(dice.pick(deeds)); // twice at the same time
    }
    return new Scene(rule, deeds, now, zone);
  }

  /// The storage may bring more than it is asked for, and totals may be missing where nothing
  /// depends on them alone.
  History history(Dice dice) {
    var listed = new Deeds(deeds);
    boolean brings = dice.coin();
    boolean hasTotals = isByTotals(rule) || !dice.oneIn(4);
    return new History() {
      @Override
      public void forEach(String event, Instant since, Visitor visitor) {
        listed.forEach(event, brings ? Instant.EPOCH : since, visitor);
      }

      @Override
      public @Nullable Totals totals(String event) {
        return hasTotals ? listed.totals(event) : null;
      }
    };
  }

  private static boolean isByTotals(Rule rule) {
    return switch (rule) {
      case Rule.Done(_, _, var when, var where) -> when == null && where == null;
      case Rule.Occurred(_, _, _, var where) -> where == null;
      default -> false;
    };
  }

  static Rule rule(Dice dice, ZoneId zone) {
    return rule(dice, zone, Instant.parse("2026-11-23T10:30:00Z"));
  }

  private static Rule rule(Dice dice, ZoneId zone, Instant now) {
    var event = dice.pick("Viewed", "Bought");
    return dice.make(
        () ->
            new Rule.Done(
                event,
                often(dice),
                dice.oneIn(3) ? null : when(dice, zone, now),
                dice.coin() ? null : where(dice, zone, 2)),
        () ->
            new Rule.Occurred(
                event,
                dice.pick(Occurrence.values()),
                when(dice, zone, now),
                dice.coin() ? null : where(dice, zone, 2)),
        () ->
            new Rule.Affinity(
                event,
                AttributePath.of(dice.pick("kind", "in.kind")),
                condition(dice, zone),
                dice.coin()
                    ? new Degree.Predominantly()
                    : new Degree.AtLeast(dice.pick(1, 2_500, 3_333, 5_000, 6_667, 10_000)),
                dice.coin() ? null : when(dice, zone, now)));
  }

  private static HowOften often(Dice dice) {
    var bound = dice.pick(Bound.values());
    return new HowOften(bound, dice.between(bound.least(), dice.pick(1, 3, 6)));
  }

  private static When when(Dice dice, ZoneId zone, Instant now) {
    var operator =
        dice.pick(
            Operator.IN_THE_LAST,
            Operator.IN_THE_LAST,
            Operator.BEFORE,
            Operator.AFTER,
            Operator.ON,
            Operator.BETWEEN);
    return When.of(
        switch (operator) {
          case IN_THE_LAST -> Condition.within(operator, window(dice), zone);
          case ON ->
              Condition.of(
                  operator, dice.atLeastOne(3, () -> moment(dice, now, zone)), false, zone);
          case BETWEEN -> {
            var one = moment(dice, now, zone);
            var other = moment(dice, now, zone);
            boolean inOrder = !at(one).isAfter(at(other));
            yield Condition.of(
                operator, inOrder ? List.of(one, other) : List.of(other, one), false, zone);
          }
          default -> Condition.of(operator, List.of(moment(dice, now, zone)), false, zone);
        });
  }

  private static Window window(Dice dice) {
    return dice.make(
        () -> new Window(dice.between(1, 60), Unit.DAYS),
        () -> new Window(dice.between(1, 3), Unit.DAYS),
        () -> new Window(dice.between(1, 8), Unit.WEEKS),
        () -> new Window(1, Unit.MONTHS),
        () -> new Window(dice.between(1, 48), Unit.HOURS),
        () -> new Window(dice.between(1, 120), Unit.MINUTES));
  }

  private static Instant at(Value time) {
    return ((Value.Time) time).at();
  }

  /// A day, or a moment, about now.
  private static Value moment(Dice dice, Instant now, ZoneId zone) {
    var about = now.minusSeconds(dice.longBelow(dice.pick(2, 70) * 86_400L) - 86_400);
    return Times.valueOf(
        dice.coin()
            ? about.atZone(zone).toLocalDate().toString()
            : about.truncatedTo(dice.pick(ChronoUnit.HOURS, ChronoUnit.MICROS)).toString(),
        zone);
  }

  private static Deed deed(Dice dice, Instant now, ZoneId zone) {
    return new Deed(dice.pick(EVENTS), time(dice, now, zone), attributes(dice, zone));
  }

  /// To the millisecond, as a storage has it; often where a window might begin or end.
  private static Instant time(Dice dice, Instant now, ZoneId zone) {
    var day = now.atZone(zone).toLocalDate().minusDays(dice.below(63));
    Instant at =
        dice.make(
            () -> now.minusSeconds(dice.longBelow(63 * 86_400)),
            () -> now.minusSeconds(dice.longBelow(2 * 86_400)),
            () -> now,
            () -> now.plusSeconds(dice.below(86_400)),
            () -> now.minus(History.KEPT),
            () -> day.atStartOfDay(zone).toInstant(),
            () -> now.truncatedTo(ChronoUnit.HOURS).minusSeconds(3_600L * dice.below(50)));
    return at.plusMillis(dice.pick(0, 0, -1, 1)).truncatedTo(ChronoUnit.MILLIS);
  }

  static Map<String, Value> attributes(Dice dice, ZoneId zone) {
    return dice.make(
        Map::of,
        () -> Map.of("kind", value(dice, zone)),
        () -> Map.of("kind", value(dice, zone), "price", new Value.Amount(dice.below(4))),
        () -> Map.of("in", new Value.Fields(Map.of("kind", value(dice, zone)))),
        () -> Map.of("kind", new Value.Array(dice.some(4, () -> value(dice, zone)))));
  }

  private static Value value(Dice dice, ZoneId zone) {
    return dice.make(
        () -> new Value.Text(dice.pick("shoes", "Shoes", "SHOES", "hats", "straße", "STRASSE")),
        () -> new Value.Text(dice.pick("shoes", "hats")),
        () -> new Value.Text(dice.pick("1", "2", "")),
        () -> new Value.Amount(dice.pick(0.0, -0.0, 1.0, 2.0, 2.5)),
        () -> new Value.Flag(dice.coin()),
        () -> Times.valueOf(dice.pick("2026-11-01", "2026-11-01T00:00:00Z"), zone));
  }

  static Rule where(Dice dice, ZoneId zone, int depth) {
    if (depth == 0 || dice.coin()) {
      return new Rule.Attribute(
          AttributePath.of(dice.pick("kind", "price", "in.kind")), condition(dice, zone));
    }
    return dice.make(
        () -> new Rule.All(dice.some(2, () -> where(dice, zone, depth - 1))),
        () -> new Rule.Any(dice.some(2, () -> where(dice, zone, depth - 1))),
        () -> new Rule.Not(where(dice, zone, depth - 1)));
  }

  private static Condition condition(Dice dice, ZoneId zone) {
    var operator =
        dice.pick(
            Operator.IS,
            Operator.IS,
            Operator.IS_NOT,
            Operator.CONTAINS,
            Operator.DOES_NOT_CONTAIN,
            Operator.AT_LEAST,
            Operator.NOT_BETWEEN,
            Operator.EXISTS);
    var operands =
        switch (operator) {
          case IS, IS_NOT -> dice.atLeastOne(2, () -> value(dice, zone));
          case CONTAINS, DOES_NOT_CONTAIN ->
              List.<Value>of(new Value.Text(dice.pick("s", "hat", "ss")));
          case AT_LEAST -> List.<Value>of(new Value.Amount(dice.below(3)));
          case NOT_BETWEEN -> List.<Value>of(new Value.Amount(1), new Value.Amount(2));
          default -> List.<Value>of(new Value.Flag(dice.coin()));
        };
    return Condition.of(operator, operands, dice.oneIn(3), zone);
  }
}
