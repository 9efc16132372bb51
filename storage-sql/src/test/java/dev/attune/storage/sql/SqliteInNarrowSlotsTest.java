package dev.attune.storage.sql;

import dev.attune.storage.Storage;
import dev.attune.storage.testkit.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The whole contract where people and event ids share 64 hashes, and ids leave memory after ten:
/// what happens once in a million writes otherwise.
class SqliteInNarrowSlotsTest extends StorageContract {
  @TempDir Path directory;

  @Override
  protected Storage open() {
    return SqliteStorage.open(
        directory.resolve("attune.db"), new Sizes(6, 10, 60, 1 << 16, 0, 1_000));
  }
}
