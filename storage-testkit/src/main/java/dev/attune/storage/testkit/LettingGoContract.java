package dev.attune.storage.testkit;

import static dev.attune.storage.Written.Appended.DUPLICATE;
import static dev.attune.storage.Written.Appended.NEW;
import static dev.attune.storage.Written.Appended.TOO_OLD;
import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.did;
import static dev.attune.storage.testkit.Samples.event;
import static dev.attune.storage.testkit.Samples.exposure;
import static dev.attune.storage.testkit.Samples.found;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.shown;
import static dev.attune.storage.testkit.Samples.text;
import static dev.attune.storage.testkit.Samples.write;
import static dev.attune.storage.testkit.Traffic.DAYS;
import static dev.attune.storage.testkit.Traffic.EXPERIENCES;
import static dev.attune.storage.testkit.Traffic.FIRST;
import static dev.attune.storage.testkit.Traffic.KOLKATA;
import static dev.attune.storage.testkit.Traffic.NEW_YORK;
import static dev.attune.storage.testkit.Traffic.START;
import static dev.attune.storage.testkit.Traffic.goal;
import static dev.attune.storage.testkit.Traffic.history;
import static dev.attune.storage.testkit.Traffic.policy;
import static dev.attune.storage.testkit.Traffic.recounted;
import static dev.attune.storage.testkit.Traffic.renamed;
import static dev.attune.storage.testkit.Traffic.sendAll;
import static dev.attune.storage.testkit.Traffic.unite;
import static dev.attune.storage.testkit.Traffic.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Figures;
import dev.attune.engine.attribution.Goals;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ReportStore.Progress;
import dev.attune.storage.Written.Appended;
import dev.attune.storage.testkit.Traffic.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What becomes of events that are let go, and of all that was made of them.
abstract class LettingGoContract {
  private static final Instant HORIZON = START.plus(Duration.ofDays(7));

  /// In Kolkata, of those whose events are all kept.
  private static final Instant FIRST_WHOLE_DAY =
      FIRST.plusDays(8).atStartOfDay(KOLKATA).toInstant();

  private final Database database;

  LettingGoContract(Database database) {
    this.database = database;
  }

  private static Instant day(int day) {
    return Samples.at(day * 86_400L);
  }

  private List<Appended> append(String customerId, Event... events) {
    return write(database.storage(), did(customerId, events)).appended();
  }

  private List<String> latest(String customerId) {
    return database.storage().events().latest(SHOP, customerId, 999).stream()
        .map(Event::id)
        .toList();
  }

  private long letGo(Instant before) {
    return database.storage().events().letGo(before);
  }

  /// Twenty days with an event each.
  private void fill() {
    for (int day = 0; day < 20; day++) {
      append("ann", event("e" + day, day(day)));
    }
  }

  @Test
  void oldEventsAreGoneAndTheOthersAreThere() {
    database.storage().profiles().write(BANK, Policy.NONE, List.of(did("bob", event("b", day(0)))));
    fill();
    append("ann", event("last", day(20)));
    assertThat(letGo(day(12))).isEqualTo(12);
    var there = List.of("last", "e19", "e18", "e17", "e16", "e15", "e14", "e13", "e12", "e11");
    assertThat(latest("ann")).isEqualTo(there);
    assertThat(database.storage().events().latest(BANK, "bob", 9)).isEmpty();
    assertThat(letGo(day(12))).isZero();
    assertThat(letGo(day(3))).isZero();
    database.reopened();
    assertThat(latest("ann")).isEqualTo(there);
    append("ann", event("more", day(21)));
    assertThat(latest("ann")).startsWith("more", "last").hasSize(11);
  }

