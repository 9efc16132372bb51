package dev.attune.engine.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.Dice;
import dev.attune.engine.audience.Rule.DevicePart;
import dev.attune.engine.audience.Rule.PlacePart;
import dev.attune.engine.profile.Deeds;
import dev.attune.engine.profile.Deeds.Deed;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.engine.visit.Device;
import dev.attune.engine.visit.Place;
import dev.attune.engine.visit.Visit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What each rule means is in `vectors/decisions/`. Here trees of them are held against an oracle.
class RulesTest {
  private static final List<ZoneId> ZONES =
      List.of(ZoneOffset.UTC, ZoneId.of("Asia/Kolkata"), ZoneId.of("America/Los_Angeles"));

  @Test
  void everyTreeAgreesWithTheOracle() {
    Dice.roll(
        1,
        100_000,
        dice -> {
          var rule = rule(dice, 4);
          var subject = subject(dice);
          var zone = dice.pick(ZONES);
          assertThat(Rules.matches(rule, subject, zone))
              .as("%s for %s in %s", rule, subject, zone)
              .isEqualTo(oracle(rule, subject, zone));
        });
  }

  @Test
  void anExplanationAgreesWithTheMatchingAllTheWayDown() {
    Dice.roll(
        2,
        20_000,
        dice -> {
          var rule = rule(dice, 4);
          var subject = subject(dice);
          var zone = dice.pick(ZONES);
          agrees(Rules.explain(rule, subject, zone), rule, subject, zone);
        });
  }

  private static void agrees(Explained explained, Rule rule, Subject subject, ZoneId zone) {
    assertThat(explained.rule()).isSameAs(rule);
    assertThat(explained.matched()).isEqualTo(Rules.matches(rule, subject, zone));
    var parts =
        switch (rule) {
          case Rule.All(var rules) -> rules;
          case Rule.Any(var rules) -> rules;
          case Rule.Not(var inner) -> List.of(inner);
          default -> List.<Rule>of();
        };
    assertThat(explained.parts()).hasSameSizeAs(parts);
    for (int i = 0; i < parts.size(); i++) {
      agrees(explained.parts().get(i), parts.get(i), subject, zone);
    }
    if (rule instanceof Rule.Query(var name, var condition)) {
      assertThat(condition.holds(explained.seen(), subject.now())).isEqualTo(explained.matched());
      assertThat(explained.seen()).isEqualTo(subject.visit().query().get(name));
    }
  }

  @Test
  void anExplanationSaysWhatEachRuleWasHeldAgainst() {
    var now = Instant.parse("2026-11-23T20:30:00Z");
    var visit = new Visit("", Map.of(), null, null, new Place("IN", null, null), Device.UNKNOWN);
    var subject = new Subject(null, visit, now);
    var zone = ZoneId.of("Asia/Kolkata");
    assertThat(seen(new Rule.OnDay(Set.of(DayOfWeek.MONDAY)), subject, zone)).isEqualTo("Tuesday");
    assertThat(seen(new Rule.InHour(Set.of(14)), subject, zone)).isEqualTo("02");
    assertThat(seen(new Rule.NewVisitor(false), subject, zone)).isEqualTo("new");
    assertThat(seen(new Rule.AtPlace(PlacePart.COUNTRY, Set.of("US")), subject, zone))
        .isEqualTo("IN");
    assertThat(seen(new Rule.AtPlace(PlacePart.CITY, Set.of("Pune")), subject, zone)).isNull();
    assertThat(seen(new Rule.OnDevice(DevicePart.OS, Set.of("iOS")), subject, zone)).isNull();
  }

  private static @Nullable String seen(Rule rule, Subject subject, ZoneId zone) {
    return Rules.explain(rule, subject, zone).seen() instanceof Value.Text(var text) ? text : null;
  }

