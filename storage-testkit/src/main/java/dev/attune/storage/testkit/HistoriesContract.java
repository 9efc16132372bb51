package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.LOOK_ALIKES;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.at;
import static dev.attune.storage.testkit.Samples.clicked;
import static dev.attune.storage.testkit.Samples.did;
import static dev.attune.storage.testkit.Samples.exposure;
import static dev.attune.storage.testkit.Samples.found;
import static dev.attune.storage.testkit.Samples.remembered;
import static dev.attune.storage.testkit.Samples.seen;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.shown;
import static dev.attune.storage.testkit.Samples.text;
import static dev.attune.storage.testkit.Samples.times;
import static dev.attune.storage.testkit.Samples.viewed;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.History;
import dev.attune.engine.profile.History.Totals;
import dev.attune.engine.profile.Value;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

abstract class HistoriesContract {
  private static final Instant NOW = Instant.ofEpochMilli(at(0).toEpochMilli());
  private static final String VIEWED = "Product Viewed";

  private final Database database;

  HistoriesContract(Database database) {
    this.database = database;
  }

  private void append(String customerId, Event... events) {
    write(database.storage(), ProfileWrite.of(customerId, NOW, List.of(events)));
  }

  private @Nullable Totals totals(String customerId, String event) {
    return remembered(database.storage(), customerId).history().totals(event);
  }

  private static Instant ago(Duration duration) {
    return NOW.minus(duration);
  }

  @Test
  void whatWasDoneIsRemembered() {
    var times = List.of(ago(Duration.ofDays(2)), ago(Duration.ofDays(1)));
    append("ann", viewed("e1", times.get(0), "shoes"));
    append("ann", viewed("e2", times.get(1), "hats"));
    var ann = remembered(database.storage(), "ann");
    assertThat(seen(ann, VIEWED, "category"))
        .containsExactlyInAnyOrder(text("shoes"), text("hats"));
    assertThat(seen(ann, VIEWED, "colour")).containsExactly(null, null);
    assertThat(times(ann, VIEWED, NOW.minus(History.KEPT)))
        .containsExactlyInAnyOrderElementsOf(times);
    assertThat(ann.history().totals(VIEWED)).isEqualTo(new Totals(2, times.get(0), times.get(1)));
    assertThat(ann.history().totals("Order Placed")).isNull();
    assertThat(times(ann, "Order Placed", Instant.MIN)).isEmpty();
  }

  @Test
  void everyKindOfValueOfAnEventComesBack() {
    var values = new HashMap<String, Value>();
    for (var name : LOOK_ALIKES) {
      values.put(name, text(name));
    }
    values.put("", new Value.Amount(-0.5));
    values.put("flag", new Value.Flag(true));
    values.put("time", new Value.Time("2026-01-01", at(5)));
    values.put("list", new Value.Array(List.of(text("a"), new Value.Amount(1))));
    values.put("nested", new Value.Fields(Map.of("a", new Value.Flag(false))));
    append("ann", new Event("e1", VIEWED, NOW, NOW, "web", values, null));
    var ann = remembered(database.storage(), "ann");
    values.forEach((name, value) -> assertThat(seen(ann, VIEWED, name)).containsExactly(value));
  }

  @Test
  void clicksAreRememberedAndImpressionsAreNot() {
    append("ann", shown("e1", exposure("x1", "1", NOW)), clicked("e2", NOW));
    assertThat(totals("ann", "Clicked")).isEqualTo(new Totals(1, NOW, NOW));
    assertThat(totals("ann", "MOE_PERSONALIZATION_MESSAGE_SHOWN")).isNull();
  }

  @Test
  void aDuplicateIsRememberedOnce() {
    append("ann", viewed("e1", NOW, "shoes"), viewed("e1", NOW, "shoes"));
    append("ann", viewed("e1", ago(Duration.ofDays(1)), "shoes"));
    append("bob", viewed("e1", NOW, "shoes"));
    assertThat(totals("ann", VIEWED)).isEqualTo(new Totals(1, NOW, NOW));
    assertThat(seen(remembered(database.storage(), "ann"), VIEWED, "category")).hasSize(1);
    assertThat(totals("bob", VIEWED)).isNull();
  }

