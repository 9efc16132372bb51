package dev.attune.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Profile;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.SegmentStore.Applied;
import dev.attune.storage.SegmentStore.Mode;
import dev.attune.storage.WorkspaceId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens between the steps of an upload.
class UploadsTest {
  private static final WorkspaceId SHOP = new WorkspaceId("SHOP");
  private static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");

  @TempDir Path directory;
  private SqliteStorage storage;

  @BeforeEach
  void open() {
    storage = SqliteStorage.open(directory.resolve("attune.db"));
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private void write(String id, Set<String> absorbed, Set<String> joined) {
    var write =
        new ProfileWrite(
            id, false, AT, AttributeChanges.NONE, List.of(), absorbed, joined, Set.of(), List.of());
    storage.profiles().write(SHOP, Policy.NONE, List.of(write));
  }

  private Set<String> segments(String id) {
    Profile profile = Objects.requireNonNull(storage.profiles().find(SHOP, id));
    return profile.segments();
  }

  /// A replacement that has looked at everybody but is not at its end.
  private long replacementThatHasPassedAll(String... staged) {
    var upload = storage.segments().begin(SHOP, "vip", Mode.REPLACE);
    storage.segments().stage(upload, List.of(staged));
    long number = Long.parseLong(upload);
    storage.write(sql -> {
      sql.uploads.apply(number);
      sql.uploads.sort(number, List.of(staged));
      sql.uploads.sorted(number, Long.MAX_VALUE);
      sql.uploads.sorted(number, -1);
      sql.uploads.change(number, 100);
      return sql.uploads.replace(number, new Uploads.Leaving(Long.MAX_VALUE, List.of(), false));
    });
    return number;
  }

  @Test
  void whoBecomesPartOfSomebodyWhoWasPassedLeavesFirst() {
    write("passed", Set.of(), Set.of());
    write("not reached", Set.of(), Set.of("vip", "other"));
    long upload = replacementThatHasPassedAll("somebody else");
    write("passed", Set.of("not reached"), Set.of());
    assertThat(storage.segments().apply(Long.toString(upload))).isEqualTo(new Applied(0, 1, 0, 1));
    assertThat(segments("passed")).containsExactly("other");
    assertThat(storage.segments().sizes(SHOP)).containsOnlyKeys("other");
  }

  @Test
  void whoIsInTheUploadStaysThoughTheyBecomePartOfSomebody() {
    write("passed", Set.of(), Set.of());
    write("listed", Set.of(), Set.of());
    long upload = replacementThatHasPassedAll("listed");
    write("passed", Set.of("listed"), Set.of());
    storage.write(sql -> {
      var place = Objects.requireNonNull(sql.people.find(1, "passed").place());
      return sql.uploads.replace(
          upload, new Uploads.Leaving(Long.MAX_VALUE, List.of(place.key()), false));
    });
    assertThat(storage.segments().apply(Long.toString(upload))).isEqualTo(new Applied(1, 0, 0, 0));
    assertThat(segments("listed")).containsExactly("vip");
  }

  @Test
  void whatIsDoneTwiceByTwoServersIsDoneOnce() {
    for (var id : List.of("a", "b", "c")) {
      write(id, Set.of(), Set.of());
    }
    long upload = replacementThatHasPassedAll("a", "b");
    storage.write(sql -> {
      // What a server does that is late: nothing of it belongs to the phase.
      sql.uploads.sort(upload, List.of("c"));
      sql.uploads.sorted(upload, -1);
      return sql.uploads.change(upload, 100);
    });
    assertThat(storage.segments().apply(Long.toString(upload))).isEqualTo(new Applied(2, 0, 0, 0));
    assertThat(segments("c")).isEmpty();
    assertThat(storage.segments().sizes(SHOP)).containsEntry("vip", 2L);
  }
}