  @Test
  void aTreeNeedsWhatAnyOfItsLeavesDoes() {
    Dice.roll(
        3,
        20_000,
        dice -> {
          var rule = rule(dice, 4);
          var needs = new HashSet<Need>();
          leavesOf(rule, needs);
          assertThat(Rules.needs(rule)).as("%s", rule).isEqualTo(needs);
        });
  }

  private static void leavesOf(Rule rule, Set<Need> needs) {
    var written = rule.toString(); // records name all their parts
    if (List.of("Attribute[", "InSegment[", "Done[").stream().anyMatch(written::contains)) {
      needs.add(Need.PROFILE);
    }
    if (written.contains("AtPlace[")) {
      needs.add(Need.PLACE);
    }
    if (written.contains("OnDevice[")) {
      needs.add(Need.DEVICE);
    }
  }

  private static Rule rule(Dice dice, int depth) {
    if (depth > 0 && dice.coin()) {
      return dice.make(
          () -> new Rule.All(dice.some(3, () -> rule(dice, depth - 1))),
          () -> new Rule.Any(dice.some(3, () -> rule(dice, depth - 1))),
          () -> new Rule.Not(rule(dice, depth - 1)));
    }
    return dice.make(
        Rule.Everyone::new,
        () -> new Rule.Attribute(AttributePath.of(dice.pick("a", "b", "a.b", "b.c")), is(dice)),
        () -> new Rule.InSegment(dice.pick("vip", "new")),
        () -> new Rule.Done(dice.pick("A", "B"), often(dice), null, null),
        () -> new Rule.Query(dice.pick("a", "b"), is(dice)),
        () -> new Rule.OnDay(Set.copyOf(dice.some(4, () -> dice.pick(DayOfWeek.values())))),
        () -> new Rule.InHour(Set.copyOf(dice.some(9, () -> dice.below(24)))),
        () -> new Rule.AtPlace(dice.pick(PlacePart.values()), names(dice)),
        () -> new Rule.OnDevice(dice.pick(DevicePart.values()), names(dice)),
        () -> new Rule.NewVisitor(dice.coin()));
  }

  /// What the other rules on behaviour mean is held against an oracle in [BehaviourTest].
  private static HowOften often(Dice dice) {
    return new HowOften(dice.pick(HowOften.Bound.values()), dice.between(1, 2));
  }

  private static Condition is(Dice dice) {
    var operator = dice.pick(Operator.IS, Operator.IS_NOT);
    return Condition.of(
        operator, List.of(new Value.Text(dice.pick("x", "y"))), true, ZoneOffset.UTC);
  }

  private static Set<String> names(Dice dice) {
    return Set.copyOf(dice.some(2, () -> dice.pick("IN", "ka", "TV", "mobile", "Pune")));
  }

  private static Subject subject(Dice dice) {
    var now = Instant.ofEpochSecond(1_795_000_000L + dice.below(7 * 86_400));
    var seen = now.minusSeconds(dice.below(2 * 86_400));
    var profile =
        new Profile(
            "ann",
            attributes(dice),
            Map.of(),
            Set.of(dice.pick("vip", "-")),
            seen,
            seen,
            List.of(),
            new Deeds(dice.some(3, () -> new Deed(dice.pick("A", "B", "C"), now, Map.of()))));
    var visit =
        new Visit(
            "",
            dice.coin() ? Map.of() : Map.of(dice.pick("a", "b"), text(dice)),
            dice.coin() ? null : dice.pick(DayOfWeek.values()),
            dice.coin() ? null : (Integer) dice.below(24),
            new Place(name(dice), name(dice), name(dice)),
            new Device(
                dice.coin() ? null : dice.pick(Device.Type.values()), name(dice), name(dice)));
    return new Subject(dice.oneIn(4) ? null : profile, visit, now);
  }

