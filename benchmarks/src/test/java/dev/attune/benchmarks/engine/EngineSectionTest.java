package dev.attune.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.benchmarks.engine.EngineSection.Pace;
import dev.attune.benchmarks.report.Budget;
import dev.attune.benchmarks.report.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class EngineSectionTest {

  @Test
  void everyBenchmarkRunsAndIsReported() throws Exception {
    var progress = new ArrayList<String>();
    var inPassing = new EngineSection(new Pace(0, 0, 1, Duration.ofMillis(10)));

    var outcome = inPassing.run(progress::add);

    assertThat(progress).hasSize(16).doesNotHaveDuplicates();
    var rows = ((Outcome.Measured) outcome).rows();
    assertThat(rows).hasSize(14).allMatch(row -> row.measured() > 0);
    assertThat(rows.stream().filter(row -> row.budget() instanceof Budget.AtMost)).hasSize(4);
  }
}
