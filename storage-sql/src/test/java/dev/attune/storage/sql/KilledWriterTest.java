package dev.attune.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.attribution.Arm;
import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Figures;
import dev.attune.engine.attribution.Goal;
import dev.attune.engine.attribution.Goals;
import dev.attune.engine.attribution.Touch;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.ReportStore;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written.Appended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed while it writes loses nothing that it had answered for, and has counted
/// what it has stored.
class KilledWriterTest {
  private static final WorkspaceId SHOP = new WorkspaceId("SHOP");
  private static final int THREADS = 4;
  private static final int BATCH = 50;
  private static final int PEOPLE = 20;

  private static final Goal ORDER =
      new Goal("Order", "Order Placed", null, null, Duration.ofHours(36), Attribution.VIEW_THROUGH);
  private static final Policy POLICY =
      new Policy(false, null, new Goals(ZoneOffset.UTC, Map.of("x1", List.of(ORDER))));

  @TempDir Path directory;

  @Test
  void whatWasAnsweredIsThereOnceAfterTheProcessIsKilled() throws Exception {
    var file = directory.resolve("attune.db");
    var acknowledged = new ArrayList<String>();
    for (int life = 0; life < 3; life++) {
      acknowledged.addAll(writeUntilKilled(file, life));
    }
    assertThat(acknowledged).as("batches answered").hasSizeGreaterThan(3 * 20);
    try (var storage = SqliteStorage.open(file)) {
      assertEachIsThereOnce(storage, acknowledged);
      assertWhatIsStoredIsCounted(storage);
      for (var batch : acknowledged) {
        var again = storage.profiles().write(SHOP, POLICY, batch(batch));
        assertThat(again)
            .as("batch %s sent again", batch)
            .allSatisfy(one -> assertThat(one.appended()).containsOnly(Appended.DUPLICATE));
      }
      assertEachIsThereOnce(storage, acknowledged);
    }
  }

  private static void assertWhatIsStoredIsCounted(SqliteStorage storage) {
    var counted = figures(storage);
    long impressions = 0;
    for (int person = 0; person < PEOPLE; person++) {
      impressions +=
          storage.events().latest(SHOP, "p" + person, Integer.MAX_VALUE).stream()
              .filter(event -> event.touch() != null)
              .count();
    }
    var arm = counted.arm(new Arm("42D", "1"));
    assertThat(arm.impressions()).isEqualTo(impressions);
    assertThat(arm.people()).isEqualTo(PEOPLE / 2);
    storage.reports().rebuild(SHOP, POLICY, ReportStore.Progress.NONE);
    assertThat(figures(storage)).isEqualTo(counted);
  }

  private static Figures figures(SqliteStorage storage) {
    return storage
        .reports()
        .read(
            SHOP,
            "x1",
            LocalDate.EPOCH,
            LocalDate.EPOCH.plusDays(2),
            Attribution.VIEW_THROUGH,
            true)
        .figures();
  }

  private static void assertEachIsThereOnce(SqliteStorage storage, List<String> acknowledged) {
    Map<String, Integer> times = new HashMap<>();
    for (int person = 0; person < PEOPLE; person++) {
      for (var event : storage.events().latest(SHOP, "p" + person, Integer.MAX_VALUE)) {
        times.merge(event.id(), 1, Integer::sum);
      }
    }
    assertThat(times.values()).containsOnly(1);
    for (var batch : acknowledged) {
      for (int i = 0; i < BATCH; i++) {
        assertThat(times).containsKey(batch + "/" + i);
      }
    }
  }

  /// @return the batches that the process said were written
  private static List<String> writeUntilKilled(Path file, int life) throws IOException {
    return Victim.run(
        KilledWriterTest.class,
        lines -> lines.size() == 40 + 25 * life,
        file.toString(),
        "life" + life);
  }

  private static List<ProfileWrite> batch(String name) {
    var writes = new ArrayList<ProfileWrite>();
    var at = Instant.EPOCH;
    for (int i = 0; i < BATCH; i++) {
      var touch = new Touch(Touch.Kind.SHOWN, "x1", "42D", "1", "", Map.of("1", 10_000));
      var event =
          new Event(
              name + "/" + i, "Order Placed", at, at, "web", Map.of(), i % 2 == 0 ? touch : null);
      writes.add(ProfileWrite.of("p" + i % PEOPLE, at, List.of(event)));
    }
    return writes;
  }

  /// The process that is killed: writes batches for ever and says which are written, and counts
  /// again and again.
  public static void main(String[] arguments) {
    var storage = SqliteStorage.open(Path.of(arguments[0]));
    for (int thread = 0; thread < THREADS; thread++) {
      var prefix = arguments[1] + "-" + thread + "-";
      Thread.ofPlatform()
          .start(() -> {
            for (int number = 0; ; number++) {
              storage.profiles().write(SHOP, POLICY, batch(prefix + number));
              System.out.println(prefix + number + "!");
            }
          });
    }
    while (true) {
      storage.reports().rebuild(SHOP, POLICY, ReportStore.Progress.NONE);
    }
  }
}