  private static Map<String, Value> attributes(Dice dice) {
    return dice.make(
        Map::of,
        () -> Map.of("a", text(dice)),
        () -> Map.of("a", new Value.Fields(Map.of("b", text(dice))), "b", text(dice)),
        () -> Map.of("a.b", text(dice), "a", new Value.Fields(Map.of("b", text(dice)))),
        () -> Map.of("b", new Value.Fields(Map.of("c", text(dice)))));
  }

  private static Value text(Dice dice) {
    return new Value.Text(dice.pick("x", "y", "z"));
  }

  private static @Nullable String name(Dice dice) {
    return dice.oneIn(3) ? null : dice.pick("in", "KA", "tv", "Mobile", "pune");
  }

  // The oracle: lists of truths for logic, and names compared one by one.

  private static boolean oracle(Rule rule, Subject subject, ZoneId zone) {
    var profile = subject.profile();
    var visit = subject.visit();
    var wall = LocalDateTime.ofInstant(subject.now(), zone);
    return switch (rule) {
      case Rule.Everyone _ -> true;
      case Rule.All(var rules) ->
          rules.stream().filter(part -> oracle(part, subject, zone)).count() == rules.size();
      case Rule.Any(var rules) ->
          rules.stream().filter(part -> oracle(part, subject, zone)).count() > 0;
      case Rule.Not(var inner) -> oracle(inner, subject, zone) ? false : true;
      case Rule.Attribute(var path, var condition) ->
          profile != null && is(condition, at(path.toString(), profile.attributes()));
      case Rule.InSegment(var id) ->
          profile != null && List.copyOf(profile.segments()).contains(id);
      case Rule.Done(var event, var often, _, _) -> {
        var totals = profile == null ? null : profile.history().totals(event);
        long count = totals == null ? 0 : totals.count();
        yield profile != null
            && switch (often.bound()) {
              case EXACTLY -> count == often.times();
              case AT_LEAST -> count >= often.times();
              case AT_MOST -> count <= often.times();
            };
      }
      case Rule.Occurred _, Rule.Affinity _ -> throw new IllegalArgumentException("not made here");
      case Rule.Query(var name, var condition) -> is(condition, visit.query().get(name));
      case Rule.OnDay(var days) -> {
        var day = visit.day();
        yield days.contains(day != null ? day : wall.getDayOfWeek());
      }
      case Rule.InHour(var hours) -> {
        var hour = visit.hour();
        yield hours.contains(hour != null ? hour : wall.getHour());
      }
      case Rule.AtPlace(var part, var names) ->
          switch (part) {
            case COUNTRY -> isAmong(names, visit.place().country());
            case REGION -> isAmong(names, visit.place().region());
            case CITY -> isAmong(names, visit.place().city());
          };
      case Rule.OnDevice(var part, var names) ->
          switch (part) {
            case TYPE -> {
              var type = visit.device().type();
              yield isAmong(names, type == null ? null : type.name());
            }
            case OS -> isAmong(names, visit.device().os());
            case BROWSER -> isAmong(names, visit.device().browser());
          };
      case Rule.NewVisitor(var isNew) ->
          isNew
              == (profile == null
                  || profile
                      .firstSeen()
                      .toString()
                      .substring(0, 10)
                      .equals(subject.now().toString().substring(0, 10)));
    };
  }

  private static boolean isAmong(Set<String> names, @Nullable String name) {
    return name != null && names.stream().anyMatch(name::equalsIgnoreCase);
  }

  private static boolean is(Condition condition, @Nullable Value seen) {
    boolean same = condition.operands().getFirst().equals(seen);
    return condition.operator() == Operator.IS ? same : !same;
  }

  private static @Nullable Value at(String path, Map<String, Value> attributes) {
    if (attributes.containsKey(path)) {
      return attributes.get(path);
    }
    int dot = path.indexOf('.');
    return dot > 0 && attributes.get(path.substring(0, dot)) instanceof Value.Fields(var fields)
        ? fields.get(path.substring(dot + 1))
        : null;
  }
}
