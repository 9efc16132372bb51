package dev.attune.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A report for people.
public final class Table {
  private static final List<String> HEAD =
      List.of("what", "measured", "budget", "reference", "ratio", "verdict");

  private Table() {}

  public static String of(Report report) {
    var text = new StringBuilder(report.machine()).append('\n');
    for (var part : report.parts()) {
      text.append(String.format(Locale.ROOT, "%n%s (%.0f s)%n", part.section(), part.seconds()));
      switch (part.outcome()) {
        case Outcome.Measured(var rows) -> appendRows(text, rows);
        case Outcome.Skipped(var why) -> text.append("  SKIPPED: ").append(why).append('\n');
        case Outcome.Failed(var cause) -> text.append("  FAILED: ").append(cause).append('\n');
      }
    }
    return text.toString();
  }

  private static void appendRows(StringBuilder text, List<Row> rows) {
    var lines = new ArrayList<List<String>>();
    lines.add(HEAD);
    rows.forEach(row -> lines.add(cells(row)));
    var widths = new int[HEAD.size()];
    for (var line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (var line : lines) {
      var shown = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        shown.append("  ").append(line.get(i)).repeat(' ', widths[i] - line.get(i).length());
      }
      text.append(shown.toString().stripTrailing()).append('\n');
    }
  }

  private static List<String> cells(Row row) {
    var reference = row.reference();
    return List.of(
        row.what(),
        number(row.measured()) + " " + row.unit(),
        budget(row),
        reference == null ? "" : "%s %s".formatted(reference.what(), number(reference.measured())),
        Double.isNaN(row.ratio()) ? "" : number(row.ratio()),
        row.verdict().word());
  }

  private static String budget(Row row) {
    return switch (row.budget()) {
      case Budget.None _ -> "";
      case Budget.AtMost(var limit) -> "≤ %s %s".formatted(number(limit), row.unit());
      case Budget.AtLeast(var limit) -> "≥ %s %s".formatted(number(limit), row.unit());
      case Budget.RatioAtLeast(var limit) -> "ratio ≥ " + number(limit);
      case Budget.RatioAtMost(var limit) -> "ratio ≤ " + number(limit);
    };
  }

  /// Three digits that count.
  private static String number(double number) {
    double size = Math.abs(number);
    int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", number);
  }
}
