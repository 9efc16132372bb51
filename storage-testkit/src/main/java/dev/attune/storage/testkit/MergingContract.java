package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.LOOK_ALIKES;
import static dev.attune.storage.testkit.Samples.MERGING;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.absorb;
import static dev.attune.storage.testkit.Samples.at;
import static dev.attune.storage.testkit.Samples.claim;
import static dev.attune.storage.testkit.Samples.did;
import static dev.attune.storage.testkit.Samples.event;
import static dev.attune.storage.testkit.Samples.existing;
import static dev.attune.storage.testkit.Samples.found;
import static dev.attune.storage.testkit.Samples.merge;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.text;
import static dev.attune.storage.testkit.Samples.touch;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.attribution.Goals;
import dev.attune.engine.profile.Merge;
import dev.attune.engine.profile.Merged;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who becomes whom, and what the ids lead to.
abstract class MergingContract {
  private static final String MAIL = "ann@example.com";
  private static final Policy CRM = new Policy(true, "crm", Goals.NONE);

  private final Database database;

  MergingContract(Database database) {
    this.database = database;
  }

  private String who(String customerId) {
    return found(database.storage(), customerId).customerId();
  }

  private @Nullable String owner(String name, String value) {
    return database.storage().identities().find(SHOP, new Identifier(name, value));
  }

  private List<String> everybody() {
    return database.storage().profiles().page(SHOP, null, 1_000).stream()
        .map(Profile::customerId)
        .toList();
  }

  @Test
  void whoSharesAnIdentifierIsOnePerson() {
    merge(database.storage(), claim("ann", at(1), "u_em", MAIL));
    var written = merge(database.storage(), claim("bob", at(2), "u_em", MAIL));
    assertThat(written).isEqualTo(new Written(Outcome.CREATED, "bob", List.of("ann"), List.of()));
    assertThat(who("ann")).isEqualTo("bob");
    assertThat(who("bob")).isEqualTo("bob");
    assertThat(owner("u_em", MAIL)).isEqualTo("bob");
    assertThat(everybody()).containsExactly("bob");
    assertThat(database.storage().profiles().count(SHOP)).isOne();
    assertThat(found(database.storage(), "ann").merged())
        .containsExactly(new Merged("ann", at(2), "u_em"));
  }

  @Test
  void withoutMergingTheyStayTwo() {
    write(database.storage(), claim("ann", at(1), "u_em", MAIL));
    write(database.storage(), claim("bob", at(2), "u_em", MAIL));
    assertThat(everybody()).containsExactly("ann", "bob");
    assertThat(found(database.storage(), "bob").attributes()).containsEntry("u_em", text(MAIL));
    assertThat(owner("u_em", MAIL)).isEqualTo("ann");
  }

  @Test
  void theOneSeenLaterSurvives() {
    merge(database.storage(), claim("ann", at(9), "u_em", MAIL));
    var written = merge(database.storage(), claim("bob", at(2), "u_em", MAIL));
    assertThat(written).isEqualTo(new Written(Outcome.CREATED, "ann", List.of("bob"), List.of()));
    assertThat(who("bob")).isEqualTo("ann");
    assertThat(found(database.storage(), "ann").lastSeen()).isEqualTo(at(9));
    assertThat(found(database.storage(), "ann").firstSeen()).isEqualTo(at(2));
  }

  @Test
  void ofTwoSeenAtOnceTheFirstIdSurvives() {
    merge(database.storage(), claim("b", at(1), "u_em", MAIL));
    merge(database.storage(), claim("a", at(1), "u_em", MAIL));
    assertThat(everybody()).containsExactly("a");
    // By UTF-8; in UTF-16 it would be the other way round.
    merge(database.storage(), claim("\uFFFD", at(1), "u_mb", "1"));
    merge(database.storage(), claim("\uD83D\uDE00", at(1), "u_mb", "1"));
    assertThat(everybody()).containsExactly("a", "\uFFFD");
  }

