package dev.attune.storage.testkit;

import static dev.attune.storage.AttributeChanges.MAX_WEIGHT;
import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.LOOK_ALIKES;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.adding;
import static dev.attune.storage.testkit.Samples.at;
import static dev.attune.storage.testkit.Samples.event;
import static dev.attune.storage.testkit.Samples.existing;
import static dev.attune.storage.testkit.Samples.found;
import static dev.attune.storage.testkit.Samples.removing;
import static dev.attune.storage.testkit.Samples.segments;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.taking;
import static dev.attune.storage.testkit.Samples.text;
import static dev.attune.storage.testkit.Samples.touch;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.Written;
import dev.attune.storage.Written.Appended;
import dev.attune.storage.Written.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

abstract class ProfilesContract {
  private final Database database;

  ProfilesContract(Database database) {
    this.database = database;
  }

  private Map<String, Value> attributes(String customerId) {
    return found(database.storage(), customerId).attributes();
  }

  private void change(AttributeChanges changes) {
    write(database.storage(), write("ann", changes));
  }

  @Test
  void aStrangerIsNotFound() {
    assertThat(database.storage().profiles().find(SHOP, "ann")).isNull();
    write(database.storage(), write("bob", setting("plan", "gold")));
    assertThat(database.storage().profiles().find(SHOP, "ann")).isNull();
  }

  @Test
  void theFirstWriteCreatesAndTheNextUpdates() {
    var write = write("ann", setting("plan", "gold"));
    assertThat(write(database.storage(), write))
        .isEqualTo(new Written(Outcome.CREATED, "ann", List.of(), List.of()));
    assertThat(write(database.storage(), write))
        .isEqualTo(new Written(Outcome.UPDATED, "ann", List.of(), List.of()));
    assertThat(found(database.storage(), "ann").customerId()).isEqualTo("ann");
  }

  @Test
  void attributesThatOutgrowTheProfileAreRefusedAndTheRestIsStored() {
    change(setting("plan", "gold"));
    var much = setting("much", "x".repeat(MAX_WEIGHT));
    var write =
        new ProfileWrite(
            "ann",
            false,
            at(1),
            much,
            List.of(),
            Set.of(),
            Set.of("vip"),
            Set.of(),
            List.of(event("e1")));
    assertThat(write(database.storage(), write))
        .isEqualTo(new Written(Outcome.FULL, "ann", List.of(), List.of(Appended.NEW)));
    assertThat(attributes("ann")).isEqualTo(Map.of("plan", text("gold")));
    assertThat(found(database.storage(), "ann").segments()).containsExactly("vip");
    assertThat(database.storage().events().latest(SHOP, "ann", 9)).hasSize(1);
  }

  @Test
  void aStrictWriteThatOutgrowsTheProfileStoresNothing() {
    var storage = database.storage();
    change(setting("plan", "gold"));
    write(storage, write("visitor", setting("seen", "yes")));
    var changes =
        AttributeChanges.setting(
            Map.of("u_em", text("ann@example.com"), "much", text("x".repeat(MAX_WEIGHT))));
    for (var id : List.of("ann", "new here")) {
      var write =
          new ProfileWrite(
                  id,
                  false,
                  at(1),
                  changes,
                  List.of(new Identifier("u_em", "ann@example.com")),
                  Set.of("visitor", "tablet"),
                  Set.of("vip"),
                  Set.of(),
                  List.of(event("e1")))
              .strictly();
      assertThat(write(storage, write))
          .isEqualTo(new Written(Outcome.FULL, id, List.of(), List.of()));
    }
    assertThat(storage.profiles().page(SHOP, null, 9))
        .extracting(Profile::customerId)
        .containsExactly("ann", "visitor");
    assertThat(found(storage, "ann"))
        .isEqualTo(
            new Profile("ann", Map.of("plan", text("gold")), Map.of(), Set.of(), at(0), at(0)));
    assertThat(storage.identities().find(SHOP, new Identifier("u_em", "ann@example.com"))).isNull();
    assertThat(storage.segments().sizes(SHOP).getOrDefault("vip", 0L)).isZero();
    assertThat(write(storage, Samples.did("bob", event("e1"))).appended())
        .containsExactly(Appended.NEW);
  }

