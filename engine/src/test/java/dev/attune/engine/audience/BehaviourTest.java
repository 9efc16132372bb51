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
import java.time.ZoneOffset;
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
          boolean matches = matches(scene.rule(), scene.history(dice), scene.now());
          assertThat(matches)
              .as("%s", scene)
              .isEqualTo(
                  new BehaviourOracle(scene.deeds(), scene.now(), scene.zone())
                      .holds(scene.rule()));
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
          var oracle = new BehaviourOracle(scene.deeds(), scene.now(), scene.zone());
          var subject = subject(scene.history(dice), scene.now());
          var explained = Rules.explain(scene.rule(), subject, ZoneOffset.UTC);
          assertThat(explained.matched()).as("%s", scene).isEqualTo(oracle.holds(scene.rule()));
          assertThat(explained.seen()).as("%s", scene).isEqualTo(oracle.seen(scene.rule()));
        });
  }

  @Test
  void whatARuleReachesForIsAllThatItNeeds() {
    Dice.roll(
        400_000,
        50_000,
        dice -> {
          var scene = Scene.of(dice);
          var other = Scene.rule(dice, scene.zone());
          var reach = Rules.reach(new Rule.Any(List.of(other, new Rule.Not(scene.rule()))));
          var since = Objects.requireNonNull(reach.since(scene.now()));
          assertThat(since).isBetween(kept(scene.now()), scene.now());
          assertThat(matches(scene.rule(), cut(scene, since), scene.now()))
              .as("%s, read since %s", scene, since)
              .isEqualTo(matches(scene.rule(), new Deeds(scene.deeds()), scene.now()));
        });
  }

  private static Instant kept(Instant now) {
    return now.minus(History.KEPT);
  }

  /// What a storage has read: all totals, and no event from before.
  private static History cut(Scene scene, Instant since) {
    var read = new Deeds(scene.deeds().stream().filter(d -> !d.at().isBefore(since)).toList());
    var all = new Deeds(scene.deeds());
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
}
