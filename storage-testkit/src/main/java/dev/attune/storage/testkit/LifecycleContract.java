package dev.attune.storage.testkit;

import static dev.attune.storage.Written.Appended.DUPLICATE;
import static dev.attune.storage.Written.Appended.NEW;
import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.at;
import static dev.attune.storage.testkit.Samples.claim;
import static dev.attune.storage.testkit.Samples.did;
import static dev.attune.storage.testkit.Samples.event;
import static dev.attune.storage.testkit.Samples.exposure;
import static dev.attune.storage.testkit.Samples.found;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.shown;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.StorageException;
import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class LifecycleContract {
  private static final Identifier MAIL = new Identifier("u_em", "ann@example.com");

  private final Database database;

  LifecycleContract(Database database) {
    this.database = database;
  }

  private void fill(WorkspaceId workspace) {
    database.storage().catalogs().replace(new StoredWorkspace(workspace, 1, "first"));
    database
        .storage()
        .profiles()
        .write(
            workspace,
            Policy.NONE,
            List.of(
                claim("ann", MAIL.name(), MAIL.value()),
                did("ann", shown("e1", exposure("x1", "1", at(1))))));
  }

  @Test
  void whatWasClosedIsThereWhenOpenedAgain() {
    fill(SHOP);
    var before = found(database.storage(), "ann");
    var storage = database.reopened();
    assertThat(found(storage, "ann")).isEqualTo(before);
    assertThat(storage.catalogs().find(SHOP)).isEqualTo(new StoredWorkspace(SHOP, 1, "first"));
    assertThat(storage.identities().find(SHOP, MAIL)).isEqualTo("ann");
    assertThat(storage.events().latest(SHOP, "ann", 10)).hasSize(1);
    assertThat(write(storage, did("bob", event("e1"))).appended()).containsExactly(DUPLICATE);
    assertThat(storage.profiles().page(SHOP, null, 10)).hasSize(2);
  }

  @Test
  void openingAgainAndAgainSetsUpNothingAnew() {
    fill(SHOP);
    for (int time = 0; time < 3; time++) {
      var storage = database.reopened();
      assertThat(write(storage, did("ann", event("time " + time))).appended()).containsExactly(NEW);
    }
    assertThat(database.storage().events().latest(SHOP, "ann", 10)).hasSize(4);
  }

  @Test
  void twoServersSeeOneDatabase() {
    var one = database.storage();
    var other = database.another();
    for (int i = 0; i < 10; i++) {
      var writing = i % 2 == 0 ? one : other;
      var reading = i % 2 == 0 ? other : one;
      assertThat(writing.catalogs().replace(new StoredWorkspace(SHOP, i + 1L, "by " + i))).isTrue();
      assertThat(reading.catalogs().replace(new StoredWorkspace(SHOP, i + 1L, "late"))).isFalse();
      assertThat(write(writing, did("ann", event("e" + i))).appended()).containsExactly(NEW);
      assertThat(write(reading, did("bob", event("e" + i))).appended()).containsExactly(DUPLICATE);
      write(writing, write("ann", setting("a" + i, "set")));
      assertThat(found(reading, "ann").attributes()).hasSize(i + 1);
      assertThat(reading.events().latest(SHOP, "ann", 100)).hasSize(i + 1);
      assertThat(reading.catalogs().versions()).containsEntry(SHOP, i + 1L);
    }
  }

  @Test
  void serversMayStartAtOnceOnANewDatabase() {
    var ids =
        Race.of(
            6,
            server -> {
              var id = "person " + server;
              write(database.another(), write(id, setting("plan", "gold")));
              return id;
            });
    assertThat(ids).allSatisfy(id -> assertThat(found(database.storage(), id)).isNotNull());
  }

  @Test
  void twoServersMayRace() {
    var servers = List.of(database.storage(), database.another());
    for (int round = 0; round < 5; round++) {
      int number = round;
      var answers =
          Race.of(
              8,
              runner -> {
                var storage = servers.get(runner % 2);
                write(storage, write("ann", setting(number + "-" + runner, "set")));
                return write(storage, did("p" + runner, event("race " + number)))
                    .appended()
                    .getFirst();
              });
      assertThat(Collections.frequency(answers, NEW)).isOne();
    }
    assertThat(found(database.storage(), "ann").attributes()).hasSize(40);
  }

  @Test
  void purgeErasesEverythingButTheConfiguration() {
    fill(SHOP);
    database.storage().purge(SHOP);
    var storage = database.storage();
    assertThat(storage.profiles().find(SHOP, "ann")).isNull();
    assertThat(storage.profiles().page(SHOP, null, 10)).isEmpty();
    assertThat(storage.identities().find(SHOP, MAIL)).isNull();
    assertThat(storage.events().latest(SHOP, "ann", 10)).isEmpty();
    assertThat(storage.catalogs().find(SHOP)).isEqualTo(new StoredWorkspace(SHOP, 1, "first"));
  }

  @Test
  void afterAPurgeEverythingIsNew() {
    fill(SHOP);
    database.storage().purge(SHOP);
    var bob = write(database.storage(), claim("bob", MAIL.name(), MAIL.value()));
    assertThat(bob.profile()).isEqualTo(Outcome.CREATED);
    assertThat(database.storage().identities().find(SHOP, MAIL)).isEqualTo("bob");
    assertThat(write(database.storage(), did("ann", event("e1"))).appended()).containsExactly(NEW);
    assertThat(found(database.storage(), "ann").exposures()).isEmpty();
    assertThat(database.storage().events().latest(SHOP, "ann", 10)).containsExactly(event("e1"));
  }

  @Test
  void purgeLeavesOtherWorkspacesAlone() {
    fill(SHOP);
    fill(BANK);
    database.storage().purge(BANK);
    database.storage().purge(new WorkspaceId("never there"));
    var storage = database.storage();
    assertThat(found(storage, "ann").exposures()).hasSize(1);
    assertThat(storage.identities().find(SHOP, MAIL)).isEqualTo("ann");
    assertThat(storage.events().latest(SHOP, "ann", 10)).hasSize(1);
    assertThat(write(storage, did("bob", event("e1"))).appended()).containsExactly(DUPLICATE);
  }

  @Test
  void purgeErasesThousands() {
    for (int batch = 0; batch < 13; batch++) {
      var writes = new ArrayList<ProfileWrite>();
      for (int i = 0; i < 100; i++) {
        var id = batch + "/" + i;
        writes.add(claim(id, "u_em", id));
        writes.add(did(id, event(id)));
      }
      database.storage().profiles().write(SHOP, Policy.NONE, writes);
      database.storage().profiles().write(BANK, Policy.NONE, writes.subList(0, 2));
    }
    database.storage().purge(SHOP);
    assertThat(database.storage().profiles().page(SHOP, null, 10)).isEmpty();
    assertThat(write(database.storage(), did("ann", event("12/99"))).appended())
        .containsExactly(NEW);
    assertThat(database.storage().profiles().page(BANK, null, 100)).hasSize(13);
    assertThat(database.storage().identities().find(BANK, new Identifier("u_em", "7/0")))
        .isEqualTo("7/0");
  }

  @Test
  void aClosedStorageSaysThatItIsUnavailable() {
    var storage = database.another();
    fill(SHOP);
    storage.close();
    assertThatThrownBy(() -> storage.profiles().find(SHOP, "ann"))
        .isInstanceOf(StorageException.Unavailable.class);
    assertThatThrownBy(() -> write(storage, write("ann", setting("plan", "gold"))))
        .isInstanceOf(StorageException.Unavailable.class);
    assertThat(database.storage().profiles().find(SHOP, "ann")).isNotNull();
  }
}
