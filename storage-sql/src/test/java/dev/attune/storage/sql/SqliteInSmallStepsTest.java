package dev.attune.storage.sql;

import dev.attune.storage.Storage;
import dev.attune.storage.testkit.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The whole contract where long work is done in steps of seven, few blocks fit behind a profile,
/// and samples are runs through the hashes from twenty people on.
class SqliteInSmallStepsTest extends StorageContract {
  @TempDir Path directory;

  @Override
  protected Storage open() {
    return SqliteStorage.open(
        directory.resolve("attune.db"), new Sizes(44, 1 << 16, 12, 20, 100, 7));
  }
}
