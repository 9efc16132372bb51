package dev.attune.engine.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.Dice;
import dev.attune.engine.attribution.Recount.Happened;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A ledger that was condensed adds the same as before, and goes on to add the same as one that was
/// not, whatever happens from its horizon on.
class CondensingTest {
  private static final long START = Instant.parse("2026-10-23T00:00:00Z").toEpochMilli();
  private static final String EXPERIENCE = "x1";
  private static final int DAYS = 12;

  private static Cells contribution(Ledger ledger, Calendar calendar) {
    var cells = new Cells();
    Contribution.replace(EXPERIENCE, Ledger.EMPTY, ledger, calendar, cells);
    return cells;
  }

  private static List<Happened> ofOnePerson(Dice dice, int most) {
    var events = new ArrayList<Happened>();
    for (var one : Histories.events(dice, most, DAYS, START)) {
      if (one.touch() == null || one.touch().experienceId().equals(EXPERIENCE)) {
        events.add(one.by("p"));
      }
    }
    Collections.shuffle(events, new Random(dice.anyLong()));
    return events;
  }

  @Test
  void theHorizonMayBeAnywhere() {
    Dice.roll(
        1,
        500,
        dice -> {
          var zone = Histories.zone(dice);
          var calendar = new Calendar(zone);
          var goals = Histories.goals(dice, zone);
          var whole = new Booking(goals, zone);
          var condensed = new Booking(goals, zone);
          var events = ofOnePerson(dice, 80);
          int half = dice.below(events.size() + 1);
          long horizon = START + dice.longBelow(DAYS * Histories.DAY);
          for (var one : events.subList(0, half)) {
            whole.happened(one);
            condensed.happened(one);
          }
          for (int i = dice.between(1, 3); i > 0; i--) {
            var before = condensed.ledger("p", EXPERIENCE);
            if (before != null) {
              var after = Condensing.upTo(horizon, before, calendar);
              assertThat(contribution(after, calendar)).isEqualTo(contribution(before, calendar));
              condensed.put("p", EXPERIENCE, after);
            }
            horizon += dice.longBelow(Histories.DAY);
          }
          var kept = condensed.ledger("p", EXPERIENCE);
          for (var one : events.subList(half, events.size())) {
            if (kept == null || one.at() >= kept.past().horizon()) {
              whole.happened(one);
              condensed.happened(one);
            }
          }
          assertThat(condensed.sums).isEqualTo(whole.sums);
        });
  }

  @Test
  void condensedLedgersMergeAsIfEachWereWhole() {
    Dice.roll(
        5_000,
        300,
        dice -> {
          var zone = Histories.zone(dice);
          var calendar = new Calendar(zone);
          var goals = Histories.goals(dice, zone);
          var whole = new Booking(goals, zone);
          var condensed = new Booking(goals, zone);
          // Those of the other person happen after the horizons.
          long horizon = START + DAYS * Histories.DAY;
          for (var one : ofOnePerson(dice, 60)) {
            whole.happened(one);
            condensed.happened(one);
          }
          var ledger = condensed.ledger("p", EXPERIENCE);
          if (ledger != null) {
            condensed.put("p", EXPERIENCE, Condensing.upTo(horizon, ledger, calendar));
          }
          int number = 0;
          for (var one : ofOnePerson(dice, 60)) {
            long at = one.at() + DAYS * Histories.DAY;
            var later =
                new Happened(
                    "later " + number++, "q", one.name(), one.attributes(), at, at, one.touch());
            whole.happened(later);
            condensed.happened(later);
          }
          whole.merge("q", "p");
          condensed.merge("q", "p");
          assertThat(condensed.sums).isEqualTo(whole.sums);
        });
  }

