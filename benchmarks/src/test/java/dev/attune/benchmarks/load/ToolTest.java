package dev.attune.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {
  private static final Tool TOOL = new Tool("some-tool", "build it");

  @TempDir private Path directory;

  @Test
  void aProgramInThePathIsFound() throws IOException {
    var program = Files.createFile(directory.resolve("some-tool"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(TOOL.find("/nowhere" + File.pathSeparator + directory)).contains(program);
  }

  @Test
  void aDirectoryOrAFileThatDoesNotRunIsNone() throws IOException {
    Files.createDirectory(directory.resolve("some-tool"));
    assertThat(TOOL.find(directory.toString())).isEmpty();
    assertThat(TOOL.find("")).isEmpty();
  }
}
