package dev.attune.storage.testkit;

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
import dev.attune.storage.Storage;
import dev.attune.storage.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// What people do in twelve days, and what reports must say of it.
final class Traffic {
  static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  static final List<Touch.Kind> KINDS = List.of(Touch.Kind.values());
  static final List<String> EXPERIENCES = List.of("x1", "x2", "x3", "x4", "x5", "x6");
  static final Instant START = Instant.parse("2026-10-28T00:00:00Z");
  static final LocalDate FIRST = LocalDate.of(2026, 10, 27);
  static final int DAYS = 12;

  private Traffic() {}

  static Goal goal(String name, String event, int hours) {
    return new Goal(
        name,
        event,
        null,
        AttributePath.of("amount"),
        Duration.ofHours(hours),
        Attribution.VIEW_THROUGH);
  }

  static Policy policy(ZoneId zone) {
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
  record Sent(String customerId, Event event) {}

  static Sent sent(Random random, String id, int people) {
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

  static List<Sent> history(long seed, int events, int people) {
    var random = new Random(seed);
    var all = new ArrayList<Sent>();
    for (int i = 0; i < events; i++) {
      all.add(sent(random, seed + "/" + i, people));
    }
    return all;
  }

  static void send(Storage storage, WorkspaceId workspace, Policy policy, List<Sent> batch) {
    var byPerson = new LinkedHashMap<String, List<Event>>();
    for (var one : batch) {
      byPerson.computeIfAbsent(one.customerId(), id -> new ArrayList<>()).add(one.event());
    }
    var writes = new ArrayList<ProfileWrite>();
    byPerson.forEach(
        (customerId, events) -> writes.add(ProfileWrite.of(customerId, START, events)));
    storage.profiles().write(workspace, policy, writes);
  }

  /// In batches of any size.
  static void sendAll(Storage storage, Policy policy, List<Sent> all, Random random) {
    for (int from = 0; from < all.size(); ) {
      int to = Math.min(all.size(), from + 1 + random.nextInt(20));
      send(storage, SHOP, policy, all.subList(from, to));
      from = to;
    }
  }

  /// One of them absorbs the other.
  static void unite(Storage storage, Policy policy, String kept, String gone) {
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
    storage.profiles().write(SHOP, policy, List.of(write));
  }

  static List<Sent> renamed(List<Sent> all, Map<String, String> names) {
    return all.stream()
        .map(one -> new Sent(names.getOrDefault(one.customerId(), one.customerId()), one.event()))
        .toList();
  }

  static List<Sent> without(List<Sent> all, Set<String> erased) {
    return all.stream().filter(one -> !erased.contains(one.customerId())).toList();
  }

  static Recounted recounted(Policy policy, ZoneId zone, List<Sent> all) {
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

  static void check(Storage storage, WorkspaceId workspace, Recounted expected, ZoneId zone) {
    for (var experience : EXPERIENCES) {
      for (int[] period : new int[][] {{0, DAYS + 3}, {3, 9}, {6, 7}, {-2_000, 9}, {4, 2_000}}) {
        for (var by : Attribution.values()) {
          boolean hours = by != Attribution.IN_SESSION;
          var from = FIRST.plusDays(period[0]);
          var to = FIRST.plusDays(period[1]);
          var counted = storage.reports().read(workspace, experience, from, to, by, hours);
          assertThat(counted.zone()).isEqualTo(zone);
          assertThat(clean(counted.figures()))
              .as("%s %s from %s to %s", experience, by, from, to)
              .isEqualTo(clean(expected.figures(experience, from, to, by, hours)));
        }
      }
    }
  }

  /// Without arms and goals that have nothing.
  static Figures clean(Figures figures) {
    var arms = new TreeMap<>(figures.arms());
    arms.replaceAll((arm, of) -> clean(of));
    arms.values().removeIf(Figures.OfArm.NONE::equals);
    var multipleOf = new TreeMap<>(figures.multipleOf());
    multipleOf.values().removeIf(n -> n == 0);
    return new Figures(arms, figures.multiple(), multipleOf, figures.hours());
  }

  static Figures.OfArm clean(Figures.OfArm of) {
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
}
