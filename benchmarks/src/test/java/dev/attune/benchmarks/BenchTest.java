package dev.attune.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.benchmarks.report.Budget;
import dev.attune.benchmarks.report.Outcome;
import dev.attune.benchmarks.report.Row;
import dev.attune.benchmarks.report.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BenchTest {
  private final List<String> ran = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everySectionRunsWhenNoneIsNamed() {
    assertThat(run(List.of(measuring(1), failing()), List.of())).isEqualTo(1);
    assertThat(ran).containsExactly("measuring", "failing");
  }

  @Test
  void onlyTheNamedSectionRuns() {
    var sections = List.of(measuring(1), failing());
    assertThat(run(sections, List.of("measuring"))).isZero();
    assertThat(ran).containsExactly("measuring");
  }

  @Test
  void aSectionThatRunsByNameOnlyWaitsForItsName() {
    var sections = List.of(measuring(1), byName(failing()));
    assertThat(run(sections, List.of())).isZero();
    assertThat(ran).containsExactly("measuring");
    assertThat(run(sections, List.of("failing"))).isEqualTo(1);
  }

  @Test
  void aMissedBudgetIsAFailureOnlyWhenStrict() {
    assertThat(run(List.of(measuring(3)), List.of())).isZero();
    assertThat(run(List.of(measuring(3)), List.of("--strict"))).isEqualTo(1);
    assertThat(run(List.of(measuring(2)), List.of("--strict", "--json"))).isZero();
  }

  @Test
  void whoAsksForHelpGetsItAndNothingRuns() {
    assertThat(run(List.of(measuring(1)), List.of("--help"))).isZero();
    assertThat(ran).isEmpty();
  }

  @Test
  void anUnknownWordIsRefusedBeforeAnythingRuns() {
    assertThat(run(List.of(measuring(1)), List.of("--fast"))).isEqualTo(2);
    assertThat(ran).isEmpty();
  }

  @Test
  void theOutputIsTheReportAndNothingElse() {
    run(List.of(measuring(1)), List.of("--json"));
    assertThat(out.toString(UTF_8)).startsWith("{\"machine\":").endsWith("}");
    assertThat(err.toString(UTF_8)).contains("measuring: taking a look");
  }

  private int run(List<Section> sections, List<String> args) {
    return Bench.run(
        sections, args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }

  /// Measures a number that may be 2 at the most.
  private Section measuring(double measured) {
    var row = new Row("number", measured, "µs", new Budget.AtMost(2), null);
    return new Fake("measuring", new Outcome.Measured(List.of(row)), ran);
  }

  private static Section byName(Section section) {
    return new Section() {
      @Override
      public String name() {
        return section.name();
      }

      @Override
      public boolean onlyByName() {
        return true;
      }

      @Override
      public Outcome run(Consumer<String> progress) throws Exception {
        return section.run(progress);
      }
    };
  }

  private Section failing() {
    return new Fake("failing", new Outcome.Failed(new IOException("on purpose")), ran);
  }

  private record Fake(String name, Outcome outcome, List<String> ran) implements Section {
    @Override
    public Outcome run(Consumer<String> progress) throws Exception {
      ran.add(name);
      progress.accept("taking a look");
      if (outcome instanceof Outcome.Failed(var cause)) {
        throw cause;
      }
      return outcome;
    }
  }
}
