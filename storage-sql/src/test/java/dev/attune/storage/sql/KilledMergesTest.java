package dev.attune.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.attribution.Goals;
import dev.attune.engine.profile.Merged;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed while people become one leaves nobody half merged.
class KilledMergesTest {
  private static final WorkspaceId SHOP = new WorkspaceId("SHOP");
  private static final Policy MERGING = new Policy(true, null, Goals.NONE);
  private static final int THREADS = 4;
  private static final int GROUP = 6;

  @TempDir Path directory;

  @Test
  void whoWasAnsweredForIsOnePersonAndNobodyIsHalf() throws Exception {
    var file = directory.resolve("attune.db");
    var acknowledged = new ArrayList<String>();
    for (int life = 0; life < 3; life++) {
      int lines = 60 + 40 * life;
      acknowledged.addAll(
          Victim.run(
              KilledMergesTest.class, all -> all.size() == lines, file.toString(), "life" + life));
    }
    assertThat(acknowledged).hasSizeGreaterThan(3 * 40);
    try (var storage = SqliteStorage.open(file)) {
      for (var id : acknowledged) {
        var group = id.substring(0, id.lastIndexOf('/'));
        var profile = whole(storage, id);
        assertThat(profile.attributes()).containsEntry("u_em", new Value.Text(group));
        assertThat(storage.identities().find(SHOP, new Identifier("u_em", group)))
            .isEqualTo(profile.customerId());
        assertThat(storage.events().latest(SHOP, id, 99)).extracting(Event::id).contains(id);
      }
      assertNobodyIsHalf(storage);
    }
  }

  private static Profile whole(SqliteStorage storage, String id) {
    return Objects.requireNonNull(storage.profiles().find(SHOP, id, Instant.MIN), id);
  }

  private static void assertNobodyIsHalf(SqliteStorage storage) {
    var everybody = storage.profiles().page(SHOP, null, 100_000);
    assertThat(storage.profiles().count(SHOP)).isEqualTo(everybody.size());
    var ids = new HashSet<String>();
    for (var profile : everybody) {
      assertThat(ids.add(profile.customerId())).isTrue();
      for (var merged : profile.merged()) {
        assertThat(ids.add(merged.customerId())).as(merged.customerId()).isTrue();
        assertThat(whole(storage, merged.customerId()).customerId())
            .isEqualTo(profile.customerId());
      }
      // Each wrote one event before it became part of another.
      var did = new ArrayList<>(profile.merged().stream().map(Merged::customerId).toList());
      did.add(profile.customerId());
      assertThat(storage.events().latest(SHOP, profile.customerId(), 99))
          .extracting(Event::id)
          .containsExactlyInAnyOrderElementsOf(did);
      var totals = whole(storage, profile.customerId()).history().totals("Order Placed");
      assertThat(Objects.requireNonNull(totals).count()).isEqualTo(did.size());
    }
  }

  /// The process that is killed: people of groups of six become one, and it says who has.
  public static void main(String[] arguments) throws InterruptedException {
    var storage = SqliteStorage.open(Path.of(arguments[0]));
    for (int thread = 0; thread < THREADS; thread++) {
      var prefix = arguments[1] + "-" + thread + "-";
      Thread.ofPlatform()
          .start(() -> {
            for (int number = 0; ; number++) {
              var group = prefix + number / GROUP;
              var id = group + "/" + number % GROUP;
              storage.profiles().write(SHOP, MERGING, List.of(write(id, group, number)));
              System.out.println(id + "!");
            }
          });
    }
    Thread.currentThread().join();
  }

  private static ProfileWrite write(String id, String group, int number) {
    var at = Instant.ofEpochSecond(number);
    return new ProfileWrite(
        id,
        false,
        at,
        AttributeChanges.setting(Map.of("u_em", new Value.Text(group))),
        List.of(new Identifier("u_em", group)),
        Set.of(),
        Set.of(),
        Set.of(),
        List.of(new Event(id, "Order Placed", at, at, "web", Map.of(), null)));
  }
}
