package dev.attune.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.attune.benchmarks.report.Budget;
import dev.attune.benchmarks.report.Outcome;
import dev.attune.benchmarks.report.Reference;
import dev.attune.benchmarks.report.Row;
import dev.attune.benchmarks.report.Section;
import dev.attune.benchmarks.shop.ExperienceNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// How long the report of an experience with ten million events takes, over HTTP. Only when it is
/// asked for: the events take some minutes to make.
public final class ReportSection implements Section {
  private static final int TIMES = 50;
  private static final int WARM_UP = 20;
  private static final int BUDGET_MILLIS = 100;

  /// Of a variation: in the series it does not follow `people`.
  private static final Pattern IMPRESSIONS =
      Pattern.compile("\"people\":\\d+,\"impressions\":(\\d+)");

  private final List<String> command;
  private final Path directory;
  private final int events;

  /// @param command that starts the server, as the launcher has it; empty: the section is skipped
  /// @param directory for the database
  public ReportSection(List<String> command, Path directory) {
    this(command, directory, 10_000_000);
  }

  ReportSection(List<String> command, Path directory, int events) {
    this.command = List.copyOf(command);
    this.directory = directory;
    this.events = events;
  }

  @Override
  public String name() {
    return "report";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public Outcome run(Consumer<String> progress) throws IOException, InterruptedException {
    if (command.isEmpty()) {
      return new Outcome.Skipped("not told how to start the server; ./attune bench does");
    }
    var database = ReportedEvents.in(directory, events, progress);
    var log = directory.resolve("report-server.log");
    var rows = new ArrayList<Row>();
    try (var caller = new Caller();
        var server = ServerProcess.start(command, database, log)) {
      caller.publish(server.base(), 1);
      var shown =
          caller.report(server.base(), ExperienceNames.FOR_ALL, query("day", ReportedEvents.DAYS));
      check(new String(shown, UTF_8));
      progress.accept("reading reports");
      measure(caller, server, "60 days by day", query("day", ReportedEvents.DAYS), rows);
      measure(caller, server, "60 days by hour", query("hour", ReportedEvents.DAYS), rows);
      measure(caller, server, "a week by hour", query("hour", 7), rows);
    }
    return new Outcome.Measured(rows);
  }

  private static String query(String interval, int days) {
    Instant to = ReportedEvents.FROM.plus(Duration.ofDays(days));
    return "from=%s&to=%s&interval=%s".formatted(ReportedEvents.FROM, to, interval);
  }

  /// A fast report of nothing is not measured.
  private void check(String report) throws IOException {
    long impressions = 0;
    var counts = IMPRESSIONS.matcher(report);
    while (counts.find()) {
      impressions += Long.parseLong(counts.group(1));
    }
    long expected = (long) events / ReportedEvents.A_PERSON * ReportedEvents.IMPRESSIONS;
    if (impressions != expected) {
      throw new IOException(
          "%,d impressions, %,d were made: %s".formatted(impressions, expected, report));
    }
  }

  private void measure(
      Caller caller, ServerProcess server, String what, String query, List<Row> rows)
      throws IOException, InterruptedException {
    var millis = new ArrayList<Double>();
    int bytes = 0;
    for (int i = 0; i < WARM_UP + TIMES; i++) {
      long start = System.nanoTime();
      bytes = caller.report(server.base(), ExperienceNames.FOR_ALL, query).length;
      if (i >= WARM_UP) {
        millis.add((System.nanoTime() - start) / 1e6);
      }
    }
    millis.sort(null);
    double median = millis.get(TIMES / 2);
    rows.add(
        new Row(
            "report of %,d events, %s, half within".formatted(events, what),
            median,
            "ms",
            Budget.NONE,
            null));
    rows.add(
        new Row(
            "  the slowest of " + TIMES,
            millis.getLast(),
            "ms",
            new Budget.AtMost(BUDGET_MILLIS),
            new Reference("half within", median)));
    rows.add(new Row("  answer", bytes / 1024.0, "KiB", Budget.NONE, null));
  }
}
