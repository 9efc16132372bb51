package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.BANK;
import static dev.attune.storage.testkit.Samples.LOOK_ALIKES;
import static dev.attune.storage.testkit.Samples.SHOP;
import static dev.attune.storage.testkit.Samples.absorb;
import static dev.attune.storage.testkit.Samples.at;
import static dev.attune.storage.testkit.Samples.claim;
import static dev.attune.storage.testkit.Samples.did;
import static dev.attune.storage.testkit.Samples.event;
import static dev.attune.storage.testkit.Samples.found;
import static dev.attune.storage.testkit.Samples.merge;
import static dev.attune.storage.testkit.Samples.segments;
import static dev.attune.storage.testkit.Samples.setting;
import static dev.attune.storage.testkit.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.profile.Profile;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.SegmentStore.Applied;
import dev.attune.storage.SegmentStore.Mode;
import dev.attune.storage.WorkspaceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

abstract class SegmentsContract {
  private final Database database;

  SegmentsContract(Database database) {
    this.database = database;
  }

  private void create(WorkspaceId workspace, String... ids) {
    var writes = new ArrayList<ProfileWrite>();
    for (var id : ids) {
      writes.add(write(id, setting("is", id)));
    }
    database.storage().profiles().write(workspace, Policy.NONE, writes);
  }

  private Applied upload(Mode mode, String... ids) {
    var segments = database.storage().segments();
    var upload = segments.begin(SHOP, "vip", mode);
    for (var id : ids) {
      segments.stage(upload, List.of(id));
    }
    return segments.apply(upload);
  }

  private Set<String> members() {
    var members = new HashSet<String>();
    for (var profile : database.storage().profiles().page(SHOP, null, 10_000)) {
      if (profile.segments().contains("vip")) {
        members.add(profile.customerId());
      }
    }
    return members;
  }

  private long size() {
    return database.storage().segments().sizes(SHOP).getOrDefault("vip", 0L);
  }

  @Test
  void membersAreAddedRemovedAndReplaced() {
    create(SHOP, "a", "b", "c", "d");
    assertThat(upload(Mode.ADD, "a", "b", "stranger")).isEqualTo(new Applied(2, 0, 0, 1));
    assertThat(members()).containsExactlyInAnyOrder("a", "b");
    assertThat(upload(Mode.ADD, "b", "c")).isEqualTo(new Applied(1, 0, 1, 0));
    assertThat(upload(Mode.REMOVE, "a", "d", "stranger")).isEqualTo(new Applied(0, 1, 1, 1));
    assertThat(members()).containsExactlyInAnyOrder("b", "c");
    assertThat(upload(Mode.REPLACE, "c", "d", "stranger")).isEqualTo(new Applied(1, 1, 1, 1));
    assertThat(members()).containsExactlyInAnyOrder("c", "d");
    assertThat(size()).isEqualTo(2);
    assertThat(upload(Mode.REPLACE)).isEqualTo(new Applied(0, 2, 0, 0));
    assertThat(members()).isEmpty();
    assertThat(size()).isZero();
    assertThat(database.storage().profiles().count(SHOP)).isEqualTo(4);
  }

