package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {
  private static final int STARTERS = 8;

  @TempDir private Path folder;

  private Settings settings() throws SettingsException {
    return Settings.read(Map.of("ATTUNE_STORAGE", "sqlite:" + folder.resolve("new/a.db")), null);
  }

  private Path file() {
    return folder.resolve("new/admin-token");
  }

  @Test
  void aTokenThatIsSetIsTheOneAndNoFileIsMade() throws Exception {
    var settings =
        Settings.read(
            Map.of(
                "ATTUNE_STORAGE",
                "sqlite:" + folder.resolve("new/a.db"),
                "ATTUNE_ADMIN_TOKEN",
                "a-token-of-mine"),
            null);

    assertThat(AdminToken.of(settings)).isEqualTo("a-token-of-mine");
    assertThat(file()).doesNotExist();
  }

  @Test
  void theFirstStartMakesOneThatIsKept() throws Exception {
    var token = AdminToken.of(settings());

    assertThat(token).matches("[A-Za-z0-9_-]{32}");
    assertThat(AdminToken.of(settings())).isEqualTo(token);
    assertThat(file()).hasContent(token);
  }

  @Test
  void onlyItsOwnerMayReadIt() throws Exception {
    var _ = AdminToken.of(settings());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void serversThatStartAtOnceAgreeOnOne() throws Exception {
    for (int round = 0; round < 20; round++) {
      var settings = settings();
      var gate = new CyclicBarrier(STARTERS);
      var tokens = new HashSet<String>();
      try (var pool = Executors.newFixedThreadPool(STARTERS)) {
        Callable<String> start =
            () -> {
              var _ = gate.await();
              return AdminToken.of(settings);
            };
        for (var token : pool.invokeAll(Stream.generate(() -> start).limit(STARTERS).toList())) {
          tokens.add(token.get());
        }
      }

      assertThat(tokens).hasSize(1);
      try (var files = Files.list(folder.resolve("new"))) {
        assertThat(files).containsExactly(file());
      }
      Files.delete(file());
    }
  }

  @Test
  void anEmptyFileOpensNothing() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "\n");

    assertThatThrownBy(() -> AdminToken.of(settings()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file().toString());
  }
}