  @Test
  void lookAlikeEventsAreDifferent() {
    for (var name : LOOK_ALIKES) {
      append("ann", new Event("of " + name, name, NOW, NOW, "", Map.of("is", text(name)), null));
    }
    var ann = remembered(database.storage(), "ann");
    for (var name : LOOK_ALIKES) {
      assertThat(ann.history().totals(name)).as(name).isEqualTo(new Totals(1, NOW, NOW));
      assertThat(seen(ann, name, "is")).as(name).containsExactly(text(name));
    }
  }

  @Test
  void theDeedsOfAMonthAreThereInWhateverOrderTheyCame() {
    for (long seed = 0; seed < 3; seed++) {
      var random = new Random(seed);
      var events = new ArrayList<Event>();
      for (int i = 0; i < 400; i++) {
        var time = ago(Duration.ofSeconds(random.nextInt(30 * 86_400)));
        events.add(viewed(seed + "/" + i, time, "c" + random.nextInt(5)));
      }
      var id = "p" + seed;
      for (var event : events) {
        append(id, event);
      }
      for (int days : new int[] {0, 1, 7, 29, 31}) {
        var since = ago(Duration.ofDays(days));
        var profile = Objects.requireNonNull(database.storage().profiles().find(SHOP, id, since));
        assertThat(times(profile, VIEWED, since).stream().filter(time -> !time.isBefore(since)))
            .as("seed %d, %d days", seed, days)
            .containsExactlyInAnyOrderElementsOf(
                events.stream().map(Event::at).filter(time -> !time.isBefore(since)).toList());
      }
      var times = events.stream().map(Event::at).sorted().toList();
      assertThat(totals(id, VIEWED))
          .as("seed %d", seed)
          .isEqualTo(new Totals(400, times.getFirst(), times.getLast()));
    }
  }

  @Test
  void theLatestThousandToArriveAreKeptAndTotalsAreExactForEver() {
    var writes = new ArrayList<ProfileWrite>();
    var random = new Random(5);
    for (int i = 0; i < 2_500; i++) {
      var time = ago(Duration.ofSeconds(random.nextInt(50 * 86_400)));
      writes.add(ProfileWrite.of("ann", NOW, List.of(viewed("e" + i, time, "" + i))));
    }
    database.storage().profiles().write(SHOP, Policy.NONE, writes);
    var kept = seen(remembered(database.storage(), "ann"), VIEWED, "category");
    for (int i = 1_500; i < 2_500; i++) {
      assertThat(kept).contains(text("" + i));
    }
    var times = writes.stream().map(write -> write.events().getFirst().at()).sorted().toList();
    assertThat(totals("ann", VIEWED))
        .isEqualTo(new Totals(2_500, times.getFirst(), times.getLast()));
  }

  @Test
  void totalsOfManyNamesAreExact() {
    var events = new ArrayList<Event>();
    for (int i = 0; i < 2 * History.MAX_NAMES + 2; i++) {
      var name = "name " + i % (History.MAX_NAMES + 1);
      events.add(new Event("e" + i, name, NOW, NOW, "", Map.of("i", text("" + i)), null));
    }
    append("ann", events.toArray(Event[]::new));
    for (int i = 0; i < History.MAX_NAMES; i++) {
      assertThat(totals("ann", "name " + i)).as("%d", i).isEqualTo(new Totals(2, NOW, NOW));
    }
    var one = seen(remembered(database.storage(), "ann"), "name " + History.MAX_NAMES, "i");
    assertThat(one).hasSize(2);
  }