  @Test
  void whatHappenedBeforeIsNotTakenIn() {
    fill();
    append("ann", event("last", day(20)));
    letGo(day(12));
    for (int time = 0; time < 2; time++) {
      assertThat(
              append(
                  "bob",
                  event("e3", day(3)), // is gone
                  event("e11", day(11)), // is there
                  event("was never there" + time, day(11)),
                  event("e12", day(12)),
                  event("young " + time, day(12))))
          .containsExactly(TOO_OLD, TOO_OLD, TOO_OLD, DUPLICATE, NEW);
      database.reopened();
    }
    assertThat(latest("bob")).containsExactly("young 1", "young 0");
    assertThat(write(database.another(), did("cid", event("late", day(3)))).appended())
        .containsExactly(TOO_OLD);
    letGo(day(3)); // earlier than the last time
    assertThat(append("ann", event("late", day(3)))).containsExactly(TOO_OLD);
  }

  @Test
  void theRestOfAWriteIsStored() {
    append("ann", event("last", day(20)));
    letGo(day(12));
    var changes = setting("plan", "gold");
    var write =
        Samples.existing(
            "ann", changes, shown("s", exposure("x1", "1", day(3))), event("e", day(3)));
    assertThat(write(database.storage(), write).appended()).containsExactly(TOO_OLD, TOO_OLD);
    var ann = Samples.remembered(database.storage(), "ann");
    assertThat(ann.attributes()).containsEntry("plan", text("gold"));
    assertThat(ann.exposures()).isEmpty();
    assertThat(Samples.times(ann, "Order Placed", Instant.MIN)).hasSize(1);
  }

  @Test
  void profilesKeepWhatTheyHave() {
    fill();
    append("ann", shown("s", exposure("x1", "1", day(2))), event("last", day(20)));
    write(database.storage(), Samples.claim("ann", "u_em", "ann@example.com"));
    var before = found(database.storage(), "ann");
    letGo(day(18));
    assertThat(found(database.storage(), "ann")).isEqualTo(before);
    var ann = Samples.remembered(database.storage(), "ann");
    assertThat(ann.exposures()).hasSize(1);
    assertThat(ann.history().totals("Order Placed"))
        .extracting(totals -> totals.count())
        .isEqualTo(21L);
    assertThat(Samples.times(ann, "Order Placed", Instant.MIN)).hasSize(21);
  }

  @Test
  void whoIsErasedIsGoneWithWhatWasLetGo() {
    fill();
    append("ann", event("last", day(20)));
    letGo(day(12));
    assertThat(database.storage().profiles().erase(SHOP, Policy.NONE, "ann")).isTrue();
    assertThat(latest("ann")).isEmpty();
    assertThat(append("ann", event("e13", day(13)))).containsExactly(NEW);
    assertThat(latest("ann")).containsExactly("e13");
  }

  @Test
  void whoeverMergesHasTheEventsOfBothThatAreThere() {
    for (int day = 0; day < 20; day++) {
      append(day % 2 == 0 ? "ann" : "bob", event("e" + day, day(day)));
    }
    letGo(day(14));
    write(database.storage(), Samples.absorb("ann", day(20), "bob"));
    letGo(day(18));
    assertThat(latest("bob")).containsExactly("e19", "e18", "e17");
  }

  @Test
  void writersMayRaceWithLettingGo() {
    fill();
    var answers =
        Race.of(
            4,
            runner -> {
              var appended = new ArrayList<Appended>();
              for (int i = 0; i < 40; i++) {
                if (runner == 0) {
                  letGo(day(i / 3));
                } else {
                  appended.addAll(append("ann", event(runner + "/" + i, day(15))));
                }
              }
              return appended;
            });
    assertThat(answers.stream().flatMap(List::stream).toList()).hasSize(120).containsOnly(NEW);
    assertThat(latest("ann")).hasSize(120 + 8);
  }

  /// In the order in which it happened.
  private static List<Sent> sorted(List<Sent> all) {
    return all.stream().sorted(Comparator.comparing(one -> one.event().at())).toList();
  }

  private static List<Sent> since(Instant since, List<Sent> all) {
    return all.stream().filter(one -> !one.event().at().isBefore(since)).toList();
  }

  private void send(Policy policy, List<Sent> all) {
    sendAll(database.storage(), policy, all, new Random(1));
  }

  private boolean rebuild(Policy policy) {
    return database.storage().reports().rebuild(SHOP, policy, Progress.NONE);
  }