  @Test
  void theOneWithTheDecidingAttributeSurvives() {
    var storage = database.storage();
    storage.profiles().write(SHOP, CRM, List.of(claim("ann", at(1), "u_em", MAIL)));
    storage.profiles().write(SHOP, CRM, List.of(write("ann", setting("crm", "7"))));
    storage.profiles().write(SHOP, CRM, List.of(claim("bob", at(5), "u_em", MAIL)));
    assertThat(everybody()).containsExactly("ann");
    storage.profiles().write(SHOP, CRM, List.of(write("cid", setting("crm", "8"))));
    storage.profiles().write(SHOP, CRM, List.of(claim("cid", at(6), "u_em", MAIL)));
    assertThat(everybody()).as("both have it, so the one seen later").containsExactly("cid");
  }

  @Test
  void whatWasJustWrittenStandsWhoeverSurvives() {
    merge(database.storage(), claim("ann", at(9), "u_em", MAIL));
    merge(database.storage(), write("ann", setting("plan", "silver")));
    var write = claim("bob", at(2), "u_em", MAIL);
    merge(database.storage(), write("bob", setting("plan", "bronze")));
    var changes = AttributeChanges.setting(Map.of("u_em", text(MAIL), "plan", text("gold")));
    merge(database.storage(), ProfileWrite.of("bob", at(2), changes, write.identifiers()));
    assertThat(everybody()).containsExactly("ann");
    assertThat(found(database.storage(), "ann").attributes()).containsEntry("plan", text("gold"));
  }

  @Test
  void chainsOfMergesLeadToTheLastAndBackAgain() {
    merge(database.storage(), claim("a", at(1), "u_em", "1"));
    merge(database.storage(), claim("b", at(2), "u_em", "1"));
    merge(database.storage(), claim("b", at(3), "u_mb", "2"));
    merge(database.storage(), claim("c", at(4), "u_mb", "2"));
    assertThat(List.of(who("a"), who("b"), who("c"))).containsOnly("c");
    merge(database.storage(), claim("a", at(5), "card", "3"));
    assertThat(everybody()).containsExactly("c");
    assertThat(owner("card", "3")).isEqualTo("c");
    merge(database.storage(), claim("d", at(6), "card", "3"));
    assertThat(List.of(who("a"), who("b"), who("c"), who("d"))).containsOnly("d");
    assertThat(found(database.storage(), "a").merged())
        .containsExactly(
            new Merged("a", at(2), "u_em"),
            new Merged("b", at(4), "u_mb"),
            new Merged("c", at(6), "card"));
    var again = database.reopened();
    assertThat(found(again, "a")).isEqualTo(found(again, "d"));
  }

  @Test
  void oneWriteMayMakeSeveralOne() {
    merge(database.storage(), claim("a", at(1), "u_em", "1"));
    merge(database.storage(), claim("b", at(2), "u_mb", "2"));
    var write = claim("c", at(3), "u_em", "1");
    var changes = AttributeChanges.setting(Map.of("u_em", text("1"), "u_mb", text("2")));
    var written =
        merge(
            database.storage(),
            ProfileWrite.of(
                "c",
                at(3),
                changes,
                List.of(write.identifiers().getFirst(), new Identifier("u_mb", "2"))));
    assertThat(written.merged()).containsExactly("a", "b");
    assertThat(everybody()).containsExactly("c");
    assertThat(List.of(who("a"), who("b"))).containsOnly("c");
  }

  @Test
  void whatIsWrittenToAMergedIdGoesToTheSurvivor() {
    merge(database.storage(), claim("ann", at(1), "u_em", MAIL));
    merge(database.storage(), claim("bob", at(2), "u_em", MAIL));
    var written = write(database.storage(), existing("ann", setting("plan", "gold"), event("e1")));
    assertThat(written.profile()).isEqualTo(Outcome.UPDATED);
    assertThat(written.customerId()).isEqualTo("bob");
    write(database.storage(), Samples.segments("ann", Set.of("vip"), Set.of()));
    var bob = found(database.storage(), "bob");
    assertThat(bob.attributes()).containsEntry("plan", text("gold"));
    assertThat(bob.segments()).containsExactly("vip");
    assertThat(database.storage().events().latest(SHOP, "bob", 9)).containsExactly(event("e1"));
    assertThat(everybody()).containsExactly("bob");
  }

