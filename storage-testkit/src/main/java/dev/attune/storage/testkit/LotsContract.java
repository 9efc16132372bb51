package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.absorb;
import static dev.attune.storage.testkit.Samples.at;
import static dev.attune.storage.testkit.Samples.did;
import static dev.attune.storage.testkit.Samples.seen;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.text;
import static dev.attune.storage.testkit.Samples.viewed;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Profile;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Counting people, and picking some by lot.
abstract class LotsContract {
  private final Database database;

  LotsContract(Database database) {
    this.database = database;
  }

  private void create(WorkspaceId workspace, int people) {
    var writes = new ArrayList<ProfileWrite>();
    for (int i = 0; i < people; i++) {
      writes.add(write("p" + i, setting("i", "" + i)));
    }
    database.storage().profiles().write(workspace, Policy.NONE, writes);
  }

  private List<String> sample(long seed, int limit) {
    return database.storage().profiles().sample(SHOP, seed, limit).stream()
        .map(Profile::customerId)
        .toList();
  }

  @Test
  void peopleAreCounted() {
    assertThat(database.storage().profiles().count(SHOP)).isZero();
    create(SHOP, 30);
    create(BANK, 7);
    create(SHOP, 31);
    write(database.storage(), absorb("p1", at(1), "p2", "never seen"));
    assertThat(database.storage().profiles().count(SHOP)).isEqualTo(30);
    assertThat(database.storage().profiles().count(BANK)).isEqualTo(7);
    assertThat(database.reopened().profiles().count(SHOP)).isEqualTo(30);
    database.storage().purge(SHOP);
    assertThat(database.storage().profiles().count(SHOP)).isZero();
    assertThat(database.storage().profiles().count(BANK)).isEqualTo(7);
  }

  @Test
  void aSampleHasSoManyPeopleAndNobodyTwice() {
    create(SHOP, 60);
    create(BANK, 60);
    write(database.storage(), absorb("p1", at(1), "p2", "never seen"));
    for (int limit : new int[] {0, 1, 10, 59, 60, 1_000}) {
      var sample = sample(limit, limit);
      assertThat(sample).hasSize(Math.min(limit, 59)).doesNotHaveDuplicates();
      assertThat(sample).doesNotContain("p2");
    }
    assertThat(database.storage().profiles().sample(new WorkspaceId("none"), 1, 9)).isEmpty();
  }

  @Test
  void aSampleIsOfItsWorkspaceOnly() {
    create(SHOP, 5);
    create(BANK, 200);
    assertThat(sample(3, 100)).hasSize(5);
  }

  @Test
  void theSameSeedPicksTheSame() {
    create(SHOP, 100);
    assertThat(sample(7, 20)).isEqualTo(sample(7, 20));
    var different = new HashSet<List<String>>();
    for (int seed = 0; seed < 20; seed++) {
      different.add(sample(seed, 20));
    }
    // 16 or 17 are to be expected, for two seeds may meet; a storage without lots gives 1.
    assertThat(different).hasSizeGreaterThan(8);
  }

  @Test
  void everybodyIsPickedAboutAsOften() {
    create(SHOP, 100);
    var times = new HashMap<String, Integer>();
    for (int seed = 0; seed < 400; seed++) {
      sample(seed * 0x9E3779B97F4A7C15L, 25).forEach(id -> times.merge(id, 1, Integer::sum));
    }
    assertThat(times).hasSize(100);
    // 100 expected of each; runs of neighbours spread far wider than a binomial's 9.
    assertThat(times.values()).allSatisfy(count -> assertThat(count).isBetween(30, 190));
  }

  @Test
  void thoseInASampleComeWithTheirHistory() {
    create(SHOP, 3);
    for (int i = 0; i < 200; i++) {
      write(database.storage(), did("p1", viewed("e" + i, at(i), "" + i)));
    }
    var one =
        database.storage().profiles().sample(SHOP, 1, 10).stream()
            .filter(profile -> profile.customerId().equals("p1"))
            .findFirst()
            .orElseThrow();
    assertThat(seen(one, "Product Viewed", "category")).hasSize(200).contains(text("0"));
    assertThat(one.attributes()).containsEntry("i", text("1"));
  }
}
