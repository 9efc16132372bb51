package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.LOOK_ALIKES;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.absorb;
import static dev.attune.storage.testkit.Samples.at;
import static dev.attune.storage.testkit.Samples.claim;
import static dev.attune.storage.testkit.Samples.did;
import static dev.attune.storage.testkit.Samples.event;
import static dev.attune.storage.testkit.Samples.exposure;
import static dev.attune.storage.testkit.Samples.found;
import static dev.attune.storage.testkit.Samples.segments;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.shown;
import static dev.attune.storage.testkit.Samples.viewed;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.SegmentStore.Applied;
import dev.attune.storage.SegmentStore.Mode;
import dev.attune.storage.Storage;
import dev.attune.storage.Written.Appended;
import dev.attune.storage.Written.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

abstract class ErasureContract {
  private static final Identifier MAIL = new Identifier("u_em", "ann@example.com");
  private static final Identifier CARD = new Identifier("card", "7");

  private final Database database;

  ErasureContract(Database database) {
    this.database = database;
  }

  private boolean erase(String customerId) {
    return database.storage().profiles().erase(SHOP, Policy.NONE, customerId);
  }

  /// Ann, who was Visitor before.
  private void fill() {
    var storage = database.storage();
    write(storage, claim("visitor", CARD.name(), CARD.value()));
    write(
        storage, did("visitor", viewed("e1", at(1), "a"), shown("e2", exposure("x", "1", at(2)))));
    write(storage, claim("ann", MAIL.name(), MAIL.value()));
    write(storage, segments("ann", Set.of("vip"), Set.of()));
    for (int i = 0; i < 150; i++) {
      write(storage, did("ann", viewed("ann's " + i, at(i), "b")));
    }
    write(storage, absorb("ann", at(200), "visitor", "tablet"));
    write(storage, did("bob", event("bob's")));
    write(storage, segments("bob", Set.of("vip"), Set.of()));
  }

  private static void assertGone(Storage storage) {
    for (var id : List.of("ann", "visitor", "tablet")) {
      assertThat(storage.profiles().find(SHOP, id, Instant.MIN)).as(id).isNull();
      assertThat(storage.events().latest(SHOP, id, 999)).as(id).isEmpty();
    }
    assertThat(storage.identities().find(SHOP, MAIL)).isNull();
    assertThat(storage.identities().find(SHOP, CARD)).isNull();
    assertThat(storage.profiles().page(SHOP, null, 9)).hasSize(1);
    assertThat(storage.profiles().count(SHOP)).isOne();
    assertThat(storage.segments().sizes(SHOP)).containsEntry("vip", 1L);
  }

  @Test
  void nothingIsLeftUnderAnyId() {
    fill();
    assertThat(erase("ann")).isTrue();
    assertGone(database.storage());
    assertGone(database.reopened());
    assertThat(erase("ann")).isFalse();
    assertThat(erase("never there")).isFalse();
  }

  @Test
  void anyIdOfAPersonErasesThePerson() {
    fill();
    assertThat(erase("visitor")).isTrue();
    assertGone(database.storage());
  }

  @Test
  void whoIsErasedIsInNoUploadThatIsStaged() {
    fill();
    var segments = database.storage().segments();
    var upload = segments.begin(SHOP, "gold", Mode.ADD);
    var others = segments.begin(BANK, "gold", Mode.ADD);
    var ids = List.of("ann", "visitor", "tablet", "bob", "nobody", "nobody else");
    segments.stage(upload, ids);
    segments.stage(upload, List.of("ann", "ann "));
    segments.stage(others, ids);
    assertThat(erase("tablet")).isTrue();
    assertThat(erase("nobody")).isFalse();
    for (var id : List.of("ann", "visitor", "tablet", "nobody")) {
      write(database.storage(), write(id, setting("is", "new")));
    }
    assertThat(database.reopened().segments().apply(upload)).isEqualTo(new Applied(1, 0, 0, 2));
    assertThat(database.storage().segments().sizes(SHOP)).containsEntry("gold", 1L);
    assertThat(database.storage().segments().apply(others)).isEqualTo(new Applied(0, 0, 0, 6));
  }