  @Test
  void aBatchIsAnsweredInOrder() {
    write(database.storage(), write("bob", AttributeChanges.NONE));
    var written =
        database
            .storage()
            .profiles()
            .write(
                SHOP,
                Policy.NONE,
                List.of(
                    write("ann", setting("plan", "gold")),
                    existing("cid", setting("plan", "gold")),
                    write("bob", setting("plan", "gold")),
                    write("ann", setting("plan", "silver"))));
    assertThat(written)
        .extracting(Written::profile)
        .containsExactly(Outcome.CREATED, Outcome.ABSENT, Outcome.UPDATED, Outcome.UPDATED);
    assertThat(attributes("ann")).containsEntry("plan", text("silver"));
    assertThat(database.storage().profiles().write(SHOP, Policy.NONE, List.of())).isEmpty();
  }

  @Test
  void everyKindOfValueComesBack() {
    var values = new HashMap<String, Value>();
    values.put("empty", text(""));
    values.put("blank", text("  "));
    values.put("nul", text("a\u0000b\u0000"));
    values.put("emoji", text("\uD83D\uDE00\uD83D\uDC69\u200D\uD83D\uDE80"));
    values.put("long", text("é".repeat(100_000)));
    values.put("\uD83D\uDE00 a name", text("मुफ़्त"));
    values.put("", text("of the empty name"));
    for (double number :
        new double[] {
          0,
          -0.0,
          1,
          -1,
          0.1,
          1.5,
          127,
          128,
          1e15,
          9_007_199_254_740_992.0,
          -9_007_199_254_740_992.0,
          9.3e18,
          1e300,
          Double.MAX_VALUE,
          Double.MIN_VALUE,
          Math.PI
        }) {
      values.put("number " + number, new Value.Amount(number));
    }
    values.put("yes", new Value.Flag(true));
    values.put("no", new Value.Flag(false));
    values.put("date", new Value.Time("2026-01-01", Instant.parse("2025-12-31T18:30:00Z")));
    values.put("time", new Value.Time("2026-01-01T00:00:00.123456789Z", at(-3_000_000_000L)));
    values.put("list", new Value.Array(List.of(text("a"), text("a"), new Value.Amount(1))));
    values.put("nothing", new Value.Array(List.of()));
    values.put("no fields", new Value.Fields(Map.of()));
    values.put(
        "nested",
        new Value.Fields(
            Map.of("a", new Value.Array(List.of(new Value.Fields(Map.of("b", text("c"))))))));
    change(AttributeChanges.setting(values));
    assertThat(attributes("ann")).isEqualTo(values);
  }

  @Test
  void attributesNotNamedStayAsTheyAre() {
    change(AttributeChanges.setting(Map.of("plan", text("gold"), "city", text("Pune"))));
    change(setting("plan", "silver"));
    assertThat(attributes("ann")).isEqualTo(Map.of("plan", text("silver"), "city", text("Pune")));
  }

  @Test
  void aRemovedAttributeIsGoneAndMayComeBack() {
    change(AttributeChanges.setting(Map.of("plan", text("gold"), "city", text("Pune"))));
    change(removing("plan"));
    change(removing("never there"));
    assertThat(attributes("ann")).isEqualTo(Map.of("city", text("Pune")));
    change(setting("plan", "silver"));
    assertThat(attributes("ann")).containsEntry("plan", text("silver"));
  }

  @Test
  void valuesAreAddedToAnArrayOnce() {
    change(adding("tags", text("b"), text("a")));
    change(adding("tags", text("a"), text("c")));
    assertThat(attributes("ann"))
        .containsEntry("tags", new Value.Array(List.of(text("b"), text("a"), text("c"))));
    change(setting("plan", "gold"));
    change(adding("plan", text("silver")));
    assertThat(attributes("ann")).containsEntry("plan", new Value.Array(List.of(text("silver"))));
  }