  private void check(Recounted expected, ZoneId zone) {
    Traffic.check(database.storage(), SHOP, expected, zone);
  }

  @Test
  void figuresStayAndGoOn() {
    var policy = policy(KOLKATA);
    var all = new ArrayList<>(sorted(history(40, 400, 8)));
    send(policy, all);
    assertThat(letGo(HORIZON)).isPositive();
    check(recounted(policy, KOLKATA, all), KOLKATA);
    var more = since(HORIZON, sorted(history(41, 200, 8)));
    send(policy, more);
    send(policy, since(START, all).subList(0, 10)); // too old: not even repetitions
    all.addAll(more);
    check(recounted(policy, KOLKATA, all), KOLKATA);
  }

  @Test
  void aRebuildKeepsWhatWasCountedOfEventsThatAreGone() {
    var policy = policy(KOLKATA);
    var all = new ArrayList<>(sorted(history(42, 400, 8)));
    var repeated = all.subList(100, 110);
    send(policy, all);
    send(policy, repeated);
    letGo(HORIZON);
    var duplicates = List.copyOf(repeated).stream().map(Sent::event).toList();
    for (int time = 0; time < 3; time++) {
      assertThat(rebuild(policy)).isTrue();
      check(recounted(policy, KOLKATA, all).duplicates(duplicates), KOLKATA);
    }
    var more = since(HORIZON, sorted(history(43, 200, 8)));
    send(policy, more);
    all = new ArrayList<>(all);
    all.addAll(more);
    check(recounted(policy, KOLKATA, all).duplicates(duplicates), KOLKATA);
    letGo(HORIZON.plus(Duration.ofDays(2)));
    database.reopened();
    rebuild(policy);
    check(recounted(policy, KOLKATA, all).duplicates(duplicates), KOLKATA);
  }

  @Test
  void aRebuildTakesUpGoalsForTheDaysThatAreWhole() {
    var before = policy(KOLKATA);
    var now =
        new Policy(
            false,
            null,
            new Goals(
                KOLKATA,
                Map.of(
                    "x1", List.of(goal("Order", "Order Placed", 2)),
                    "x2", List.of(goal("Signup", "Signed Up", 300)),
                    "x4", List.of(goal("Look", "Looked", 20)))));
    var all = sorted(history(44, 500, 8));
    send(before, all);
    letGo(HORIZON);
    rebuild(now);
    var byPerson = new TreeMap<String, List<Recounted.Counts>>();
    for (var one : all) {
      var at = one.event().at();
      byPerson
          .computeIfAbsent(one.customerId(), id -> new ArrayList<>())
          .add(
              new Recounted.Counts(
                  one.event(), (at.isBefore(FIRST_WHOLE_DAY) ? before : now).goals()));
    }
    var expected = new Recounted(KOLKATA);
    byPerson.values().forEach(expected::person);
    check(expected, KOLKATA);
  }

  @Test
  void aRebuildTakesUpATimeZoneForTheDaysThatAreWhole() {
    var all = sorted(history(45, 400, 8));
    send(policy(KOLKATA), all);
    letGo(HORIZON);
    rebuild(policy(NEW_YORK));
    var expected = recounted(policy(NEW_YORK), NEW_YORK, all);
    for (var experience : EXPERIENCES) {
      for (var by : Attribution.values()) {
        var from = FIRST.plusDays(8);
        var to = FIRST.plusDays(DAYS + 3);
        var counted = database.storage().reports().read(SHOP, experience, from, to, by, true);
        assertThat(counted.zone()).isEqualTo(NEW_YORK);
        assertThat(Traffic.clean(counted.figures()))
            .isEqualTo(Traffic.clean(expected.figures(experience, from, to, by, true)));
      }
    }
    assertThat(impressions()).isEqualTo(impressions(expected));
  }

