package dev.attune.benchmarks;

import dev.attune.benchmarks.engine.EngineSection;
import dev.attune.benchmarks.report.JsonReport;
import dev.attune.benchmarks.report.Outcome;
import dev.attune.benchmarks.report.Report;
import dev.attune.benchmarks.report.Section;
import dev.attune.benchmarks.report.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `bench [--json] [--strict] [SECTION…]`: measures, prints what came out to standard output and
/// what it is doing to standard error.
///
/// Ends with 0 when everything that can run here ran, 1 when something failed, 2 when it was called
/// wrongly. A missed budget is printed and no failure, unless `--strict` says so: then it ends with
/// 1 too.
public final class Bench {
  private static final Set<String> FLAGS = Set.of("--json", "--strict");

  private Bench() {}

  public static void main(String[] args) {
    System.exit(run(List.of(new EngineSection()), List.of(args), System.out, System.err));
  }

  static int run(List<Section> sections, List<String> args, PrintStream out, PrintStream err) {
    var names = sections.stream().map(Section::name).toList();
    for (var arg : args) {
      if (!FLAGS.contains(arg) && !names.contains(arg)) {
        err.printf("'%s' is neither a flag of %s nor a section of %s%n", arg, FLAGS, names);
        return 2;
      }
    }
    var asked = args.stream().filter(names::contains).toList();
    var chosen = sections.stream().filter(s -> asked.isEmpty() || asked.contains(s.name()));
    var report = measured(chosen.toList(), err);
    if (args.contains("--json")) {
      JsonReport.write(report, out);
    } else {
      out.print(Table.of(report));
    }
    return report.failed() || (args.contains("--strict") && !report.keptEveryBudget()) ? 1 : 0;
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