  @Test
  void aLongLedgerStaysShortAndTheSumsStayRight() {
    var goals = new Goals(ZoneOffset.UTC, Map.of(EXPERIENCE, List.of(order())));
    var booking = new Booking(goals, ZoneOffset.UTC);
    var events = new ArrayList<Happened>();
    var random = new Random(7);
    for (int i = 0; i < 3_000; i++) { // ten a day, for most of a year
      long at = START + i * Histories.DAY / 10;
      events.add(event(i, at - random.nextInt(5) * Histories.DAY, i % 7 == 0));
    }
    int longest = 0;
    for (var one : events) {
      booking.happened(one);
      var ledger = booking.ledger("p", EXPERIENCE);
      if (ledger != null) {
        longest = Math.max(longest, ledger.met().size() + ledger.done().size());
      }
    }
    assertThat(longest).isLessThan(Condensing.LONG + 400);
    int first = (int) (START / Histories.DAY);
    for (int from : new int[] {0, first + 100, first + 290}) {
      for (var by : Attribution.values()) {
        var recount =
            new Recount(EXPERIENCE, goals, ZoneOffset.UTC, from, first + 295, events).figures(by);
        var figures = Figures.of(booking.sums, from, first + 295, by);
        assertThat(figures.arms()).isEqualTo(recount.arms());
        assertThat(figures.multiple()).isEqualTo(recount.multiple());
      }
    }
  }

  @Test
  void aLedgerOfARobotIsCutAndWhatComesTooLateCountsForNobody() {
    var goals = new Goals(ZoneOffset.UTC, Map.of(EXPERIENCE, List.of(order())));
    var booking = new Booking(goals, ZoneOffset.UTC);
    int longest = 0;
    for (int i = 0; i < 10_000; i++) {
      booking.happened(event(i, START + i, i % 5 == 0));
      var ledger = booking.ledger("p", EXPERIENCE);
      longest = Math.max(longest, ledger == null ? 0 : ledger.met().size() + ledger.done().size());
    }
    assertThat(longest).isLessThan(Condensing.LONGEST + 200);
    int day = (int) (START / Histories.DAY);
    var before = Figures.of(booking.sums, day, day + 1, Attribution.VIEW_THROUGH);
    assertThat(before.arms().values().stream().mapToLong(Figures.OfArm::impressions).sum())
        .isEqualTo(8_000);
    booking.happened(event(10_001, START, false));
    booking.happened(event(10_002, START, true));
    var after = Figures.of(booking.sums, day, day + 1, Attribution.VIEW_THROUGH);
    assertThat(after.arms().values().stream().mapToLong(Figures.OfArm::impressions).sum())
        .isEqualTo(8_001);
    assertThat(after.arms().values().stream().mapToLong(Figures.OfArm::untracked).sum())
        .isEqualTo(2);
  }

  @Test
  void thousandsInOneMillisecondDoNotMakeALedgerLong() {
    var goals = new Goals(ZoneOffset.UTC, Map.of(EXPERIENCE, List.of(order())));
    var booking = new Booking(goals, ZoneOffset.UTC);
    booking.happened(event(0, START, false));
    for (int i = 1; i < 5_000; i++) {
      booking.happened(event(i, START, true));
    }
    var ledger = Objects.requireNonNull(booking.ledger("p", EXPERIENCE));
    assertThat(ledger.done().size()).isLessThan(Condensing.LONGEST);
    var arm = Figures.of(booking.sums, 0, 100_000, Attribution.VIEW_THROUGH).arms();
    long counted = arm.values().stream().mapToLong(of -> of.goal("Order").conversions()).sum();
    long untracked = arm.values().stream().mapToLong(Figures.OfArm::untracked).sum();
    assertThat(counted + untracked).isEqualTo(4_999);
  }

  @Test
  void armsThatACallerInventsDoNotMakeALedgerLong() {
    var booking = new Booking(Goals.NONE, ZoneOffset.UTC);
    for (int i = 0; i < 300; i++) {
      booking.happened(shown(i, START + i, "v" + i));
    }
    var figures = Figures.of(booking.sums, 0, 100_000, Attribution.VIEW_THROUGH);
    assertThat(figures.arms().values().stream().filter(of -> of.people() > 0))
        .hasSize(Ledger.MAX_ARMS);
    assertThat(figures.arms().values().stream().mapToLong(Figures.OfArm::untracked).sum())
        .isEqualTo(300 - Ledger.MAX_ARMS);
  }

  private static Goal order() {
    return new Goal("Order", "Order", null, null, Duration.ofHours(36), Attribution.VIEW_THROUGH);
  }

  private static Happened event(int i, long at, boolean order) {
    return order
        ? new Happened("e" + i, "p", "Order", Map.of(), at, at, null)
        : shown(i, at, "" + (1 + i % 2));
  }

  private static Happened shown(int i, long at, String variation) {
    var shown = new Touch(Touch.Kind.SHOWN, EXPERIENCE, "A", variation, "", Map.of());
    return new Happened("e" + i, "p", "touch", Map.of(), at, at, shown);
  }
}