  /// Ann, seen later than anybody who comes, has no room for one attribute more.
  private void fillAnn() {
    var attributes = new HashMap<String, Value>();
    attributes.put("u_em", text(MAIL));
    attributes.put("u_mb", text("1"));
    while (attributes.size() < AttributeChanges.MAX_ATTRIBUTES) {
      attributes.put("a" + attributes.size(), text("set"));
    }
    var changes = AttributeChanges.setting(attributes);
    merge(
        database.storage(),
        ProfileWrite.of("ann", at(50), changes, List.of(new Identifier("u_em", MAIL))));
  }

  /// One attribute and an e-mail address.
  private static ProfileWrite bobs(Instant at, String mail) {
    return ProfileWrite.of(
        "bob",
        at,
        AttributeChanges.setting(Map.of("u_em", text(mail), "plan", text("gold"))),
        List.of(new Identifier("u_em", mail)));
  }

  @Test
  void aStrictWriteThatTheSurvivorCannotTakeMergesNobody() {
    fillAnn();
    var ann = found(database.storage(), "ann");
    var written = merge(database.storage(), bobs(at(2), MAIL).strictly());
    assertThat(written).isEqualTo(new Written(Outcome.FULL, "bob", List.of(), List.of()));
    assertThat(everybody()).containsExactly("ann");
    assertThat(database.storage().profiles().find(SHOP, "bob")).isNull();
    assertThat(found(database.storage(), "ann")).isEqualTo(ann);
    assertThat(owner("u_em", MAIL)).isEqualTo("ann");

    merge(database.storage(), claim("bob", at(3), "card", "7"));
    merge(database.storage(), bobs(at(4), MAIL).strictly());
    assertThat(everybody()).containsExactly("ann", "bob");
    assertThat(found(database.storage(), "bob").attributes()).isEqualTo(Map.of("card", text("7")));
    assertThat(found(database.storage(), "bob").lastSeen()).isEqualTo(at(3));
    assertThat(found(database.storage(), "ann")).isEqualTo(ann);
  }

  @Test
  void aStrictWriteThatTheLastOfSeveralSurvivorsCannotTakeMergesNobody() {
    fillAnn();
    merge(database.storage(), claim("cid", at(20), "card", "7"));
    var write =
        ProfileWrite.of(
            "bob",
            at(2),
            AttributeChanges.setting(
                Map.of("u_em", text(MAIL), "plan", text("gold"), "card", text("7"))),
            List.of(new Identifier("card", "7"), new Identifier("u_em", MAIL)));
    assertThat(merge(database.storage(), write.strictly()).profile()).isEqualTo(Outcome.FULL);
    assertThat(everybody()).containsExactly("ann", "cid");
    assertThat(found(database.storage(), "cid").attributes()).isEqualTo(Map.of("card", text("7")));
    assertThat(owner("card", "7")).isEqualTo("cid");
  }

  @Test
  void aStrictWriteFitsWhereWhoWritesSurvives() {
    fillAnn();
    var written = merge(database.storage(), bobs(at(60), MAIL).strictly());
    assertThat(written).isEqualTo(new Written(Outcome.CREATED, "bob", List.of("ann"), List.of()));
    assertThat(found(database.storage(), "ann").attributes())
        .hasSize(AttributeChanges.MAX_ATTRIBUTES)
        .containsEntry("plan", text("gold"));
  }

  @Test
  void attributesThatTheSurvivorCannotTakeAreLeftOutAndMergeNobody() {
    fillAnn();
    write(database.storage(), write("visitor", setting("seen", "yes")));
    var bobs = bobs(at(2), MAIL);
    var write =
        new ProfileWrite(
            "bob",
            false,
            at(2),
            bobs.changes(),
            bobs.identifiers(),
            Set.of("visitor"),
            Set.of(),
            Set.of(),
            List.of(event("e1")));
    assertThat(merge(database.storage(), write))
        .isEqualTo(new Written(Outcome.FULL, "bob", List.of("visitor"), List.of(Appended.NEW)));
    assertThat(everybody()).containsExactly("ann", "bob");
    assertThat(found(database.storage(), "bob").attributes())
        .isEqualTo(Map.of("seen", text("yes")));
    assertThat(who("visitor")).isEqualTo("bob");
    assertThat(database.storage().events().latest(SHOP, "bob", 9)).hasSize(1);
    assertThat(owner("u_em", MAIL)).isEqualTo("ann");
  }

