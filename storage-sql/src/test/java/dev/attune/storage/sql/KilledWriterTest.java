package dev.attune.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written.Appended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed while it writes loses nothing that it had answered for.
class KilledWriterTest {
  private static final WorkspaceId SHOP = new WorkspaceId("SHOP");
  private static final int THREADS = 4;
  private static final int BATCH = 50;
  private static final int PEOPLE = 20;

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
      for (var batch : acknowledged) {
        var again = storage.profiles().write(SHOP, Policy.NONE, batch(batch));
        assertThat(again)
            .as("batch %s sent again", batch)
            .allSatisfy(one -> assertThat(one.appended()).containsOnly(Appended.DUPLICATE));
      }
      assertEachIsThereOnce(storage, acknowledged);
    }
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
      var event = new Event(name + "/" + i, "Order Placed", at, at, "web", Map.of(), null);
      writes.add(ProfileWrite.of("p" + i % PEOPLE, at, List.of(event)));
    }
    return writes;
  }

  /// The process that is killed: writes batches for ever and says which are written.
  public static void main(String[] arguments) throws InterruptedException {
    var storage = SqliteStorage.open(Path.of(arguments[0]));
    for (int thread = 0; thread < THREADS; thread++) {
      var prefix = arguments[1] + "-" + thread + "-";
      Thread.ofPlatform()
          .start(() -> {
            for (int number = 0; ; number++) {
              storage.profiles().write(SHOP, Policy.NONE, batch(prefix + number));
              System.out.println(prefix + number + "!");
            }
          });
    }
    Thread.currentThread().join();
  }
}