  @Test
  void anUploadChangesNothingBeforeItIsApplied() {
    create(SHOP, "a", "b");
    var segments = database.storage().segments();
    var upload = segments.begin(SHOP, "vip", Mode.ADD);
    segments.stage(upload, List.of("a"));
    assertThat(members()).isEmpty();
    segments.discard(upload);
    assertThatThrownBy(() -> segments.apply(upload)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> segments.stage(upload, List.of("a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(members()).isEmpty();
  }

  @Test
  void applyingAgainAnswersTheSameAndChangesNothing() {
    create(SHOP, "a", "b");
    var segments = database.storage().segments();
    var upload = segments.begin(SHOP, "vip", Mode.ADD);
    segments.stage(upload, List.of("a", "a"));
    assertThat(segments.apply(upload)).isEqualTo(new Applied(1, 0, 0, 0));
    write(database.storage(), segments("a", Set.of(), Set.of("vip")));
    assertThat(segments.apply(upload)).isEqualTo(new Applied(1, 0, 0, 0));
    assertThat(members()).isEmpty();
    assertThatThrownBy(() -> segments.stage(upload, List.of("b")))
        .isInstanceOf(IllegalArgumentException.class);
    segments.discard(upload);
    assertThat(segments.apply(upload)).isEqualTo(new Applied(1, 0, 0, 0));
  }

  @Test
  void aStagedUploadIsThereWhenTheDatabaseIsOpenedAgain() {
    create(SHOP, "a", "b");
    var upload = database.storage().segments().begin(SHOP, "vip", Mode.ADD);
    database.storage().segments().stage(upload, List.of("a"));
    var segments = database.reopened().segments();
    segments.stage(upload, List.of("b"));
    assertThat(segments.apply(upload)).isEqualTo(new Applied(2, 0, 0, 0));
    assertThat(database.reopened().segments().sizes(SHOP)).containsEntry("vip", 2L);
    assertThat(members()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void uploadsDoNotDisturbOneAnother() {
    create(SHOP, "a", "b", "c");
    var segments = database.storage().segments();
    var one = segments.begin(SHOP, "vip", Mode.ADD);
    var other = segments.begin(SHOP, "new", Mode.ADD);
    segments.stage(one, List.of("a"));
    segments.stage(other, List.of("b", "a"));
    segments.stage(one, List.of("c"));
    segments.apply(other);
    assertThat(members()).isEmpty();
    segments.apply(one);
    assertThat(members()).containsExactlyInAnyOrder("a", "c");
    assertThat(found(database.storage(), "a").segments()).containsExactlyInAnyOrder("vip", "new");
    assertThat(segments.sizes(SHOP)).containsEntry("vip", 2L).containsEntry("new", 2L);
  }

  @Test
  void manyMembersAreExact() {
    var random = new Random(3);
    var all = new ArrayList<String>();
    for (int i = 0; i < 600; i++) {
      all.add("p" + i);
    }
    create(SHOP, all.toArray(String[]::new));
    create(BANK, all.toArray(String[]::new));
    var expected = new HashSet<String>();
    for (var mode : List.of(Mode.ADD, Mode.REPLACE, Mode.REMOVE, Mode.ADD, Mode.REPLACE)) {
      var ids = new HashSet<String>();
      for (int i = random.nextInt(900); i > 0; i--) {
        ids.add("p" + random.nextInt(700));
      }
      var known = new HashSet<>(ids);
      known.retainAll(all);
      var before = Set.copyOf(expected);
      switch (mode) {
        case ADD -> expected.addAll(known);
        case REMOVE -> expected.removeAll(known);
        case REPLACE -> {
          expected.clear();
          expected.addAll(known);
        }
      }
      long added = expected.stream().filter(id -> !before.contains(id)).count();
      long removed = before.stream().filter(id -> !expected.contains(id)).count();
      long unknown = ids.size() - (long) known.size();
      long changed = mode == Mode.REMOVE ? removed : added;
      assertThat(upload(mode, ids.toArray(String[]::new)))
          .as("%s", mode)
          .isEqualTo(new Applied(added, removed, known.size() - changed, unknown));
      assertThat(members()).as("%s", mode).isEqualTo(expected);
      assertThat(size()).isEqualTo(expected.size());
    }
    assertThat(database.storage().segments().sizes(BANK).getOrDefault("vip", 0L)).isZero();
  }

  @Test
  void membersAreTheOnlyThingThatChanges() {
    write(database.storage(), did("a", event("e1")));
    write(database.storage(), segments("a", Set.of("other"), Set.of()));
    var before = found(database.storage(), "a");
    upload(Mode.ADD, "a");
    var after = found(database.storage(), "a");
    assertThat(after).usingRecursiveComparison().ignoringFields("segments").isEqualTo(before);
    assertThat(after.segments()).containsExactlyInAnyOrder("other", "vip");
    assertThat(database.storage().events().latest(SHOP, "a", 9)).hasSize(1);
  }

  @Test
  void aMergedIdStandsForWhoSurvived() {
    create(SHOP, "a", "b", "c");
    write(database.storage(), absorb("a", at(1), "b", "tablet"));
    assertThat(upload(Mode.ADD, "b", "tablet", "a")).isEqualTo(new Applied(1, 0, 2, 0));
    assertThat(members()).containsExactly("a");
    assertThat(upload(Mode.REPLACE, "tablet")).isEqualTo(new Applied(0, 0, 1, 0));
    assertThat(members()).containsExactly("a");
    assertThat(upload(Mode.REMOVE, "b")).isEqualTo(new Applied(0, 1, 0, 0));
    assertThat(size()).isZero();
  }

  @Test
  void sizesFollowEveryWayInAndOut() {
    create(SHOP, "a", "b", "c", "d");
    write(database.storage(), segments("a", Set.of("vip"), Set.of()));
    write(database.storage(), segments("a", Set.of("vip"), Set.of()));
    write(database.storage(), segments("b", Set.of("vip", "new"), Set.of()));
    write(database.storage(), segments("c", Set.of("vip"), Set.of()));
    assertThat(size()).isEqualTo(3);
    write(database.storage(), absorb("a", at(1), "b"));
    assertThat(database.storage().segments().sizes(SHOP))
        .containsEntry("vip", 2L)
        .containsEntry("new", 1L);
    write(database.storage(), absorb("d", at(1), "a"));
    assertThat(size()).isEqualTo(2);
    write(database.storage(), segments("b", Set.of(), Set.of("vip")));
    assertThat(size()).isOne();
    database.storage().profiles().erase(SHOP, Policy.NONE, "c");
    assertThat(size()).isZero();
    database.storage().purge(SHOP);
    assertThat(database.storage().segments().sizes(SHOP).values()).allMatch(size -> size == 0);
  }

  @Test
  void oneWriteMayMergeAbsorbAndJoin() {
    write(database.storage(), claim("old", at(0), "u_em", "1"));
    write(database.storage(), segments("old", Set.of("vip", "old"), Set.of()));
    create(SHOP, "visitor");
    write(database.storage(), segments("visitor", Set.of("vip", "seen"), Set.of()));
    merge(
        database.storage(),
        new ProfileWrite(
            "new",
            false,
            at(9),
            setting("u_em", "1"),
            List.of(new Identifier("u_em", "1")),
            Set.of("visitor", "tablet"),
            Set.of("joined"),
            Set.of("old"),
            List.of()));
    assertThat(found(database.storage(), "old").segments())
        .containsExactlyInAnyOrder("vip", "seen", "joined");
    assertThat(database.storage().profiles().count(SHOP)).isOne();
    var sizes = new HashMap<>(database.storage().segments().sizes(SHOP));
    sizes.values().removeIf(size -> size == 0);
    assertThat(sizes).isEqualTo(Map.of("vip", 1L, "seen", 1L, "joined", 1L));
  }

  @Test
  void lookAlikesAreDifferentMembers() {
    create(SHOP, LOOK_ALIKES.toArray(String[]::new));
    for (var id : LOOK_ALIKES) {
      assertThat(upload(Mode.REPLACE, id).unknown()).as(id).isZero();
      assertThat(members()).as(id).containsExactly(id);
    }
  }

  @Test
  void purgeForgetsUploadsToo() {
    create(SHOP, "a");
    var segments = database.storage().segments();
    var upload = segments.begin(SHOP, "vip", Mode.ADD);
    segments.stage(upload, List.of("a"));
    database.storage().purge(SHOP);
    create(SHOP, "a");
    assertThatThrownBy(() -> segments.apply(upload)).isInstanceOf(IllegalArgumentException.class);
    assertThat(members()).isEmpty();
  }

  @Test
  void twoServersMayApplyAtOnceWhileOthersWrite() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 300; i++) {
      ids.add("p" + i);
    }
    create(SHOP, ids.toArray(String[]::new));
    var servers = List.of(database.storage(), database.another());
    var upload = servers.getFirst().segments().begin(SHOP, "vip", Mode.REPLACE);
    servers.getFirst().segments().stage(upload, ids.subList(0, 150));
    Race.of(
        4,
        runner -> {
          if (runner < 2) {
            servers.get(runner).segments().apply(upload);
          } else {
            for (int i = 0; i < 300; i++) {
              write(servers.get(runner - 2), did("p" + i, event(runner + "/" + i)));
            }
          }
          return runner;
        });
    assertThat(members()).isEqualTo(Set.copyOf(ids.subList(0, 150)));
    assertThat(size()).isEqualTo(150);
    for (Profile profile : database.storage().profiles().page(SHOP, null, 999)) {
      assertThat(database.storage().events().latest(SHOP, profile.customerId(), 9)).hasSize(2);
    }
  }
}