  @Test
  void valuesAreTakenOutOfAnArrayWhereverTheyAre() {
    var tags = new Value.Array(List.of(text("a"), text("b"), text("a"), new Value.Amount(1)));
    change(AttributeChanges.setting(Map.of("tags", tags, "plan", text("a"))));
    change(taking("tags", text("a"), text("never there")));
    change(taking("plan", text("a")));
    change(taking("absent", text("a")));
    assertThat(attributes("ann"))
        .isEqualTo(
            Map.of(
                "tags",
                new Value.Array(List.of(text("b"), new Value.Amount(1))),
                "plan",
                text("a")));
  }

  @Test
  void aWriteForExistingOnlyLeavesNoTraceOfAStranger() {
    var event = event("e1");
    var absent = write(database.storage(), existing("ann", setting("plan", "gold"), event));
    assertThat(absent).isEqualTo(new Written(Outcome.ABSENT, "ann", List.of(), List.of()));
    assertThat(database.storage().profiles().find(SHOP, "ann")).isNull();
    assertThat(database.storage().profiles().page(SHOP, null, 10)).isEmpty();
    write(database.storage(), touch("ann", at(0)));
    assertThat(write(database.storage(), existing("ann", setting("plan", "gold"), event)))
        .isEqualTo(new Written(Outcome.UPDATED, "ann", List.of(), List.of(Appended.NEW)));
    assertThat(attributes("ann")).containsEntry("plan", text("gold"));
  }

  @Test
  void segmentsAreJoinedAndLeft() {
    write(database.storage(), segments("ann", Set.of("vip", "new"), Set.of()));
    write(database.storage(), segments("ann", Set.of("vip", "VIP"), Set.of("new", "never in")));
    write(database.storage(), write("ann", setting("plan", "gold")));
    assertThat(found(database.storage(), "ann").segments()).containsExactlyInAnyOrder("vip", "VIP");
  }

  @Test
  void firstSeenStaysAndLastSeenOnlyGrows() {
    for (int second : new int[] {50, 90, 70, 10}) {
      write(database.storage(), touch("ann", at(second)));
    }
    assertThat(found(database.storage(), "ann").firstSeen()).isEqualTo(at(50));
    assertThat(found(database.storage(), "ann").lastSeen()).isEqualTo(at(90));
  }

  @Test
  void writingTheSameAgainChangesNothing() {
    var write =
        new ProfileWrite(
            "ann",
            false,
            at(5),
            new AttributeChanges(
                Map.of("plan", text("gold")),
                Set.of("city"),
                Map.of("tags", List.of(text("a"))),
                Map.of("lists", List.of(text("b")))),
            List.of(),
            Set.of(),
            Set.of("vip"),
            Set.of("new"),
            List.of(Samples.shown("e1", Samples.exposure("x1", "1", at(3)))));
    write(database.storage(), write);
    var once = found(database.storage(), "ann");
    var again = write(database.storage(), write);
    assertThat(again)
        .isEqualTo(new Written(Outcome.UPDATED, "ann", List.of(), List.of(Appended.DUPLICATE)));
    assertThat(found(database.storage(), "ann")).isEqualTo(once);
  }

  @Test
  void racingWritesOfDifferentAttributesAllStay() {
    int writers = 8;
    int rounds = 20;
    Race.of(
        writers,
        writer -> {
          for (int round = 0; round < rounds; round++) {
            change(setting(writer + "-" + round, "set"));
            change(adding("all", text(writer + "-" + round)));
          }
          return writer;
        });
    var attributes = attributes("ann");
    assertThat(attributes).hasSize(writers * rounds + 1);
    assertThat(attributes.get("all"))
        .isInstanceOfSatisfying(
            Value.Array.class, all -> assertThat(all.items()).hasSize(writers * rounds));
  }

