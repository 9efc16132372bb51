package dev.attune.engine.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.Dice;
import dev.attune.engine.attribution.Recount.Happened;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is counted of events that are gone goes over into a new counting, and what happens from
/// then on is added as if all events were still there.
class TakingOverTest {
  private static final long START = Instant.parse("2026-10-23T00:00:00Z").toEpochMilli();
  private static final int DAYS = 12;

  private static Cells contribution(Booking booking, Calendar calendar) {
    var cells = new Cells();
    for (var experience : Histories.EXPERIENCES) {
      var ledger = booking.ledger("p", experience);
      if (ledger != null) {
        Contribution.replace(experience, Ledger.EMPTY, ledger, calendar, cells);
      }
    }
    return cells;
  }

  /// When a day begins, so many days after the first.
  private static long day(int day, ZoneId zone) {
    var first = Instant.ofEpochMilli(START).atZone(zone).toLocalDate();
    return first.plusDays(day).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private static List<Happened> ofOnePerson(Dice dice) {
    var events = Histories.events(dice, 80, DAYS, START).stream().map(one -> one.by("p")).toList();
    var shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(dice.anyLong()));
    return shuffled;
  }

  @Test
  void whatWasBeforeStaysAndTheRestIsCountedAnew() {
    Dice.roll(
        20_000,
        500,
        dice -> {
          var zone = Histories.zone(dice);
          var calendar = new Calendar(zone);
          var goals = Histories.goals(dice, zone);
          var old = new Booking(goals, zone);
          var anew = new Booking(goals, zone);
          var events = ofOnePerson(dice);
          events.forEach(old::happened);
          if (dice.below(3) == 0) { // condensed, before the cut or after it
            long horizon = START + dice.longBelow(DAYS * Histories.DAY);
            for (var experience : Histories.EXPERIENCES) {
              var ledger = old.ledger("p", experience);
              if (ledger != null) {
                old.put("p", experience, Condensing.upTo(horizon, ledger, calendar));
              }
            }
          }
          long cut = day(dice.below(DAYS + 2), zone);
          for (int time = dice.between(1, 2); time > 0; time--) {
            anew.takeOver("p", old, Histories.EXPERIENCES, zone, cut);
          }
          for (var one : events) {
            if (one.at() >= cut) {
              anew.happened(one);
            }
          }
          assertThat(contribution(anew, calendar)).isEqualTo(contribution(old, calendar));
        });
  }

  @Test
  void whatWasNotMetBeforeIsNotTakenOver() {
    Dice.roll(
        21_000,
        100,
        dice -> {
          var zone = Histories.zone(dice);
          var goals = Histories.goals(dice, zone);
          var old = new Booking(goals, zone);
          var anew = new Booking(goals, zone);
          ofOnePerson(dice).forEach(old::happened);
          anew.takeOver("p", old, Histories.EXPERIENCES, zone, day(-1, zone));
          assertThat(Histories.EXPERIENCES).allMatch(one -> anew.ledger("p", one) == null);
          assertThat(anew.sums.isEmpty()).isTrue();
        });
  }
}
