package dev.attune.engine.attribution;

import dev.attune.engine.Dice;
import dev.attune.engine.attribution.Recount.Happened;
import dev.attune.engine.audience.AttributePath;
import dev.attune.engine.audience.Condition;
import dev.attune.engine.audience.Operator;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.profile.Value;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Random goals and histories.
final class Histories {
  static final List<String> EXPERIENCES = List.of("x1", "x2", "x3");
  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;
  private static final List<Map<String, Integer>> SPLITS =
      List.of(
          Map.of(),
          Map.of("1", 5_000, "2", 5_000),
          Map.of("1", 3_333, "2", 3_333, "3", 3_334),
          Map.of("1", 1, "2", 2, "3", 4),
          Map.of("2", 10_000));

  private Histories() {}

  static ZoneId zone(Dice dice) {
    return dice.pick(
        ZoneOffset.UTC,
        ZoneId.of("Asia/Kolkata"),
        ZoneId.of("Europe/Berlin"),
        ZoneId.of("Australia/Lord_Howe"),
        ZoneId.of("America/Havana")); // its clocks are set back at one, to midnight
  }

  static Goals goals(Dice dice, ZoneId zone) {
    Map<String, List<Goal>> goals = new java.util.HashMap<>();
    for (var experience : EXPERIENCES) {
      var those = new ArrayList<Goal>();
      for (int i = dice.below(4); i > 0; i--) {
        those.add(
            new Goal(
                "goal " + i,
                dice.pick("Order", "Order", "Signup"),
                dice.oneIn(3) ? expensive(zone) : null,
                dice.oneIn(3) ? null : AttributePath.of("amount"),
                Duration.ofHours(dice.pick(1, 36, 36, 240)),
                dice.pick(Attribution.values())));
      }
      goals.put(experience, those);
    }
    return new Goals(zone, goals);
  }

  private static Rule expensive(ZoneId zone) {
    return new Rule.Not(
        new Rule.Attribute(
            AttributePath.of("amount"),
            Condition.of(Operator.LESS_THAN, List.of(new Value.Amount(20)), false, zone)));
  }

  /// Events of a few people around the day on which clocks change, some of them at the same moment.
  static List<Happened> events(Dice dice, int most, int days, long start) {
    var events = new ArrayList<Happened>();
    int people = dice.between(1, 4);
    for (int i = dice.between(1, most); i > 0; i--) {
      events.add(event(dice, "e" + i, "p" + dice.below(people), moment(dice, days, start)));
    }
    return events;
  }

  private static long moment(Dice dice, int days, long start) {
    long step = dice.pick(15 * 60_000L, HOUR, 6 * HOUR, DAY);
    return start + dice.longBelow(Math.max(1, days * DAY / step)) * step + dice.pick(0, 0, 1);
  }

  static Happened event(Dice dice, String id, String person, long at) {
    long received = at + dice.pick(0L, 1_000L, DAY, DAY + 1, 3 * DAY);
    if (dice.oneIn(3)) {
      return new Happened(
          id, person, dice.pick("Order", "Signup", "Look"), attributes(dice), at, received, null);
    }
    return new Happened(id, person, "touch", Map.of(), at, received, touch(dice));
  }

  private static Touch touch(Dice dice) {
    var kind =
        dice.pick(Touch.Kind.SHOWN, Touch.Kind.SHOWN, Touch.Kind.CLICKED, Touch.Kind.HELD_OUT);
    return new Touch(
        kind,
        dice.pick(EXPERIENCES),
        dice.pick("A", "A", "B"),
        kind == Touch.Kind.HELD_OUT ? "" : dice.pick("1", "2", "3"),
        kind == Touch.Kind.CLICKED ? dice.pick("", "Buy", "More") : "",
        kind == Touch.Kind.SHOWN ? dice.pick(SPLITS) : Map.of());
  }

  private static Map<String, Value> attributes(Dice dice) {
    @Nullable Value amount =
        switch (dice.below(6)) {
          case 0 -> null;
          case 1 -> new Value.Text("12.345");
          case 2 -> new Value.Text("many");
          case 3 -> new Value.Amount(-dice.below(1_000) / 7.0);
          case 4 -> new Value.Amount(dice.pick(1e9, -1e9, 2e9, 0.0));
          default -> new Value.Amount(dice.below(10_000) / 100.0);
        };
    return amount == null ? Map.of() : Map.of("amount", amount);
  }
}