  @Test
  void idsAreAbsorbedWithTheirProfilesOrWithout() {
    write(database.storage(), write("visitor", setting("seen", "yes")));
    var written = write(database.storage(), absorb("ann", at(3), "visitor", "never seen"));
    assertThat(written.profile()).isEqualTo(Outcome.CREATED);
    assertThat(written.customerId()).isEqualTo("ann");
    assertThat(written.merged()).containsExactlyInAnyOrder("visitor", "never seen");
    assertThat(List.of(who("visitor"), who("never seen"))).containsOnly("ann");
    assertThat(found(database.storage(), "ann").attributes()).containsEntry("seen", text("yes"));
    assertThat(everybody()).containsExactly("ann");
    assertThat(found(database.storage(), "ann").merged())
        .extracting(Merged::customerId)
        .containsExactlyInAnyOrder("visitor", "never seen");
    var again = write(database.storage(), absorb("ann", at(4), "visitor", "never seen", "ann"));
    assertThat(again).isEqualTo(new Written(Outcome.UPDATED, "ann", List.of(), List.of()));
  }

  @Test
  void itIsKnownThroughWhatIdsWereAbsorbed() {
    write(database.storage(), write("visitor", setting("seen", "yes")));
    write(database.storage(), absorb("ann", at(3), "visitor", "tablet").absorbingThrough("device"));
    write(database.storage(), absorb("ann", at(4), "phone"));
    assertThat(found(database.storage(), "ann").merged())
        .containsExactlyInAnyOrder(
            new Merged("visitor", at(3), "device"),
            new Merged("tablet", at(3), "device"),
            new Merged("phone", at(4), ""));
  }

