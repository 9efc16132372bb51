package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.absorb;
import static dev.attune.storage.testkit.Samples.at;
import static dev.attune.storage.testkit.Samples.claim;
import static dev.attune.storage.testkit.Samples.clicked;
import static dev.attune.storage.testkit.Samples.did;
import static dev.attune.storage.testkit.Samples.event;
import static dev.attune.storage.testkit.Samples.exposure;
import static dev.attune.storage.testkit.Samples.found;
import static dev.attune.storage.testkit.Samples.merge;
import static dev.attune.storage.testkit.Samples.remembered;
import static dev.attune.storage.testkit.Samples.segments;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.shown;
import static dev.attune.storage.testkit.Samples.text;
import static dev.attune.storage.testkit.Samples.times;
import static dev.attune.storage.testkit.Samples.viewed;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.Written.Appended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What of two people becomes of one.
abstract class MergedPartsContract {
  private final Database database;

  MergedPartsContract(Database database) {
    this.database = database;
  }

  private void absorbed() {
    write(database.storage(), absorb("ann", at(99), "bob"));
  }

  private @Nullable String owner(String name, String value) {
    return database.storage().identities().find(SHOP, new Identifier(name, value));
  }

  private void set(String customerId, Map<String, Value> values) {
    write(database.storage(), write(customerId, AttributeChanges.setting(values)));
  }

  @Test
  void theSurvivorsAttributesWinAndTheOthersMoveOver() {
    set("ann", Map.of("plan", text("gold"), "city", text("Pune")));
    set("bob", Map.of("plan", text("silver"), "age", new Value.Amount(7)));
    absorbed();
    assertThat(found(database.storage(), "bob").attributes())
        .isEqualTo(Map.of("plan", text("gold"), "city", text("Pune"), "age", new Value.Amount(7)));
  }

  @Test
  void whatDoesNotFitTheSurvivorIsLeftOut() {
    var many = new HashMap<String, Value>();
    IntStream.range(0, AttributeChanges.MAX_ATTRIBUTES - 1)
        .forEach(i -> many.put("own " + i, text("a")));
    set("ann", many);
    set("bob", Map.of("x1", text("b"), "x2", text("b"), "own 1", text("b")));
    absorbed();
    var attributes = found(database.storage(), "ann").attributes();
    assertThat(attributes).hasSize(AttributeChanges.MAX_ATTRIBUTES);
    assertThat(attributes).containsAllEntriesOf(many);
    set("cid", Map.of("large", text("x".repeat(AttributeChanges.MAX_WEIGHT - 2_000))));
    set("dan", Map.of("more", text("y".repeat(3_000)), "small", text("z")));
    write(database.storage(), absorb("cid", at(99), "dan"));
    assertThat(found(database.storage(), "cid").attributes().keySet())
        .containsExactlyInAnyOrder("large", "small");
  }

  @Test
  void theOlderExposureOfEachKindCounts() {
    write(
        database.storage(),
        did(
            "ann",
            shown("e1", exposure("x1", "1", at(20))),
            shown("e2", exposure("x2", "1", at(20)))));
    write(
        database.storage(),
        did(
            "bob",
            shown("e3", exposure("x1", "1", at(10))),
            shown("e4", exposure("x1", "2", at(5))),
            shown("e5", exposure("x2", "1", at(30)))));
    absorbed();
    assertThat(found(database.storage(), "ann").exposures())
        .isEqualTo(
            Map.of(
                "x1",
                List.of(exposure("x1", "2", at(5)), exposure("x1", "1", at(10))),
                "x2",
                List.of(exposure("x2", "1", at(20)))));
  }

  @Test
  void onePersonHasNoMoreThanAThousandExposures() {
    for (var id : List.of("ann", "bob")) {
      var events = new Event[700];
      for (int i = 0; i < events.length; i++) {
        events[i] = shown(id + i, exposure("x" + i % 7, id + i, at(i)));
      }
      write(database.storage(), did(id, events));
    }
    absorbed();
    var kept = found(database.storage(), "ann").exposures().values();
    assertThat(kept.stream().mapToInt(List::size).sum()).isEqualTo(Event.MAX_EXPOSURES);
    assertThat(
            kept.stream()
                .flatMap(List::stream)
                .filter(exposure -> exposure.variationId().startsWith("ann")))
        .hasSize(700);
  }

  @Test
  void membershipsAndTimesAreThoseOfBoth() {
    var store = database.storage();
    write(store, ProfileWrite.of("ann", at(50), AttributeChanges.NONE, List.of()));
    write(store, ProfileWrite.of("bob", at(10), AttributeChanges.NONE, List.of()));
    write(store, ProfileWrite.of("bob", at(200), AttributeChanges.NONE, List.of()));
    write(store, segments("ann", Set.of("vip", "a"), Set.of()));
    write(store, segments("bob", Set.of("vip", "b"), Set.of()));
    absorbed();
    var ann = found(store, "ann");
    assertThat(ann.segments()).containsExactlyInAnyOrder("vip", "a", "b");
    assertThat(ann.firstSeen()).isEqualTo(at(10));
    assertThat(ann.lastSeen()).isEqualTo(at(200));
  }

