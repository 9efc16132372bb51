package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Traffic.FIRST;
import static dev.attune.storage.testkit.Traffic.KOLKATA;
import static dev.attune.storage.testkit.Traffic.NEW_YORK;
import static dev.attune.storage.testkit.Traffic.history;
import static dev.attune.storage.testkit.Traffic.policy;
import static dev.attune.storage.testkit.Traffic.recounted;
import static dev.attune.storage.testkit.Traffic.renamed;
import static dev.attune.storage.testkit.Traffic.send;
import static dev.attune.storage.testkit.Traffic.sendAll;
import static dev.attune.storage.testkit.Traffic.unite;
import static dev.attune.storage.testkit.Traffic.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Figures;
import dev.attune.engine.attribution.Goals;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ReportStore;
import dev.attune.storage.ReportStore.Progress;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.testkit.Traffic.Sent;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

abstract class ReportsContract {
  private final Database database;

  ReportsContract(Database database) {
    this.database = database;
  }

  private ReportStore.Counted read(
      WorkspaceId workspace, String experience, int from, int to, Attribution by) {
    var first = FIRST.plusDays(from);
    return database
        .storage()
        .reports()
        .read(workspace, experience, first, FIRST.plusDays(to), by, true);
  }

  private void check(Recounted expected, ZoneId zone) {
    check(SHOP, expected, zone);
  }

  private void check(WorkspaceId workspace, Recounted expected, ZoneId zone) {
    Traffic.check(database.storage(), workspace, expected, zone);
  }

  @Test
  void nothingIsCountedWhereNothingHappened() {
    assertThat(read(SHOP, "x1", 0, 20, Attribution.VIEW_THROUGH))
        .isEqualTo(
            new ReportStore.Counted(null, new Figures(new TreeMap<>(), 0, Map.of(), List.of())));
  }

  @Test
  void reportsSayWhatARecountOfTheEventsSays() {
    var random = new Random(1);
    var policy = policy(NEW_YORK); // whose clocks are set back on the fifth day
    var all = history(1, 600, 12);
    sendAll(database.storage(), policy, all, random);
    check(recounted(policy, NEW_YORK, all), NEW_YORK);
  }

  @Test
  void eachEventIsCountedOnceAndTheRepetitionsApart() {
    var random = new Random(2);
    var policy = policy(KOLKATA);
    var all = history(2, 300, 6);
    var repeated = new ArrayList<Sent>();
    for (int i = 0; i < 100; i++) {
      var one = all.get(random.nextInt(all.size()));
      // Whoever a repetition names.
      repeated.add(random.nextBoolean() ? one : new Sent("p" + random.nextInt(6), one.event()));
    }
    sendAll(database.storage(), policy, all, random);
    sendAll(database.storage(), policy, repeated, random);
    var expected =
        recounted(policy, KOLKATA, all).duplicates(repeated.stream().map(Sent::event).toList());
    check(expected, KOLKATA);
  }

