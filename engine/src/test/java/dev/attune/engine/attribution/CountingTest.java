package dev.attune.engine.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.Dice;
import dev.attune.engine.attribution.Figures.OfArm;
import dev.attune.engine.attribution.Recount.Happened;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whatever happens in whatever order, the sums say what a slow recount of the events says.
class CountingTest {
  // Clocks are set back in Berlin on the third day, in Havana on the tenth.
  private static final long START = Instant.parse("2026-10-23T00:00:00Z").toEpochMilli();
  private static final int DAYS = 12;

  private static List<Happened> shuffled(List<Happened> events, Dice dice) {
    var shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(dice.anyLong()));
    return shuffled;
  }

  private static void check(
      Cells sums, Goals goals, ZoneId zone, List<Happened> events, Dice dice) {
    int first = (int) (START / Histories.DAY) - 2;
    for (var experience : Histories.EXPERIENCES) {
      var own = new Cells();
      sums.forEach((series, cell, n) -> {
        if (series.experienceId().equals(experience)) {
          own.add(series, cell.day(), cell.other(), n);
        }
      });
      for (int period = 0; period < 3; period++) {
        int from = first + dice.below(DAYS + 3);
        int to = from + dice.between(1, DAYS);
        for (var by : Attribution.values()) {
          assertThat(clean(Figures.of(own, from, to, by)))
              .as("%s %s from %d to %d", experience, by, from, to)
              .isEqualTo(new Recount(experience, goals, zone, from, to, events).figures(by));
        }
      }
    }
  }

  /// Without what is zero, and without duplicates, of which the events that are stored know
  /// nothing.
  private static Figures clean(Figures figures) {
    var arms = new TreeMap<Arm, Figures.OfArm>();
    figures
        .arms()
        .forEach((arm, of) -> {
          var goals = new TreeMap<>(of.goals());
          goals.values().removeIf(Figures.OfGoal.NONE::equals);
          var without =
              new OfArm(
                  of.people(),
                  of.impressions(),
                  of.uniqueImpressions(),
                  of.clicks(),
                  of.uniqueClicks(),
                  of.clicksByElement(),
                  of.assigned(),
                  of.expectedMillionths(),
                  of.late(),
                  0,
                  of.untracked(),
                  goals);
          if (!without.equals(OfArm.NONE)) {
            arms.put(arm, without);
          }
        });
    var multipleOf = new HashMap<>(figures.multipleOf());
    multipleOf.values().removeIf(n -> n == 0);
    return new Figures(arms, figures.multiple(), multipleOf, figures.hours());
  }

  @Test
  void theSumsAreWhatASlowRecountSays() {
    Dice.roll(
        1,
        400,
        dice -> {
          var zone = Histories.zone(dice);
          var goals = Histories.goals(dice, zone);
          var events = Histories.events(dice, 60, DAYS, START);
          var booking = new Booking(goals, zone);
          shuffled(events, dice).forEach(booking::happened);
          check(booking.sums, goals, zone, events, dice);
        });
  }

  @Test
  void theOrderOfEventsDoesNotShow() {
    Dice.roll(
        1_000,
        200,
        dice -> {
          var zone = Histories.zone(dice);
          var goals = Histories.goals(dice, zone);
          var events = Histories.events(dice, 60, DAYS, START);
          var one = new Booking(goals, zone);
          var other = new Booking(goals, zone);
          shuffled(events, dice).forEach(one::happened);
          shuffled(events, dice).forEach(other::happened);
          assertThat(one.sums).isEqualTo(other.sums);
        });
  }

  @Test
  void duplicatesAreCountedApartAndChangeNothingElse() {
    Dice.roll(
        2_000,
        100,
        dice -> {
          var zone = Histories.zone(dice);
          var goals = Histories.goals(dice, zone);
          var events = Histories.events(dice, 40, DAYS, START);
          var booking = new Booking(goals, zone);
          var twice = new ArrayList<>(events);
          twice.addAll(dice.some(20, () -> dice.pick(events)));
          shuffled(twice, dice).forEach(booking::happened);
          check(booking.sums, goals, zone, events, dice);
          var duplicates = new long[1];
          booking.sums.forEach(
              (series, cell, n) -> duplicates[0] += series.measure() == Measure.DUPLICATES ? n : 0);
          assertThat(duplicates[0]).isEqualTo(reported(twice) - reported(events));
        });
  }

  /// Impressions and clicks: who is held out is noted by servers.
  private static long reported(List<Happened> events) {
    return events.stream()
        .filter(one -> one.is(Touch.Kind.SHOWN) || one.is(Touch.Kind.CLICKED))
        .count();
  }

  @Test
  void peopleWhoMergeAreCountedAsIfTheyHadAlwaysBeenOne() {
    Dice.roll(
        3_000,
        300,
        dice -> {
          var zone = Histories.zone(dice);
          var goals = Histories.goals(dice, zone);
          var events = Histories.events(dice, 60, DAYS, START);
          var booking = new Booking(goals, zone);
          Map<String, String> now = new HashMap<>();
          for (var event : shuffled(events, dice)) {
            booking.happened(event, now.getOrDefault(event.person(), event.person()));
            var kept = "p" + dice.below(4);
            var gone = "p" + dice.below(4);
            if (dice.oneIn(10)
                && !kept.equals(gone)
                && !now.containsKey(kept)
                && !now.containsKey(gone)) {
              booking.merge(kept, gone);
              now.replaceAll((id, person) -> person.equals(gone) ? kept : person);
              now.put(gone, kept);
            }
          }
          var merged =
              events.stream()
                  .map(one ->
                      new Happened(
                          one.id(),
                          now.getOrDefault(one.person(), one.person()),
                          one.name(),
                          one.attributes(),
                          one.at(),
                          one.received(),
                          one.touch()))
                  .toList();
          check(booking.sums, goals, zone, merged, dice);
        });
  }

  @Test
  void whoIsErasedWasNeverThere() {
    Dice.roll(
        4_000,
        200,
        dice -> {
          var zone = Histories.zone(dice);
          var goals = Histories.goals(dice, zone);
          var events = Histories.events(dice, 60, DAYS, START);
          var booking = new Booking(goals, zone);
          shuffled(events, dice).forEach(booking::happened);
          var person = dice.pick(events).person();
          booking.erase(
              person, events.stream().filter(one -> one.person().equals(person)).toList());
          var others = events.stream().filter(one -> !one.person().equals(person)).toList();
          var never = new Booking(goals, zone);
          others.forEach(never::happened);
          assertThat(booking.sums).isEqualTo(never.sums);
        });
  }
}
