package dev.attune.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.attune.benchmarks.load.Tool;
import dev.attune.benchmarks.report.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Without the shipped server, which is another module: `./attune bench` tries the rest.
class HttpSectionTest {
  private static final HttpSection.Pace IN_PASSING =
      new HttpSection.Pace(
          7_000, 1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 100);

  @TempDir private Path directory;

  @Test
  void withoutAServerItIsSkippedAndSaysWhatToRun() throws Exception {
    var outcome = new HttpSection(List.of(), directory, IN_PASSING).run(doing -> {});
    assertThat(outcome).isInstanceOf(Outcome.Skipped.class);
    assertThat(((Outcome.Skipped) outcome).why()).contains("./attune bench");
  }

  @Test
  void thePeopleAreMadeOnceAndAServerThatEndsIsAFailureInItsWords() {
    assumeTrue(Tool.WRK.find().isPresent() && Tool.NGINX.find().isPresent());
    var ending = List.of("sh", "-c", "echo no such setting >&2; exit 1");
    var section = new HttpSection(ending, directory, IN_PASSING);
    var first = new ArrayList<String>();
    assertThatThrownBy(() -> section.run(first::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such setting");
    var second = new ArrayList<String>();
    assertThatThrownBy(() -> section.run(second::add)).isInstanceOf(IOException.class);
    assertThat(first).anyMatch(doing -> doing.startsWith("made people-7000-"));
    assertThat(second).noneMatch(doing -> doing.startsWith("made"));
  }
}