  @Test
  void eventsAndHistoryAreThoseOfBoth() {
    write(database.storage(), did("ann", viewed("e1", at(1), "a"), viewed("e2", at(3), "a")));
    write(database.storage(), did("bob", viewed("e3", at(2), "b"), clicked("e4", at(9))));
    absorbed();
    write(database.storage(), did("bob", viewed("e5", at(5), "b")));
    assertThat(database.storage().events().latest(SHOP, "ann", 10))
        .extracting(Event::id)
        .containsExactly("e4", "e5", "e2", "e3", "e1");
    assertThat(database.storage().events().latest(SHOP, "bob", 2)).hasSize(2);
    var ann = remembered(database.storage(), "bob");
    assertThat(times(ann, "Product Viewed", Instant.MIN)).hasSize(4);
    var totals = ann.history().totals("Product Viewed");
    assertThat(totals).isNotNull().extracting(History.Totals::count).isEqualTo(4L);
    assertThat(totals)
        .extracting(History.Totals::first, History.Totals::last)
        .containsExactly(millis(at(1)), millis(at(5)));
    assertThat(ann.history().totals("Clicked")).isNotNull();
    var again = write(database.storage(), did("bob", viewed("e1", at(1), "a")));
    assertThat(again.appended()).containsExactly(Appended.DUPLICATE);
  }

  private static Instant millis(Instant at) {
    return Instant.ofEpochMilli(at.toEpochMilli());
  }

  @Test
  void longHistoriesBecomeOne() {
    for (var id : List.of("ann", "bob")) {
      var writes = new ArrayList<ProfileWrite>();
      for (int i = 0; i < 700; i++) {
        var event = viewed(id + i, at(i * 2 + (id.equals("ann") ? 0 : 1)), id + i);
        writes.add(ProfileWrite.of(id, at(0), List.of(event)));
      }
      database.storage().profiles().write(SHOP, Policy.NONE, writes);
    }
    absorbed();
    var categories =
        Samples.seen(remembered(database.storage(), "bob"), "Product Viewed", "category");
    assertThat(categories.size()).isGreaterThanOrEqualTo(History.MAX_EVENTS);
    for (int i = 200; i < 700; i++) {
      assertThat(categories).contains(text("ann" + i), text("bob" + i));
    }
    var totals = remembered(database.storage(), "ann").history().totals("Product Viewed");
    assertThat(totals).isNotNull().extracting(History.Totals::count).isEqualTo(1_400L);
    for (int i = 0; i < 300; i++) {
      write(database.storage(), did("bob", viewed("more " + i, at(2_000 + i), "more " + i)));
    }
    categories = Samples.seen(remembered(database.storage(), "ann"), "Product Viewed", "category");
    assertThat(categories.subList(0, 300)).contains(text("more 0"), text("more 299"));
    assertThat(database.storage().events().latest(SHOP, "ann", 9_999)).hasSize(1_700);
  }

  @Test
  void identifiersOfBothNameTheSurvivor() {
    write(database.storage(), claim("ann", "u_em", "ann@example.com"));
    write(database.storage(), claim("bob", "u_mb", "+919876543210"));
    absorbed();
    assertThat(owner("u_em", "ann@example.com")).isEqualTo("ann");
    assertThat(owner("u_mb", "+919876543210")).isEqualTo("ann");
    write(database.storage(), write("bob", setting("u_mb", "new")));
    assertThat(owner("u_mb", "+919876543210")).isNull();
  }

  @Test
  void anIdentifierWhoseValueLostNamesNobody() {
    write(database.storage(), claim("ann", "u_em", "ann@example.com"));
    write(database.storage(), claim("bob", "u_em", "bob@example.com"));
    absorbed();
    assertThat(owner("u_em", "ann@example.com")).isEqualTo("ann");
    assertThat(owner("u_em", "bob@example.com")).isNull();
    var cid = merge(database.storage(), claim("cid", at(200), "u_em", "bob@example.com"));
    assertThat(cid.merged()).isEmpty();
    assertThat(owner("u_em", "bob@example.com")).isEqualTo("cid");
  }

  @Test
  void mergesAreThereWhenTheDatabaseIsOpenedAgain() {
    write(database.storage(), did("bob", viewed("e1", at(1), "b")));
    write(database.storage(), claim("bob", "u_em", "bob@example.com"));
    absorbed();
    var storage = database.reopened();
    assertThat(found(storage, "bob").customerId()).isEqualTo("ann");
    assertThat(found(storage, "bob").merged()).hasSize(1);
    assertThat(owner("u_em", "bob@example.com")).isEqualTo("ann");
    assertThat(write(storage, did("ann", event("e1"))).appended())
        .containsExactly(Appended.DUPLICATE);
    assertThat(storage.events().latest(SHOP, "bob", 9)).hasSize(1);
  }
}