  @Test
  void whoComesBackIsNew() {
    fill();
    erase("tablet");
    for (var id : List.of("ann", "visitor", "tablet")) {
      var written = write(database.storage(), did(id, event("of " + id)));
      assertThat(written.profile()).isEqualTo(Outcome.CREATED);
      assertThat(written.customerId()).isEqualTo(id);
      var profile = Samples.remembered(database.storage(), id);
      assertThat(profile.attributes()).isEmpty();
      assertThat(profile.exposures()).isEmpty();
      assertThat(profile.segments()).isEmpty();
      assertThat(profile.merged()).isEmpty();
      assertThat(profile.history().totals("Product Viewed")).isNull();
      assertThat(Samples.times(profile, "Product Viewed", Instant.MIN)).isEmpty();
    }
    var again = write(database.storage(), did("ann", viewed("e1", at(1), "a")));
    assertThat(again.appended()).as("the ids of events are gone too").containsExactly(Appended.NEW);
    write(database.storage(), claim("cid", MAIL.name(), MAIL.value()));
    assertThat(database.storage().identities().find(SHOP, MAIL)).isEqualTo("cid");
  }

  @Test
  void othersAreLeftAlone() {
    fill();
    database
        .storage()
        .profiles()
        .write(BANK, Policy.NONE, List.of(did("ann", event("e1")), did("bob", event("e2"))));
    erase("ann");
    assertThat(database.storage().profiles().find(BANK, "ann")).isNotNull();
    assertThat(database.storage().events().latest(BANK, "ann", 9)).hasSize(1);
    assertThat(database.storage().events().latest(SHOP, "bob", 9)).containsExactly(event("bob's"));
    assertThat(write(database.storage(), did("bob", event("bob's"))).appended())
        .containsExactly(Appended.DUPLICATE);
  }

  @Test
  void everyOtherEventIsStillKnown() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      write(database.storage(), did(i % 2 == 0 ? "ann" : "bob", event("e" + i)));
      ids.add("e" + i);
    }
    erase("ann");
    for (int i = 0; i < 200; i++) {
      assertThat(write(database.storage(), did("cid", event(ids.get(i)))).appended())
          .as(ids.get(i))
          .containsExactly(i % 2 == 0 ? Appended.NEW : Appended.DUPLICATE);
    }
  }

  @Test
  void lookAlikesAreLeftAlone() {
    LOOK_ALIKES.forEach(id -> write(database.storage(), write(id, setting("is", id))));
    for (int i = 0; i < LOOK_ALIKES.size(); i++) {
      assertThat(erase(LOOK_ALIKES.get(i))).isTrue();
      for (var other : LOOK_ALIKES.subList(i + 1, LOOK_ALIKES.size())) {
        assertThat(found(database.storage(), other).customerId()).isEqualTo(other);
      }
    }
    assertThat(database.storage().profiles().count(SHOP)).isZero();
  }

  @Test
  void aRacingWriterComesBeforeOrAfter() {
    for (int round = 0; round < 5; round++) {
      int number = round;
      write(database.storage(), claim("ann", MAIL.name(), MAIL.value()));
      Race.of(
          4,
          runner -> {
            for (int i = 0; i < 20; i++) {
              if (runner == 0) {
                erase("ann");
              } else {
                var id = number + "/" + runner + "/" + i;
                write(database.storage(), did("ann", viewed(id, at(i), id)));
                write(database.storage(), claim("ann", MAIL.name(), MAIL.value()));
              }
            }
            return runner;
          });
      var ann = database.storage().profiles().find(SHOP, "ann", Instant.MIN);
      var events = database.storage().events().latest(SHOP, "ann", 999);
      if (ann == null) {
        assertThat(events).isEmpty();
        assertThat(database.storage().identities().find(SHOP, MAIL)).isNull();
      } else {
        // What is told of a person is all from after the last erasure.
        assertThat(Samples.times(ann, "Product Viewed", Instant.MIN)).hasSize(events.size());
        assertThat(database.storage().identities().find(SHOP, MAIL))
            .isEqualTo(ann.attributes().containsKey("u_em") ? "ann" : null);
      }
      erase("ann");
    }
  }
}
