package dev.attune.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.ReportStore.Progress;
import dev.attune.storage.StorageException;
import dev.attune.storage.StorageProvider;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written.Appended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteProviderTest {
  @TempDir Path directory;

  private final StorageProvider provider =
      ServiceLoader.load(StorageProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(each -> each.scheme().equals("sqlite"))
          .findFirst()
          .orElseThrow();

  private void open(Path file) {
    provider.open("sqlite:" + file, () -> Instant.EPOCH).close();
  }

  @Test
  void directoriesAreMadeAndOnlyTheOwnerReadsTheFiles() throws Exception {
    var file = directory.resolve("some/where/attune.db");
    try (var storage = provider.open("sqlite:" + file, () -> Instant.EPOCH)) {
      assertThat(storage.readsInProcess()).isTrue();
      for (var suffix : new String[] {"", "-wal", "-shm"}) {
        var permissions = Files.getPosixFilePermissions(Path.of(file + suffix));
        assertThat(PosixFilePermissions.toString(permissions)).as(suffix).isEqualTo("rw-------");
      }
    }
    assertThat(file.resolveSibling("attune.db-wal")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sqlite", "sqlite:", "sqlite: ", "sqlite::memory:", "sqlite:a?mode=ro", "x:a"})
  void aMalformedSettingSaysHowItIsWritten(String setting) {
    assertThatThrownBy(() -> provider.open(setting, () -> Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sqlite:data/attune.db");
  }

  @Test
  void aFileThatIsNoDatabaseIsLeftAlone() throws Exception {
    var file = Files.writeString(directory.resolve("attune.db"), "my thesis, ".repeat(1_000));
    assertThatThrownBy(() -> open(file)).isInstanceOf(StorageException.Unavailable.class);
    assertThat(file).hasContent("my thesis, ".repeat(1_000));
  }

  @Test
  void aDirectoryThatCannotBeMadeIsUnavailable() throws Exception {
    var file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> open(file.resolve("attune.db")))
        .isInstanceOf(StorageException.Unavailable.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aFileOfAnEarlierSchemaIsBroughtUpToDate() throws Exception {
    var file = directory.resolve("attune.db");
    var shop = new WorkspaceId("SHOP");
    var event = new Event("e1", "Looked", Instant.EPOCH, Instant.EPOCH, "", Map.of(), null);
    var write = ProfileWrite.of("ann", Instant.EPOCH, List.of(event));
    try (var storage = provider.open("sqlite:" + file, () -> Instant.EPOCH)) {
      storage.profiles().write(shop, Policy.NONE, List.of(write));
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var sql = connection.createStatement()) {
      sql.execute("DROP TABLE scrub");
      sql.execute("DROP TABLE retention");
      sql.execute("ALTER TABLE counting DROP COLUMN cut");
      sql.execute("PRAGMA user_version = 1");
    }
    try (var storage = provider.open("sqlite:" + file, () -> Instant.EPOCH)) {
      assertThat(storage.profiles().write(shop, Policy.NONE, List.of(write)).getFirst().appended())
          .containsExactly(Appended.DUPLICATE);
      assertThat(storage.reports().rebuild(shop, Policy.NONE, Progress.NONE)).isTrue();
      assertThat(storage.events().letGo(Instant.EPOCH)).isZero();
      assertThat(storage.profiles().erase(shop, Policy.NONE, "ann")).isTrue();
    }
  }

  @Test
  void aLaterSchemaIsNotTouched() throws Exception {
    var file = directory.resolve("attune.db");
    open(file);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var sql = connection.createStatement()) {
      sql.execute("PRAGMA user_version = 99");
    }
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StorageException.Unavailable.class)
        .hasMessageContaining("schema version is 99, this server knows 3");
  }
}