  @Test
  void aNewPersonMayAbsorbManyIdsAtOnce() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      ids.add("device " + i);
    }
    var written = write(database.storage(), absorb("ann", at(3), ids.toArray(String[]::new)));
    assertThat(written.profile()).isEqualTo(Outcome.CREATED);
    assertThat(written.merged()).containsExactlyInAnyOrderElementsOf(ids);
    ids.forEach(id -> assertThat(who(id)).isEqualTo("ann"));
    assertThat(everybody()).containsExactly("ann");
    assertThat(database.storage().profiles().count(SHOP)).isOne();
  }

  @Test
  void whoAbsorbsSurvivesHoweverLateTheOtherWasSeen() {
    write(database.storage(), touch("ann", at(1)));
    write(database.storage(), touch("visitor", at(9)));
    write(database.storage(), absorb("ann", at(2), "visitor"));
    assertThat(everybody()).containsExactly("ann");
    assertThat(found(database.storage(), "ann").lastSeen()).isEqualTo(at(9));
  }

  @Test
  void anIdThatLeadsToSomebodyElseStaysTheirs() {
    write(database.storage(), absorb("ann", at(1), "tablet"));
    var written = write(database.storage(), absorb("bob", at(2), "tablet"));
    assertThat(written.merged()).isEmpty();
    assertThat(who("tablet")).isEqualTo("ann");
    assertThat(everybody()).containsExactly("ann", "bob");
  }

  @Test
  void aWriteForExistingOnlyAbsorbsNothingForAStranger() {
    write(database.storage(), write("visitor", setting("seen", "yes")));
    var write = absorb("ann", at(2), "visitor");
    write(
        database.storage(),
        new ProfileWrite(
            "ann",
            true,
            at(2),
            write.changes(),
            List.of(),
            write.absorbed(),
            Set.of(),
            Set.of(),
            List.of()));
    assertThat(everybody()).containsExactly("visitor");
  }

  @Test
  void noMoreThanFiftyMergeThroughOneValue() {
    int most = Merge.MAX_THROUGH_ONE_VALUE;
    for (int i = 0; i <= most; i++) {
      merge(database.storage(), claim("p" + i, at(i), "u_em", "office@example.com"));
    }
    assertThat(everybody()).containsExactly("p" + most);
    var late = claim("late", at(99), "u_em", "office@example.com");
    var written = merge(database.storage(), late);
    assertThat(written).isEqualTo(new Written(Outcome.CREATED, "late", List.of(), List.of()));
    assertThat(everybody()).containsExactly("late", "p" + most);
    assertThat(found(database.storage(), "late").attributes()).doesNotContainKey("u_em");
    assertThat(owner("u_em", "office@example.com")).isEqualTo("p" + most);
    assertThat(List.of(who("p0"), who("p17"))).containsOnly("p" + most);
    merge(database.storage(), claim("late", at(100), "u_em", "late@example.com"));
    merge(database.storage(), late);
    assertThat(found(database.storage(), "late").attributes())
        .as("what is dropped changes nothing")
        .containsEntry("u_em", text("late@example.com"));
  }

  @Test
  void lookAlikeIdsAndIdentifiersDoNotMerge() {
    for (var id : LOOK_ALIKES) {
      merge(database.storage(), claim("who is " + id, at(1), "u_em", id));
      merge(database.storage(), absorb("who is " + id, at(1), id));
    }
    assertThat(everybody()).hasSize(LOOK_ALIKES.size());
    for (var id : LOOK_ALIKES) {
      assertThat(who(id)).isEqualTo("who is " + id);
      assertThat(owner("u_em", id)).isEqualTo("who is " + id);
    }
  }

  @Test
  void workspacesDoNotMerge() {
    merge(database.storage(), claim("ann", at(1), "u_em", MAIL));
    database.storage().profiles().write(BANK, MERGING, List.of(claim("bob", at(2), "u_em", MAIL)));
    assertThat(database.storage().profiles().find(BANK, "ann")).isNull();
    assertThat(who("ann")).isEqualTo("ann");
  }

  @Test
  void twentyRacingWritersWhoShareAnIdentifierEndAsOnePerson() {
    for (int round = 0; round < 3; round++) {
      var value = "round " + round;
      var before = everybody().size();
      var prefix = "r" + round + "/";
      Race.of(
          20,
          runner -> {
            var id = prefix + runner;
            merge(database.storage(), write(id, setting("of " + runner, "yes")));
            merge(database.storage(), did(id, event(id)));
            return merge(database.storage(), claim(id, at(runner), "u_em", value));
          });
      assertThat(everybody()).hasSize(before + 1);
      var one = found(database.storage(), prefix + 0);
      assertThat(owner("u_em", value)).isEqualTo(one.customerId());
      for (int runner = 0; runner < 20; runner++) {
        assertThat(found(database.storage(), prefix + runner)).isEqualTo(one);
        assertThat(one.attributes()).containsKey("of " + runner);
      }
      assertThat(database.storage().events().latest(SHOP, prefix + 7, 99)).hasSize(20);
      assertThat(one.merged()).hasSize(19);
    }
  }

  @Test
  void eventsAppendedWhilePeopleBecomeOneAreAllThere() {
    var ids = List.of("a", "b", "c", "d");
    Race.of(
        8,
        runner -> {
          var id = ids.get(runner % 4);
          for (int i = 0; i < 25; i++) {
            merge(database.storage(), did(id, event(runner + "/" + i)));
            if (i == 12 && runner < 4) {
              merge(database.storage(), claim(id, at(runner), "u_em", MAIL));
            }
          }
          return runner;
        });
    assertThat(everybody()).hasSize(1);
    for (var id : ids) {
      var events = database.storage().events().latest(SHOP, id, 999);
      assertThat(events).hasSize(200).doesNotHaveDuplicates();
    }
    assertThat(Samples.seen(Samples.remembered(database.storage(), "a"), "Order Placed", "from"))
        .hasSize(200)
        .doesNotHaveDuplicates();
  }

  @Test
  void aReaderSeesPeopleBeforeOrAfterTheyBecameOne() {
    merge(database.storage(), claim("a0", at(0), "u_em", MAIL));
    merge(database.storage(), did("a0", event("e1")));
    var answers =
        Race.of(
            4,
            runner -> {
              var seen = new HashSet<String>();
              for (int i = 1; i < 30; i++) {
                if (runner == 0) {
                  merge(database.storage(), claim("a" + i, at(i), "u_em", MAIL));
                } else {
                  var one = found(database.storage(), "a0");
                  assertThat(one.attributes()).containsEntry("u_em", text(MAIL));
                  assertThat(database.storage().events().latest(SHOP, "a0", 9)).hasSize(1);
                  seen.add(one.customerId());
                }
              }
              return seen;
            });
    assertThat(answers).hasSize(4);
    assertThat(who("a0")).isEqualTo("a29");
  }
}
