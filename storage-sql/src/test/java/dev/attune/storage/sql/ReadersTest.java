package dev.attune.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.StorageException;
import dev.attune.storage.WorkspaceId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {
  private static final WorkspaceId SHOP = new WorkspaceId("SHOP");

  @TempDir Path directory;

  private SqliteStorage storage;

  @BeforeEach
  void open() {
    storage = SqliteStorage.open(directory.resolve("attune.db"));
    var ann = ProfileWrite.of("ann", Instant.EPOCH, AttributeChanges.NONE, List.of());
    storage.profiles().write(SHOP, Policy.NONE, List.of(ann));
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  void aFailedReadSpoilsNothingForTheNext() {
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() ->
              storage.read(reader -> {
                throw new SQLException("broken on purpose");
              }))
          .isInstanceOf(StorageException.Unavailable.class)
          .hasMessageContaining("broken on purpose");
      assertThat(storage.profiles().find(SHOP, "ann")).isNotNull();
    }
  }

  @Test
  void manyThreadsShareTheReaders() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Integer>>();
      for (int thread = 0; thread < 200; thread++) {
        answers.add(
            threads.submit(() -> {
              int found = 0;
              for (int i = 0; i < 100; i++) {
                found += storage.profiles().find(SHOP, "ann") == null ? 0 : 1;
              }
              return found;
            }));
      }
      for (var answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(100);
      }
    }
  }
}
