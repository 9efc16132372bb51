package dev.attune.storage.sql;

import dev.attune.storage.Storage;
import dev.attune.storage.testkit.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStorageTest extends StorageContract {
  @TempDir Path directory;

  @Override
  protected Storage open() {
    return SqliteStorage.open(directory.resolve("attune.db"));
  }
}
