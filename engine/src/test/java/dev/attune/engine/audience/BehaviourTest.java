package dev.attune.engine.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.Dice;
import dev.attune.engine.audience.HowOften.Bound;
import dev.attune.engine.audience.Rule.Degree;
import dev.attune.engine.audience.Window.Unit;
import dev.attune.engine.profile.Deeds;
import dev.attune.engine.profile.Deeds.Deed;
import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import dev.attune.engine.visit.Device;
import dev.attune.engine.visit.Place;
import dev.attune.engine.visit.Visit;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What each rule means is in `vectors/decisions/behaviour.jsonc` and `affinity.jsonc`. Here random
/// rules, people and moments are held against [BehaviourOracle].
class BehaviourTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:30:00Z");
  private static final Visit VISIT =
      new Visit("", Map.of(), null, null, Place.UNKNOWN, Device.UNKNOWN);

  @Test
  void everyRuleAgreesWithTheOracleOverTheRawEvents() {
    var matched = new AtomicInteger();
    int cases = 100_000;
    Dice.roll(
        1,
        cases,
        dice -> {
          var scene = Scene.of(dice);
          boolean matches = matches(scene.rule, scene.history(dice), scene.now);
          assertThat(matches)
              .as("%s", scene)
              .isEqualTo(new BehaviourOracle(scene.deeds, scene.now, scene.zone).holds(scene.rule));
          matched.addAndGet(matches ? 1 : 0);
        });
    assertThat(matched.get()).as("both answers come often").isBetween(cases / 10, cases * 9 / 10);
  }

  @Test
  void anExplanationShowsWhatTheOracleSeesAndComesToTheSame() {
    Dice.roll(
        200_000,
        30_000,
        dice -> {
          var scene = Scene.of(dice);
          var oracle = new BehaviourOracle(scene.deeds, scene.now, scene.zone);
          var subject = subject(scene.history(dice), scene.now);
          var explained = Rules.explain(scene.rule, subject, ZoneOffset.UTC);
          assertThat(explained.matched()).as("%s", scene).isEqualTo(oracle.holds(scene.rule));
          assertThat(explained.seen()).as("%s", scene).isEqualTo(oracle.seen(scene.rule));
        });
  }

  @Test
  void whatARuleReachesForIsAllThatItNeeds() {
    Dice.roll(
        400_000,
        50_000,
        dice -> {
          var scene = Scene.of(dice);
          var other = Scene.rule(dice, scene.zone);
          var reach = Rules.reach(new Rule.Any(List.of(other, new Rule.Not(scene.rule))));
          var since = Objects.requireNonNull(reach.since(scene.now));
          assertThat(since).isBetween(kept(scene.now), scene.now);
          assertThat(matches(scene.rule, cut(scene, since), scene.now))
              .as("%s, read since %s", scene, since)
              .isEqualTo(matches(scene.rule, new Deeds(scene.deeds), scene.now));
        });
  }

  private static Instant kept(Instant now) {
    return now.minus(History.KEPT);
  }

  /// What a storage has read: all totals, and no event from before.
  private static History cut(Scene scene, Instant since) {
    var read = new Deeds(scene.deeds.stream().filter(d -> !d.at().isBefore(since)).toList());
    var all = new Deeds(scene.deeds);
    return new History() {
      @Override
      public void forEach(String event, Instant from, Visitor visitor) {
        read.forEach(event, from, visitor);
      }

      @Override
      public @Nullable Totals totals(String event) {
        return all.totals(event);
      }
    };
  }

  @Test
  void aRuleWithoutBehaviourReachesForNothing() {
    assertThat(Rules.reach(new Rule.Not(new Rule.InSegment("vip"))).since(NOW)).isNull();
    assertThat(Reach.NONE.and(Reach.NONE).since(NOW)).isNull();
  }

  @Test
  void totalsAreReadWithNoEvent() {
    var ever = new Rule.Done("Viewed", HowOften.AT_LEAST_ONCE, null, null);
    var first = new Rule.Occurred("Viewed", Occurrence.FIRST, lastDays(10_000), null);
    assertThat(Rules.reach(new Rule.All(List.of(ever, first))).since(NOW)).isEqualTo(NOW);
  }

  @Test
  void aWindowThatIsOverBeforeWhatIsKeptNeedsNoEvent() {
    var long1 = new Rule.Done("Viewed", HowOften.AT_LEAST_ONCE, fixed("2020-01-01"), null);
    assertThat(Rules.reach(long1).since(NOW)).isEqualTo(NOW);
  }

  @Test
  void ofWindowsThatEndNowTheLongestIsRead() {
    var rule =
        new Rule.All(
            List.of(done(lastDays(3)), done(lastDays(30)), done(lastDays(7)), done(lastDays(30))));
    assertThat(Rules.reach(rule).since(NOW)).isEqualTo("2026-10-24T00:00:00Z");
    assertThat(Rules.reach(rule).moving()).hasSize(1);
  }

  @Test
  void countingStopsWhenTheAnswerIsKnown() {
    var deeds = new ArrayList<Deed>();
    for (int i = 0; i < 500; i++) {
      deeds.add(new Deed("Viewed", NOW.minusSeconds(i), Map.of("n", new Value.Amount(i))));
    }
    var anyN =
        new Rule.Attribute(
            AttributePath.of("n"),
            Condition.of(Operator.EXISTS, List.of(new Value.Flag(true)), false, ZoneOffset.UTC));
    assertThat(visits(deeds, new HowOften(Bound.AT_LEAST, 3), anyN)).isEqualTo(3);
    assertThat(visits(deeds, new HowOften(Bound.EXACTLY, 3), anyN)).isEqualTo(4);
    assertThat(visits(deeds, new HowOften(Bound.AT_MOST, 3), anyN)).isEqualTo(4);
    assertThat(visits(deeds, new HowOften(Bound.EXACTLY, 3), null)).as("totals know").isZero();
  }

  private static int visits(List<Deed> deeds, HowOften often, @Nullable Rule where) {
    var visits = new AtomicInteger();
    var all = new Deeds(deeds);
    var counted =
        new History() {
          @Override
          public void forEach(String event, Instant since, Visitor visitor) {
            all.forEach(
                event,
                since,
                (at, attributes) -> {
                  visits.incrementAndGet();
                  return visitor.visit(at, attributes);
                });
          }

          @Override
          public @Nullable Totals totals(String event) {
            return all.totals(event);
          }
        };
    matches(new Rule.Done("Viewed", often, lastDays(7), where), counted, NOW);
    return visits.get();
  }

  @Test
  void anAnonymousVisitorNeverMatchesNotEvenWhatTheyHaveNotDone() {
    Dice.roll(
        1,
        1_000,
        dice -> {
          var rule = Scene.rule(dice, ZoneOffset.UTC);
          var subject = new Subject(null, VISIT, NOW);
          assertThat(Rules.matches(rule, subject, ZoneOffset.UTC)).isFalse();
          assertThat(Rules.explain(rule, subject, ZoneOffset.UTC).seen()).isNull();
          assertThat(Rules.needs(rule)).containsExactly(Need.PROFILE);
        });
  }

  @Test
  void aKindOfEventThatHasNoTotalsIsCountedInWindowsAndByConditions() {
    var deeds = List.of(new Deed("Viewed", NOW, Map.of()));
    var withoutTotals =
        new History() {
          @Override
          public void forEach(String event, Instant since, Visitor visitor) {
            new Deeds(deeds).forEach(event, since, visitor);
          }

          @Override
          public @Nullable Totals totals(String event) {
            return null;
          }
        };
    assertThat(matches(done(lastDays(1)), withoutTotals, NOW)).isTrue();
    assertThat(matches(done(null), withoutTotals, NOW)).isFalse();
  }

  @Test
  void aLongHistoryOfWhichEventsAreGoneIsCountedByItsTotals() {
    var history =
        new History() {
          @Override
          public void forEach(String event, Instant since, Visitor visitor) {}

          @Override
          public Totals totals(String event) {
            return new Totals(5_000, NOW.minusSeconds(3_600), NOW);
          }
        };
    assertThat(matches(done(lastDays(1)), history, NOW)).isTrue();
  }

  @Test
  void attributesOfAnEventAreMatchedLikeThoseOfAProfile() {
    Dice.roll(
        1,
        20_000,
        dice -> {
          var rule = Scene.where(dice, ZoneOffset.UTC, 3);
          var attributes = Scene.attributes(dice, ZoneOffset.UTC);
          var profile = new Profile("ann", attributes, Map.of(), Set.of(), NOW, NOW);
          assertThat(Rules.matches(rule, attributes, NOW))
              .as("%s of %s", rule, attributes)
              .isEqualTo(Rules.matches(rule, new Subject(profile, VISIT, NOW), ZoneOffset.UTC));
        });
  }

  @Test
  void onlyAttributesCanBeAskedOfAnEvent() {
    refused(
        () -> Rules.matches(new Rule.InSegment("vip"), Map.of(), NOW),
        "not about the attributes of an event: InSegment[segmentId=vip]");
    refused(
        () ->
            new Rule.Done(
                "A", HowOften.AT_LEAST_ONCE, null, new Rule.Not(new Rule.NewVisitor(true))),
        "not about the attributes of an event: NewVisitor[isNew=true]");
  }

  @Test
  void whatCannotBeKnownForCertainIsRefused() {
    refused(
        () -> done(lastDays(61)), "is the last 61 days, at most 60: events are kept for 60 days");
    refused(
        () -> done(last(9, Unit.WEEKS)),
        "is the last 9 weeks, at most 8: events are kept for 60 days");
    refused(
        () -> done(last(2, Unit.MONTHS)),
        "is the last 2 months, at most 1: events are kept for 60 days");
    refused(
        () -> done(last(1_441, Unit.HOURS)),
        "is the last 1,441 hours, at most 1,440: events are kept for 60 days");
    refused(
        () -> new Rule.Done("A", new HowOften(Bound.AT_LEAST, 1_001), lastDays(1), null),
        "at_least is 1,001; with a window or conditions at most 1,000: of so many events the"
            + " latest are kept");
    refused(
        () -> new Rule.Done("A", new HowOften(Bound.AT_MOST, 1_000), lastDays(1), null),
        "at_most is 1,000; with a window or conditions at most 999: of so many events the latest"
            + " are kept");
    refused(() -> new HowOften(Bound.AT_LEAST, 0), "at_least is 0, 1 to 1,000,000");
    refused(() -> new Degree.AtLeast(0), "at_least_percent is 0.0, more than 0 and at most 100");
  }

  @Test
  void whatSaysNoTimeIsRefusedAsATime() {
    var number = List.<Value>of(new Value.Amount(1), new Value.Amount(2));
    refused(
        () -> When.of(Condition.of(Operator.BETWEEN, number, false, ZoneOffset.UTC)),
        "between takes two dates or date-times, the earlier one first");
    refused(
        () -> When.of(Condition.of(Operator.IS, number, false, ZoneOffset.UTC)),
        "is is no time to do things");
    refused(
        () ->
            new Rule.Affinity(
                "A",
                AttributePath.of("a"),
                fixed("2026-01-01").condition(),
                new Degree.Predominantly(),
                null),
        "before says when, not what");
  }

  private static void refused(ThrowingCallable made, String message) {
    assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static Rule done(@Nullable When when) {
    return new Rule.Done("Viewed", HowOften.AT_LEAST_ONCE, when, null);
  }

  private static When lastDays(int days) {
    return last(days, Unit.DAYS);
  }

  private static When last(int count, Unit unit) {
    return When.of(Condition.within(Operator.IN_THE_LAST, new Window(count, unit), ZoneOffset.UTC));
  }

  private static When fixed(String before) {
    return When.of(
        Condition.of(
            Operator.BEFORE,
            List.of(Times.valueOf(before, ZoneOffset.UTC)),
            false,
            ZoneOffset.UTC));
  }

  private static boolean matches(Rule rule, History history, Instant now) {
    return Rules.matches(rule, subject(history, now), ZoneOffset.UTC);
  }

  private static Subject subject(History history, Instant now) {
    var profile = new Profile("ann", Map.of(), Map.of(), Set.of(), now, now, List.of(), history);
    return new Subject(profile, VISIT, now);
  }

  /// A rule, a person and a moment.
  private record Scene(Rule rule, List<Deed> deeds, Instant now, ZoneId zone) {
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
      return rule(dice, zone, NOW);
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
}