  @Test
  void ofRacingWritesOfOneAttributeTheLastStandsWhole() {
    int writers = 8;
    int rounds = 20;
    Race.of(
        writers,
        writer -> {
          for (int round = 0; round < rounds; round++) {
            var value = text(writer + "-" + round);
            change(AttributeChanges.setting(Map.of("by", value, "also", value)));
            assertThat(Set.copyOf(attributes("ann").values())).hasSize(1);
          }
          return writer;
        });
    // Whoever was last, it was with their last write.
    assertThat(attributes("ann").get("by"))
        .isInstanceOfSatisfying(
            Value.Text.class, by -> assertThat(by.text()).endsWith("-" + (rounds - 1)));
  }

  @Test
  void theLaterWriteStandsWhateverItsTimeIs() {
    for (int second : new int[] {50, 90, 10}) {
      var changes = setting("by", "the write of " + second);
      write(database.storage(), ProfileWrite.of("ann", at(second), changes, List.of()));
    }
    assertThat(attributes("ann")).containsEntry("by", text("the write of 10"));
  }

  @Test
  void ofTwentyRacingWritersOneCreates() {
    var outcomes =
        Race.of(
            20,
            writer ->
                write(database.storage(), write("ann", setting("by", "" + writer))).profile());
    assertThat(Collections.frequency(outcomes, Outcome.CREATED)).isOne();
    assertThat(Collections.frequency(outcomes, Outcome.UPDATED)).isEqualTo(19);
    assertThat(database.storage().profiles().page(SHOP, null, 10)).hasSize(1);
  }

  @Test
  void lookAlikePeopleAreDifferent() {
    for (var id : LOOK_ALIKES) {
      assertThat(write(database.storage(), write(id, setting("is", id))).profile())
          .as(id)
          .isEqualTo(Outcome.CREATED);
    }
    for (var id : LOOK_ALIKES) {
      assertThat(found(database.storage(), id).customerId()).isEqualTo(id);
      assertThat(attributes(id)).isEqualTo(Map.of("is", text(id)));
    }
  }

  @Test
  void lookAlikeAttributesAndSegmentsAreDifferent() {
    var values = new HashMap<String, Value>();
    LOOK_ALIKES.forEach(name -> values.put(name, text(name)));
    change(AttributeChanges.setting(values));
    write(database.storage(), segments("ann", Set.copyOf(LOOK_ALIKES), Set.of()));
    assertThat(attributes("ann")).isEqualTo(values);
    assertThat(found(database.storage(), "ann").segments()).isEqualTo(Set.copyOf(LOOK_ALIKES));
  }

  @Test
  void halfASurrogatePairIsNoCustomerId() {
    var half =
        List.of(write("bob", setting("plan", "gold")), write("ann\uD83D", setting("a", "b")));
    assertThatThrownBy(() -> database.storage().profiles().write(SHOP, Policy.NONE, half))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(database.storage().profiles().page(SHOP, null, 10)).isEmpty();
  }

  @Test
  void theLongestIdIsKeptWhole() {
    var longest = "\uD83D\uDE00".repeat(256);
    var almost = "\uD83D\uDE00".repeat(255) + "\uD83D\uDE01";
    write(database.storage(), write(longest, setting("is", "longest")));
    write(database.storage(), write(almost, setting("is", "almost")));
    assertThat(attributes(longest)).containsEntry("is", text("longest"));
    assertThat(attributes(almost)).containsEntry("is", text("almost"));
  }

  @Test
  void workspacesDoNotShareProfiles() {
    write(database.storage(), write("ann", setting("plan", "gold")));
    assertThat(database.storage().profiles().find(BANK, "ann")).isNull();
    assertThat(database.storage().profiles().page(BANK, null, 10)).isEmpty();
    var created =
        database
            .storage()
            .profiles()
            .write(BANK, Policy.NONE, List.of(write("ann", setting("plan", "bronze"))));
    assertThat(created.getFirst().profile()).isEqualTo(Outcome.CREATED);
    assertThat(attributes("ann")).containsEntry("plan", text("gold"));
  }
}