  @Test
  void ofALargeEventTheSmallAttributesAreRemembered() {
    var values = Map.of("category", text("shoes"), "description", text("x".repeat(100_000)));
    append("ann", new Event("e1", VIEWED, NOW, NOW, "web", values, null));
    assertThat(seen(remembered(database.storage(), "ann"), VIEWED, "category"))
        .containsExactly(text("shoes"));
    assertThat(database.storage().events().latest(SHOP, "ann", 1).getFirst().attributes())
        .isEqualTo(values);
  }

  @Test
  void whoAsksForNoHistoryGetsTheSameProfileWithout() {
    append("ann", viewed("e1", NOW, "shoes"));
    write(database.storage(), write("ann", setting("plan", "gold")));
    var with = remembered(database.storage(), "ann");
    var without = found(database.storage(), "ann");
    assertThat(without.history()).isSameAs(History.NONE);
    assertThat(without).usingRecursiveComparison().ignoringFields("history").isEqualTo(with);
    assertThat(database.storage().profiles().find(SHOP, "bob", Instant.MIN)).isNull();
  }

  @Test
  void historyAndTheRestDoNotDisturbEachOther() {
    write(database.storage(), write("ann", setting("plan", "gold")));
    append("ann", viewed("e1", NOW, "shoes"), shown("e2", exposure("x1", "1", NOW)));
    write(database.storage(), Samples.segments("ann", Set.of("vip"), Set.of()));
    for (int i = 0; i < 200; i++) {
      append("ann", viewed("more " + i, NOW, "hats"));
    }
    var ann = remembered(database.storage(), "ann");
    assertThat(ann.attributes()).containsEntry("plan", text("gold"));
    assertThat(ann.exposures()).containsKey("x1");
    assertThat(ann.segments()).containsExactly("vip");
    assertThat(seen(ann, VIEWED, "category")).hasSize(201).contains(text("shoes"));
    assertThat(database.storage().events().latest(SHOP, "ann", 1_000)).hasSize(202);
  }

  @Test
  void racingDeedsAreAllRemembered() {
    Race.of(
        8,
        runner -> {
          for (int i = 0; i < 30; i++) {
            append("ann", viewed(runner + "/" + i, NOW, runner + "/" + i));
          }
          return runner;
        });
    assertThat(seen(remembered(database.storage(), "ann"), VIEWED, "category"))
        .hasSize(240)
        .doesNotHaveDuplicates();
    assertThat(totals("ann", VIEWED)).isEqualTo(new Totals(240, NOW, NOW));
  }

  @Test
  void whatWasReadStaysWhileMoreIsDone() {
    for (int i = 0; i < 100; i++) {
      append("ann", viewed("e" + i, NOW, "" + i));
    }
    var before = remembered(database.storage(), "ann");
    for (int i = 100; i < 400; i++) {
      append("ann", viewed("e" + i, NOW, "" + i));
    }
    assertThat(seen(before, VIEWED, "category")).hasSize(100);
    assertThat(seen(remembered(database.storage(), "ann"), VIEWED, "category")).hasSize(400);
  }

  @Test
  void historyIsThereWhenTheDatabaseIsOpenedAgain() {
    for (int i = 0; i < 150; i++) {
      append("ann", viewed("e" + i, NOW.plusSeconds(i), "" + i));
    }
    var ann = remembered(database.reopened(), "ann");
    assertThat(times(ann, VIEWED, Instant.MIN).stream().sorted(Comparator.reverseOrder()))
        .hasSize(150)
        .startsWith(NOW.plusSeconds(149));
    write(database.storage(), did("ann", viewed("e0", NOW, "0")));
    assertThat(totals("ann", VIEWED)).isEqualTo(new Totals(150, NOW, NOW.plusSeconds(149)));
  }

  @Test
  void workspacesDoNotShareHistory() {
    append("ann", viewed("e1", NOW, "shoes"));
    var other = List.of(ProfileWrite.of("ann", NOW, List.of(clicked("e2", NOW))));
    database.storage().profiles().write(BANK, Policy.NONE, other);
    assertThat(totals("ann", "Clicked")).isNull();
    assertThat(totals("ann", VIEWED)).isEqualTo(new Totals(1, NOW, NOW));
  }
}
