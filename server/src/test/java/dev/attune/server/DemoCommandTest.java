package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private static final Path DEMO = Path.of("..", "examples", "demo");

  @TempDir private Path folder;

  private static List<String> foldersLeft() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(DemoCommand.FOLDER_PREFIX))
          .toList();
    }
  }

  @Test
  void itFillsAsksAndLeavesNothingBehind() throws IOException {
    assertThat(Main.run("demo", "--once", "--from", DEMO.toString())).isZero();
    assertThat(foldersLeft()).isEmpty();
  }

  @Test
  void aStartThatFailsLeavesNothingBehind() throws IOException {
    Files.writeString(folder.resolve("workspace.yaml"), "id: SHOP\nname: [");

    assertThat(Main.run("demo", "--once", "--from", folder.toString())).isEqualTo(1);
    assertThat(foldersLeft()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    assertThat(Main.run("demo", "--once", "--from", folder.resolve("no").toString())).isEqualTo(1);
  }
}