  @Test
  void theOrderOfArrivalDoesNotShow() {
    var policy = policy(KOLKATA);
    var all = history(3, 300, 4);
    var shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(3));
    sendAll(database.storage(), policy, shuffled, new Random(3));
    check(recounted(policy, KOLKATA, all), KOLKATA);
  }

  @Test
  void writersWhoRaceCountEverythingOnce() {
    var policy = policy(KOLKATA);
    var all = history(4, 400, 5);
    Race.of(
        8,
        runner -> {
          var own = new ArrayList<Sent>();
          for (int i = 0; i < all.size(); i++) {
            if (i % 8 == runner || i % 16 == 0) { // every second one of the first runner's by all
              own.add(all.get(i));
            }
          }
          sendAll(database.storage(), policy, own, new Random(runner));
          return true;
        });
    var repeated = new ArrayList<Event>();
    for (int i = 0; i < all.size(); i += 16) {
      for (int again = 0; again < 7; again++) {
        repeated.add(all.get(i).event());
      }
    }
    check(recounted(policy, KOLKATA, all).duplicates(repeated), KOLKATA);
  }

  @Test
  void whatWasCountedIsThereAfterClosing() {
    var policy = policy(KOLKATA);
    var all = history(5, 200, 5);
    sendAll(database.storage(), policy, all.subList(0, 100), new Random(5));
    database.reopened();
    sendAll(database.storage(), policy, all.subList(100, 200), new Random(6));
    check(recounted(policy, KOLKATA, all), KOLKATA);
  }

  @Test
  void peopleWhoMergeAreCountedAsIfTheyHadAlwaysBeenOne() {
    var policy = policy(KOLKATA);
    var all = history(20, 400, 6);
    sendAll(database.storage(), policy, all.subList(0, 300), new Random(20));
    unite(database.storage(), policy, "p0", "p1");
    sendAll(database.storage(), policy, all.subList(300, 350), new Random(21));
    unite(database.storage(), policy, "p2", "p0");
    unite(database.storage(), policy, "p3", "somebody new");
    sendAll(database.storage(), policy, all.subList(350, 400), new Random(22));
    var names = Map.of("p1", "p2", "p0", "p2");
    check(recounted(policy, KOLKATA, renamed(all, names)), KOLKATA);
    database.storage().reports().rebuild(SHOP, policy, Progress.NONE);
    check(recounted(policy, KOLKATA, renamed(all, names)), KOLKATA);
  }

  @Test
  void peopleWhoMergeThroughAnIdentifierAreCountedAsOneToo() {
    var goals = policy(KOLKATA).goals();
    var policy = new Policy(true, null, goals);
    var all = history(23, 200, 4);
    sendAll(database.storage(), policy, all, new Random(23));
    for (var person : List.of("p0", "p3")) {
      database
          .storage()
          .profiles()
          .write(SHOP, policy, List.of(Samples.claim(person, "u_em", "ann@example.com")));
    }
    check(recounted(policy, KOLKATA, renamed(all, Map.of("p0", "p3"))), KOLKATA);
  }

  @Test
  void whoIsErasedWasNeverThere() {
    var policy = policy(KOLKATA);
    var all = history(25, 400, 5);
    sendAll(database.storage(), policy, all.subList(0, 200), new Random(25));
    unite(database.storage(), policy, "p1", "p2");
    sendAll(database.storage(), policy, all.subList(200, 400), new Random(26));
    assertThat(database.storage().profiles().erase(SHOP, policy, "p2")).isTrue();
    var left = new ArrayList<>(without(all, Set.of("p1", "p2")));
    check(recounted(policy, KOLKATA, left), KOLKATA);
    var again = history(27, 50, 5);
    sendAll(database.storage(), policy, again, new Random(27));
    left.addAll(again);
    check(recounted(policy, KOLKATA, left), KOLKATA);
    database.storage().reports().rebuild(SHOP, policy, Progress.NONE);
    check(recounted(policy, KOLKATA, left), KOLKATA);
  }

  @Test
  void peopleMayBeErasedWhileARebuildGoesOn() {
    var policy = policy(KOLKATA);
    var all = history(28, 3_000, 60);
    sendAll(database.storage(), policy, all, new Random(28));
    var erased = new HashSet<String>();
    for (int person = 0; person < 30; person++) {
      erased.add("p" + person);
    }
    Race.of(
        2,
        runner -> {
          if (runner == 0) {
            erased.forEach(person -> database.storage().profiles().erase(SHOP, policy, person));
            return true;
          }
          return database.storage().reports().rebuild(SHOP, policy, Progress.NONE);
        });
    check(recounted(policy, KOLKATA, without(all, erased)), KOLKATA);
  }

  @Test
  void peopleMayMergeWhileARebuildGoesOn() {
    var policy = policy(KOLKATA);
    var all = history(24, 3_000, 60);
    sendAll(database.storage(), policy, all, new Random(24));
    Race.of(
        2,
        runner -> {
          if (runner == 0) {
            for (int person = 0; person < 40; person += 2) {
              unite(database.storage(), policy, "p" + person, "p" + (person + 1));
            }
            return true;
          }
          return database.storage().reports().rebuild(SHOP, policy, Progress.NONE);
        });
    var names = new TreeMap<String, String>();
    for (int person = 0; person < 40; person += 2) {
      names.put("p" + (person + 1), "p" + person);
    }
    check(recounted(policy, KOLKATA, renamed(all, names)), KOLKATA);
  }

  @Test
  void workspacesDoNotShareCounts() {
    var policy = policy(KOLKATA);
    var ours = history(6, 60, 3);
    var theirs = history(7, 60, 3);
    send(database.storage(), SHOP, policy, ours);
    send(database.storage(), BANK, policy(ZoneOffset.UTC), theirs);
    check(SHOP, recounted(policy, KOLKATA, ours), KOLKATA);
    check(BANK, recounted(policy(ZoneOffset.UTC), ZoneOffset.UTC, theirs), ZoneOffset.UTC);
  }

  @Test
  void afterAPurgeNothingIsCountedAndCountingBeginsAnew() {
    send(database.storage(), SHOP, policy(KOLKATA), history(8, 100, 3));
    send(database.storage(), BANK, policy(KOLKATA), history(8, 100, 3));
    database.storage().purge(SHOP);
    assertThat(read(SHOP, "x1", 0, 20, Attribution.VIEW_THROUGH).figures().arms()).isEmpty();
    var policy = policy(NEW_YORK);
    var all = history(8, 100, 3);
    send(database.storage(), SHOP, policy, all);
    check(recounted(policy, NEW_YORK, all), NEW_YORK);
    check(BANK, recounted(policy(KOLKATA), KOLKATA, all), KOLKATA);
  }

  @Test
  void aRebuildComesToTheSame() {
    var policy = policy(KOLKATA);
    var all = history(9, 300, 6);
    var repeated = all.subList(100, 140);
    sendAll(database.storage(), policy, all, new Random(9));
    send(database.storage(), SHOP, policy, repeated);
    send(database.storage(), BANK, policy, history(10, 50, 6));
    var expected =
        recounted(policy, KOLKATA, all).duplicates(repeated.stream().map(Sent::event).toList());
    for (int time = 0; time < 3; time++) {
      assertThat(database.storage().reports().rebuild(SHOP, policy, Progress.NONE)).isTrue();
      check(expected, KOLKATA);
    }
    var more = history(11, 100, 6);
    sendAll(database.storage(), policy, more, new Random(11));
    var both = new ArrayList<>(all);
    both.addAll(more);
    check(
        recounted(policy, KOLKATA, both).duplicates(repeated.stream().map(Sent::event).toList()),
        KOLKATA);
    check(BANK, recounted(policy, KOLKATA, history(10, 50, 6)), KOLKATA);
  }

  @Test
  void aRebuildTakesUpGoalsAndTimeZone() {
    var all = history(12, 300, 6);
    sendAll(database.storage(), new Policy(false, null, new Goals(KOLKATA)), all, new Random(12));
    var policy = policy(NEW_YORK);
    check(recounted(new Policy(false, null, new Goals(KOLKATA)), KOLKATA, all), KOLKATA);
    database.storage().reports().rebuild(SHOP, policy, Progress.NONE);
    check(recounted(policy, NEW_YORK, all), NEW_YORK);
  }

  @Test
  void aTimeZoneThatChangesWaitsForARebuild() {
    var all = history(13, 200, 6);
    sendAll(database.storage(), policy(KOLKATA), all.subList(0, 100), new Random(13));
    sendAll(database.storage(), policy(NEW_YORK), all.subList(100, 200), new Random(13));
    check(recounted(policy(KOLKATA), KOLKATA, all), KOLKATA);
  }

  @Test
  void aRebuildSaysHowFarItIs() {
    send(database.storage(), SHOP, policy(KOLKATA), history(14, 50, 6));
    var told = new ArrayList<Long>();
    database
        .storage()
        .reports()
        .rebuild(
            SHOP,
            policy(KOLKATA),
            (done, of) -> {
              assertThat(done).isLessThanOrEqualTo(of);
              told.add(done);
            });
    assertThat(told).isNotEmpty().isSorted();
  }

  @Test
  void aRebuildCountsWhatIsWrittenMeanwhile() {
    var policy = policy(KOLKATA);
    var before = history(15, 2_500, 40);
    var meanwhile = history(16, 1_200, 40);
    sendAll(database.storage(), policy, before, new Random(15));
    var rebuilt = new AtomicBoolean();
    Race.of(
        3,
        runner -> {
          if (runner == 2) {
            for (int time = 0; time < 3; time++) {
              assertThat(database.storage().reports().rebuild(SHOP, policy, Progress.NONE))
                  .isTrue();
            }
            rebuilt.set(true);
          } else {
            sendAll(
                database.storage(),
                policy,
                meanwhile.subList(runner * 600, runner * 600 + 600),
                new Random(runner));
          }
          return true;
        });
    assertThat(rebuilt).isTrue();
    var all = new ArrayList<>(before);
    all.addAll(meanwhile);
    check(recounted(policy, KOLKATA, all), KOLKATA);
  }

  @Test
  void rebuildsThatRaceComeToTheSameAndTheLastToBeginFinishes() {
    var policy = policy(KOLKATA);
    var all = history(17, 800, 10);
    sendAll(database.storage(), policy, all, new Random(17));
    var finished =
        Race.of(4, runner -> database.storage().reports().rebuild(SHOP, policy, Progress.NONE));
    assertThat(finished).contains(true);
    check(recounted(policy, KOLKATA, all), KOLKATA);
  }
}
