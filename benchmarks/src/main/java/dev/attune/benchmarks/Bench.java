package dev.attune.benchmarks;

import dev.attune.benchmarks.engine.EngineSection;
import dev.attune.benchmarks.http.HttpSection;
import dev.attune.benchmarks.http.ReportSection;
import dev.attune.benchmarks.report.JsonReport;
import dev.attune.benchmarks.report.Outcome;
import dev.attune.benchmarks.report.Report;
import dev.attune.benchmarks.report.Section;
import dev.attune.benchmarks.report.Table;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// `bench [--json] [--strict] [SECTION…] [-- COMMAND…]`: measures, prints what came out to standard
/// output and what it is doing to standard error.
///
/// `COMMAND…` is what starts the server, up to `serve`; without it the sections `http` and `report`
/// are skipped. `report` runs only by name.
///
/// Ends with 0 when everything that can run here ran, 1 when something failed, 2 when it was called
/// wrongly. A missed budget is printed and no failure, unless `--strict` says so: then it ends with
/// 1 too.
public final class Bench {
  private static final List<String> FLAGS = List.of("--json", "--strict");
  private static final Set<String> HELP = Set.of("--help", "-h");

  private Bench() {}

  public static void main(String[] args) {
    System.setProperty("slf4j.internal.verbosity", "ERROR"); // nobody here reads the storage's log
    var words = List.of(args);
    int end = words.indexOf("--");
    var own = end < 0 ? words : words.subList(0, end);
    var command = end < 0 ? List.<String>of() : words.subList(end + 1, words.size());
    var sections =
        List.of(
            new EngineSection(),
            new HttpSection(command, directory()),
            new ReportSection(command, directory()));
    System.exit(run(sections, own, System.out, System.err));
  }

  /// Where the jar is: a folder for what is built.
  private static Path directory() {
    var jar =
        Path.of(
            URI.create(Bench.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    return Objects.requireNonNull(jar.getParent(), "the jar lies in a folder");
  }

  static int run(List<Section> sections, List<String> args, PrintStream out, PrintStream err) {
    var names = sections.stream().map(Section::name).toList();
    if (args.stream().anyMatch(HELP::contains)) {
      out.print(usage(names));
      return 0;
    }
    for (var arg : args) {
      if (!FLAGS.contains(arg) && !names.contains(arg)) {
        err.printf("'%s' is neither a flag of %s nor a section of %s%n", arg, FLAGS, names);
        return 2;
      }
    }
    var asked = args.stream().filter(names::contains).toList();
    var chosen =
        sections.stream().filter(s -> asked.isEmpty() ? !s.onlyByName() : asked.contains(s.name()));
    var report = measured(chosen.toList(), err);
    if (args.contains("--json")) {
      JsonReport.write(report, out);
    } else {
      out.print(Table.of(report));
    }
    return report.failed() || (args.contains("--strict") && !report.keptEveryBudget()) ? 1 : 0;
  }

  private static String usage(List<String> sections) {
    return """
    Usage: bench [--json] [--strict] [SECTION…]
    Measures the budgets and prints what came out beside each; benchmarks/README.md says how.
      SECTION    %s; all but report without one
      --json     Print the report as JSON.
      --strict   End with 1 when a budget is missed too.
    """
        .formatted(String.join(", ", sections));
  }

  private static Report measured(List<Section> sections, PrintStream err) {
    var machine = Machine.line();
    var parts = new ArrayList<Report.Part>();
    for (var section : sections) {
      long start = System.nanoTime();
      var outcome = outcome(section, err);
      parts.add(new Report.Part(section.name(), outcome, (System.nanoTime() - start) / 1e9));
    }
    return new Report(machine, parts);
  }

  private static Outcome outcome(Section section, PrintStream err) {
    try {
      return section.run(doing -> err.printf("%s: %s%n", section.name(), doing));
    } catch (Exception failure) {
      failure.printStackTrace(err);
      return new Outcome.Failed(failure);
    }
  }
}
