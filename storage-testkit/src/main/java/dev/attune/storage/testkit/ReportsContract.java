package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Figures;
import dev.attune.engine.attribution.Goal;
import dev.attune.engine.attribution.Goals;
import dev.attune.engine.attribution.Touch;
import dev.attune.engine.audience.AttributePath;
import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.ReportStore;
import dev.attune.storage.ReportStore.Progress;
import dev.attune.storage.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

abstract class ReportsContract {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final List<Touch.Kind> KINDS = List.of(Touch.Kind.values());
  private static final List<String> EXPERIENCES = List.of("x1", "x2", "x3", "x4", "x5", "x6");
  private static final Instant START = Instant.parse("2026-10-28T00:00:00Z");
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 27);
  private static final int DAYS = 12;

  private final Database database;

  ReportsContract(Database database) {
    this.database = database;
  }

  private static Goal goal(String name, String event, int hours) {
    return new Goal(
        name,
        event,
        null,
        AttributePath.of("amount"),
        Duration.ofHours(hours),
        Attribution.VIEW_THROUGH);
  }

  private static Policy policy(ZoneId zone) {
    var both = List.of(goal("Order", "Order Placed", 36), goal("Signup", "Signed Up", 240));
    return new Policy(
        false,
        null,
        new Goals(
            zone,
            Map.of(
                "x1", both,
                "x2", both.subList(0, 1),
                "x3", both.subList(1, 2),
                "x4", List.of(),
                "x5", both)));
  }

  /// What somebody sends.
  private record Sent(String customerId, Event event) {}

  private static Sent sent(Random random, String id, int people) {
    var at =
        START
            .plus(Duration.ofHours(random.nextInt(DAYS * 24)))
            .plusMillis(random.nextInt(4) * 900_000L);
    var received = at.plus(Duration.ofHours(random.nextInt(40)));
    var customer = "p" + random.nextInt(people);
    if (random.nextInt(3) == 0) {
      var name = List.of("Order Placed", "Signed Up", "Looked").get(random.nextInt(3));
      Map<String, Value> attributes =
          Map.of("amount", new Value.Amount(random.nextInt(10_000) / 100.0));
      return new Sent(customer, new Event(id, name, at, received, "web", attributes, null));
    }
    var kind = KINDS.get(random.nextInt(KINDS.size()));
    var touch =
        new Touch(
            kind,
            EXPERIENCES.get(random.nextInt(EXPERIENCES.size())),
            random.nextInt(3) == 0 ? "7" : "42D",
            kind == Touch.Kind.HELD_OUT ? "" : "" + (1 + random.nextInt(2)),
            kind == Touch.Kind.CLICKED ? List.of("", "Buy").get(random.nextInt(2)) : "",
            kind == Touch.Kind.SHOWN ? Map.of("1", 3_000, "2", 7_000) : Map.of());
    return new Sent(customer, new Event(id, kind.name(), at, received, "web", Map.of(), touch));
  }

  private static List<Sent> history(long seed, int events, int people) {
    var random = new Random(seed);
    var all = new ArrayList<Sent>();
    for (int i = 0; i < events; i++) {
      all.add(sent(random, seed + "/" + i, people));
    }
    return all;
  }

  private void send(WorkspaceId workspace, Policy policy, List<Sent> batch) {
    var byPerson = new LinkedHashMap<String, List<Event>>();
    for (var one : batch) {
      byPerson.computeIfAbsent(one.customerId(), id -> new ArrayList<>()).add(one.event());
    }
    var writes = new ArrayList<ProfileWrite>();
    byPerson.forEach(
        (customerId, events) -> writes.add(ProfileWrite.of(customerId, START, events)));
    database.storage().profiles().write(workspace, policy, writes);
  }

  /// In batches of any size.
  private void sendAll(Policy policy, List<Sent> all, Random random) {
    for (int from = 0; from < all.size(); ) {
      int to = Math.min(all.size(), from + 1 + random.nextInt(20));
      send(SHOP, policy, all.subList(from, to));
      from = to;
    }
  }

  private static Recounted recounted(Policy policy, ZoneId zone, List<Sent> all) {
    var ids = new HashSet<String>();
    var byPerson = new TreeMap<String, List<Recounted.Counts>>();
    for (var one : all) {
      if (ids.add(one.event().id())) {
        byPerson
            .computeIfAbsent(one.customerId(), id -> new ArrayList<>())
            .add(new Recounted.Counts(one.event(), policy.goals()));
      }
    }
    var recounted = new Recounted(zone);
    byPerson.values().forEach(recounted::person);
    return recounted;
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
    for (var experience : EXPERIENCES) {
      for (int[] period : new int[][] {{0, DAYS + 3}, {3, 9}, {6, 7}, {-2_000, 9}, {4, 2_000}}) {
        for (var by : Attribution.values()) {
          boolean hours = by != Attribution.IN_SESSION;
          var from = FIRST.plusDays(period[0]);
          var to = FIRST.plusDays(period[1]);
          var counted =
              database.storage().reports().read(workspace, experience, from, to, by, hours);
          assertThat(counted.zone()).isEqualTo(zone);
          assertThat(clean(counted.figures()))
              .as("%s %s from %s to %s", experience, by, from, to)
              .isEqualTo(clean(expected.figures(experience, from, to, by, hours)));
        }
      }
    }
  }

  /// Without arms and goals that have nothing.
  private static Figures clean(Figures figures) {
    var arms = new TreeMap<>(figures.arms());
    arms.replaceAll((arm, of) -> clean(of));
    arms.values().removeIf(Figures.OfArm.NONE::equals);
    var multipleOf = new TreeMap<>(figures.multipleOf());
    multipleOf.values().removeIf(n -> n == 0);
    return new Figures(arms, figures.multiple(), multipleOf, figures.hours());
  }

  private static Figures.OfArm clean(Figures.OfArm of) {
    var goals = new TreeMap<>(of.goals());
    goals.values().removeIf(Figures.OfGoal.NONE::equals);
    return new Figures.OfArm(
        of.people(),
        of.impressions(),
        of.uniqueImpressions(),
        of.clicks(),
        of.uniqueClicks(),
        of.clicksByElement(),
        of.assigned(),
        of.expectedMillionths(),
        of.late(),
        of.duplicates(),
        of.untracked(),
        goals);
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
    sendAll(policy, all, random);
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
    sendAll(policy, all, random);
    sendAll(policy, repeated, random);
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
    sendAll(policy, shuffled, new Random(3));
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
          sendAll(policy, own, new Random(runner));
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
    sendAll(policy, all.subList(0, 100), new Random(5));
    database.reopened();
    sendAll(policy, all.subList(100, 200), new Random(6));
    check(recounted(policy, KOLKATA, all), KOLKATA);
  }

  /// One of them absorbs the other.
  private void unite(Policy policy, String kept, String gone) {
    var write =
        new ProfileWrite(
            kept,
            false,
            START,
            AttributeChanges.NONE,
            List.of(),
            Set.of(gone),
            Set.of(),
            Set.of(),
            List.of());
    database.storage().profiles().write(SHOP, policy, List.of(write));
  }

  private static List<Sent> renamed(List<Sent> all, Map<String, String> names) {
    return all.stream()
        .map(one -> new Sent(names.getOrDefault(one.customerId(), one.customerId()), one.event()))
        .toList();
  }

  @Test
  void peopleWhoMergeAreCountedAsIfTheyHadAlwaysBeenOne() {
    var policy = policy(KOLKATA);
    var all = history(20, 400, 6);
    sendAll(policy, all.subList(0, 300), new Random(20));
    unite(policy, "p0", "p1");
    sendAll(policy, all.subList(300, 350), new Random(21));
    unite(policy, "p2", "p0");
    unite(policy, "p3", "somebody new");
    sendAll(policy, all.subList(350, 400), new Random(22));
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
    sendAll(policy, all, new Random(23));
    for (var person : List.of("p0", "p3")) {
      database
          .storage()
          .profiles()
          .write(SHOP, policy, List.of(Samples.claim(person, "u_em", "ann@example.com")));
    }
    check(recounted(policy, KOLKATA, renamed(all, Map.of("p0", "p3"))), KOLKATA);
  }

  private static List<Sent> without(List<Sent> all, Set<String> erased) {
    return all.stream().filter(one -> !erased.contains(one.customerId())).toList();
  }

  @Test
  void whoIsErasedWasNeverThere() {
    var policy = policy(KOLKATA);
    var all = history(25, 400, 5);
    sendAll(policy, all.subList(0, 200), new Random(25));
    unite(policy, "p1", "p2");
    sendAll(policy, all.subList(200, 400), new Random(26));
    assertThat(database.storage().profiles().erase(SHOP, policy, "p2")).isTrue();
    var left = new ArrayList<>(without(all, Set.of("p1", "p2")));
    check(recounted(policy, KOLKATA, left), KOLKATA);
    var again = history(27, 50, 5);
    sendAll(policy, again, new Random(27));
    left.addAll(again);
    check(recounted(policy, KOLKATA, left), KOLKATA);
    database.storage().reports().rebuild(SHOP, policy, Progress.NONE);
    check(recounted(policy, KOLKATA, left), KOLKATA);
  }

  @Test
  void peopleMayBeErasedWhileARebuildGoesOn() {
    var policy = policy(KOLKATA);
    var all = history(28, 3_000, 60);
    sendAll(policy, all, new Random(28));
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
    sendAll(policy, all, new Random(24));
    Race.of(
        2,
        runner -> {
          if (runner == 0) {
            for (int person = 0; person < 40; person += 2) {
              unite(policy, "p" + person, "p" + (person + 1));
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
    send(SHOP, policy, ours);
    send(BANK, policy(ZoneOffset.UTC), theirs);
    check(SHOP, recounted(policy, KOLKATA, ours), KOLKATA);
    check(BANK, recounted(policy(ZoneOffset.UTC), ZoneOffset.UTC, theirs), ZoneOffset.UTC);
  }

  @Test
  void afterAPurgeNothingIsCountedAndCountingBeginsAnew() {
    send(SHOP, policy(KOLKATA), history(8, 100, 3));
    send(BANK, policy(KOLKATA), history(8, 100, 3));
    database.storage().purge(SHOP);
    assertThat(read(SHOP, "x1", 0, 20, Attribution.VIEW_THROUGH).figures().arms()).isEmpty();
    var policy = policy(NEW_YORK);
    var all = history(8, 100, 3);
    send(SHOP, policy, all);
    check(recounted(policy, NEW_YORK, all), NEW_YORK);
    check(BANK, recounted(policy(KOLKATA), KOLKATA, all), KOLKATA);
  }

  @Test
  void aRebuildComesToTheSame() {
    var policy = policy(KOLKATA);
    var all = history(9, 300, 6);
    var repeated = all.subList(100, 140);
    sendAll(policy, all, new Random(9));
    send(SHOP, policy, repeated);
    send(BANK, policy, history(10, 50, 6));
    var expected =
        recounted(policy, KOLKATA, all).duplicates(repeated.stream().map(Sent::event).toList());
    for (int time = 0; time < 3; time++) {
      assertThat(database.storage().reports().rebuild(SHOP, policy, Progress.NONE)).isTrue();
      check(expected, KOLKATA);
    }
    var more = history(11, 100, 6);
    sendAll(policy, more, new Random(11));
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
    sendAll(new Policy(false, null, new Goals(KOLKATA)), all, new Random(12));
    var policy = policy(NEW_YORK);
    check(recounted(new Policy(false, null, new Goals(KOLKATA)), KOLKATA, all), KOLKATA);
    database.storage().reports().rebuild(SHOP, policy, Progress.NONE);
    check(recounted(policy, NEW_YORK, all), NEW_YORK);
  }

  @Test
  void aTimeZoneThatChangesWaitsForARebuild() {
    var all = history(13, 200, 6);
    sendAll(policy(KOLKATA), all.subList(0, 100), new Random(13));
    sendAll(policy(NEW_YORK), all.subList(100, 200), new Random(13));
    check(recounted(policy(KOLKATA), KOLKATA, all), KOLKATA);
  }

  @Test
  void aRebuildSaysHowFarItIs() {
    send(SHOP, policy(KOLKATA), history(14, 50, 6));
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
    sendAll(policy, before, new Random(15));
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
                policy, meanwhile.subList(runner * 600, runner * 600 + 600), new Random(runner));
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
    sendAll(policy, all, new Random(17));
    var finished =
        Race.of(4, runner -> database.storage().reports().rebuild(SHOP, policy, Progress.NONE));
    assertThat(finished).contains(true);
    check(recounted(policy, KOLKATA, all), KOLKATA);
  }
}
