package dev.attune.storage.testkit;

import static dev.attune.storage.testkit.Samples.LOOK_ALIKES;
import static dev.attune.storage.testkit.Samples.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

abstract class CatalogsContract {
  private final Database database;

  CatalogsContract(Database database) {
    this.database = database;
  }

  private boolean replace(WorkspaceId id, long version, String content) {
    return database.storage().catalogs().replace(new StoredWorkspace(id, version, content));
  }

  @Test
  void aWorkspaceThatNeverWasIsNotFound() {
    assertThat(database.storage().catalogs().find(SHOP)).isNull();
    assertThat(database.storage().catalogs().versions()).isEmpty();
  }

  @Test
  void whatIsStoredIsFound() {
    var content = "a catalog \u0000 with \uD83D\uDE00 ".repeat(50_000);
    assertThat(replace(SHOP, 1, content)).isTrue();
    assertThat(database.storage().catalogs().find(SHOP))
        .isEqualTo(new StoredWorkspace(SHOP, 1, content));
  }

  @Test
  void onlyTheNextVersionIsStored() {
    assertThat(replace(SHOP, 2, "second of nothing")).isFalse();
    assertThat(replace(SHOP, 1, "first")).isTrue();
    assertThat(replace(SHOP, 1, "first again")).isFalse();
    assertThat(replace(SHOP, 3, "third too early")).isFalse();
    assertThat(replace(SHOP, 2, "second")).isTrue();
    assertThat(replace(SHOP, 1, "first too late")).isFalse();
    assertThat(replace(SHOP, 2, "second again")).isFalse();
    assertThat(database.storage().catalogs().find(SHOP))
        .isEqualTo(new StoredWorkspace(SHOP, 2, "second"));
  }

  @Test
  void theFirstOfTwentyRacingWritersWins() {
    for (long version = 1; version <= 5; version++) {
      long next = version;
      var stored = Race.of(20, writer -> replace(SHOP, next, next + " by " + writer));
      assertThat(Collections.frequency(stored, true)).as("winners of version " + next).isOne();
      assertThat(database.storage().catalogs().find(SHOP))
          .isEqualTo(new StoredWorkspace(SHOP, next, next + " by " + stored.indexOf(true)));
    }
  }

  @Test
  void aDeletedWorkspaceKeepsItsPlaceInTheVersions() {
    replace(SHOP, 1, "first");
    assertThat(replace(SHOP, 2, "")).isTrue();
    var deleted = database.storage().catalogs().find(SHOP);
    assertThat(deleted).isEqualTo(new StoredWorkspace(SHOP, 2, ""));
    assertThat(database.storage().catalogs().versions()).containsExactly(Map.entry(SHOP, 2L));
    assertThat(replace(SHOP, 1, "as if new")).isFalse();
    assertThat(replace(SHOP, 3, "created again")).isTrue();
  }

  @Test
  void versionsTellsOfEveryWorkspace() {
    var expected = new HashMap<WorkspaceId, Long>();
    for (int i = 0; i < 30; i++) {
      var id = new WorkspaceId("W" + i);
      for (long version = 1; version <= 1 + i % 3; version++) {
        replace(id, version, "content");
        expected.put(id, version);
      }
    }
    assertThat(database.storage().catalogs().versions()).isEqualTo(expected);
  }

  @Test
  void lookAlikeWorkspacesAreDifferent() {
    for (var id : LOOK_ALIKES) {
      assertThat(replace(new WorkspaceId(id), 1, "of " + id)).as(id).isTrue();
    }
    for (var id : LOOK_ALIKES) {
      var workspace = new WorkspaceId(id);
      assertThat(database.storage().catalogs().find(workspace))
          .isEqualTo(new StoredWorkspace(workspace, 1, "of " + id));
    }
    assertThat(database.storage().catalogs().versions()).hasSize(LOOK_ALIKES.size());
  }
}
