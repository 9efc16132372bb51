package dev.attune.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.benchmarks.report.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Without the shipped server, which is another module: `./attune bench report` tries the rest.
class ReportSectionTest {
  @TempDir private Path directory;

  @Test
  void itRunsByNameOnlyAndWithoutAServerItIsSkipped() throws Exception {
    var section = new ReportSection(List.of(), directory, 2_000);
    assertThat(section.onlyByName()).isTrue();
    assertThat(section.run(doing -> {})).isInstanceOf(Outcome.Skipped.class);
  }

  @Test
  void theEventsAreMadeOnce() {
    var ending = List.of("sh", "-c", "echo no such setting >&2; exit 1");
    var section = new ReportSection(ending, directory, 2_000);
    var first = new ArrayList<String>();
    assertThatThrownBy(() -> section.run(first::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such setting");
    var second = new ArrayList<String>();
    assertThatThrownBy(() -> section.run(second::add)).isInstanceOf(IOException.class);
    assertThat(first).anyMatch(doing -> doing.startsWith("made reported-2000-"));
    assertThat(second).isEmpty();
  }
}