  /// Of all days.
  private long impressions() {
    long all = 0;
    for (var experience : EXPERIENCES) {
      all +=
          impressions(
              database
                  .storage()
                  .reports()
                  .read(
                      SHOP,
                      experience,
                      FIRST,
                      FIRST.plusDays(DAYS + 3),
                      Attribution.VIEW_THROUGH,
                      false)
                  .figures());
    }
    return all;
  }

  private static long impressions(Recounted recounted) {
    long all = 0;
    for (var experience : EXPERIENCES) {
      all +=
          impressions(
              recounted.figures(
                  experience, FIRST, FIRST.plusDays(DAYS + 3), Attribution.VIEW_THROUGH, false));
    }
    return all;
  }

  private static long impressions(Figures figures) {
    return figures.arms().values().stream().mapToLong(Figures.OfArm::impressions).sum();
  }

  @Test
  void ofWhoIsErasedLaterNoPersonIsCounted() {
    var policy = policy(KOLKATA);
    var all = sorted(history(46, 400, 5));
    send(policy, all);
    letGo(HORIZON);
    rebuild(policy);
    database.storage().profiles().erase(SHOP, policy, "p1");
    database.storage().profiles().erase(SHOP, policy, "p3");
    var left = recounted(policy, KOLKATA, without(all, Set.of("p1", "p3")));
    for (int time = 0; time < 2; time++) {
      for (var experience : EXPERIENCES) {
        var to = FIRST.plusDays(DAYS + 3);
        var by = Attribution.VIEW_THROUGH;
        var counted =
            database.storage().reports().read(SHOP, experience, FIRST, to, by, false).figures();
        var expected = left.figures(experience, FIRST, to, by, false);
        assertThat(counted.multiple()).isEqualTo(expected.multiple());
        counted
            .arms()
            .forEach((arm, of) -> {
              var those = expected.arms().getOrDefault(arm, Figures.OfArm.NONE);
              assertThat(of.people()).isEqualTo(those.people());
              assertThat(of.uniqueClicks()).isEqualTo(those.uniqueClicks());
              assertThat(of.assigned()).isEqualTo(those.assigned());
              of.goals()
                  .forEach((goal, figures) ->
                      assertThat(figures)
                          .isEqualTo(those.goals().getOrDefault(goal, Figures.OfGoal.NONE)));
            });
      }
      rebuild(policy);
    }
  }

  @Test
  void peopleMayMergeWhileARebuildTakesOver() {
    var policy = policy(KOLKATA);
    var all = sorted(history(47, 1_500, 60));
    send(policy, all);
    letGo(HORIZON);
    Race.of(
        3,
        runner -> {
          for (int i = 0; i < 20; i++) {
            if (runner == 0) {
              unite(database.storage(), policy, "p" + 2 * i, "p" + (2 * i + 1));
            } else if (runner == 1 && i < 4) {
              rebuild(policy);
            } else if (runner == 2 && i < 10) {
              write(
                  database.storage(), did("p" + (50 + i), event("while it goes on " + i, HORIZON)));
            }
          }
          return true;
        });
    rebuild(policy);
    var names = new TreeMap<String, String>();
    for (int i = 0; i < 20; i++) {
      names.put("p" + (2 * i + 1), "p" + 2 * i);
    }
    // What the third has sent is a goal event without an amount.
    var more = new ArrayList<>(renamed(all, names));
    for (int i = 0; i < 10; i++) {
      more.add(new Sent("p" + (50 + i), event("while it goes on " + i, HORIZON)));
    }
    check(recounted(policy, KOLKATA, more), KOLKATA);
  }

  @Test
  void eventsMayBeLetGoWhileARebuildGoesOn() {
    var policy = policy(KOLKATA);
    var all = sorted(history(48, 1_500, 60));
    send(policy, all);
    Race.of(
        2,
        runner -> {
          for (int i = 0; i < 5; i++) {
            if (runner == 0) {
              letGo(START.plus(Duration.ofDays(2L * i)));
            } else {
              rebuild(policy);
            }
          }
          return true;
        });
    check(recounted(policy, KOLKATA, all), KOLKATA);
    rebuild(policy);
    check(recounted(policy, KOLKATA, all), KOLKATA);
  }
}
