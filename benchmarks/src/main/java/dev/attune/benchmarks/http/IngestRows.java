package dev.attune.benchmarks.http;

import dev.attune.benchmarks.load.Load;
import dev.attune.benchmarks.load.Scripts;
import dev.attune.benchmarks.report.Budget;
import dev.attune.benchmarks.report.Reference;
import dev.attune.benchmarks.report.Row;
import dev.attune.benchmarks.shop.ProfileLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What comes in: impressions, events of the data API, an import of profiles. All that is answered
/// is counted, to be found again after the server was killed.
final class IngestRows {
  private static final int IMPORT_SECONDS = 300;

  private final Stage stage;
  private final ServerProcess server;
  private long answered;
  private long underway;

  IngestRows(Stage stage, ServerProcess server) {
    this.stage = stage;
    this.server = server;
  }

  /// How many events the server has said to have stored.
  long answered() {
    return answered;
  }

  /// How many more may have been on their way when a load ended.
  long underway() {
    return underway;
  }

  void measure(List<String> command) throws IOException, InterruptedException {
    long now = Instant.now().getEpochSecond();
    var people = stage.pace.people();
    var warmUp = stage.pace.warmUp();
    var impressions = Scripts.events(Caller.endpoint(server.base()), people, now);
    measure(
        "impressions, in batches of ",
        Scripts.EVENTS,
        impressions,
        Scripts.BATCH,
        30_000,
        warmUp.multipliedBy(2));
    var deeds = Scripts.deeds(Caller.dataEndpoint(server.base()), people);
    var path = Scripts.DEEDS + Population.WORKSPACE.text();
    measure("events of the data API, a person's ", path, deeds, Scripts.DEEDS_BATCH, 0, warmUp);
    imports(command);
  }

  /// @param least how many events a second; 0: as many as there are
  private void measure(
      String what, String path, String script, int batch, int least, Duration warmUp)
      throws IOException, InterruptedException {
    stage.progress.accept(what + batch);
    var before = stage.load(server, path, script, warmUp);
    var duel = stage.duel(server, path, script, "{\"status\":\"success\"}", stage.pace.longTurn());
    var median = duel.median();
    stage.add(
        new Row(
            what + batch,
            median.server().requestsPerSecond() * batch,
            "/s",
            least == 0 ? Budget.NONE : new Budget.AtLeast(least),
            new Reference(
                "nginx, storing nothing", median.reference().requestsPerSecond() * batch)));
    stage.addDetails(median);
    answered += (before.requests() + duel.answered()) * batch;
    underway += (1L + stage.pace.rounds()) * Load.CONNECTIONS * batch;
  }

  /// As a user does it, with the command line.
  private void imports(List<String> command) throws IOException, InterruptedException {
    int count = stage.pace.imported();
    stage.progress.accept("import of %,d profiles".formatted(count));
    var lines = stage.place.resolve("new.ndjson");
    ProfileLines.write(Population.PEOPLE, stage.pace.people(), count, lines);
    var words = new ArrayList<>(command.subList(0, command.size() - 1)); // all but "serve"
    words.addAll(
        List.of(
            "import-profiles",
            lines.toString(),
            "--workspace=" + Population.WORKSPACE.text(),
            "--server=" + server.base(),
            "--token=" + ServerProcess.ADMIN_TOKEN));
    var said = stage.place.resolve("import.txt");
    long start = System.nanoTime();
    run(words, said);
    double seconds = (System.nanoTime() - start) / 1e9;
    stage.add(
        new Row(
            "import of %,d profiles".formatted(count),
            count / seconds,
            "/s",
            new Budget.AtLeast(1e6 / 120),
            null));
  }

  private static void run(List<String> command, Path said)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      if (!process.waitFor(IMPORT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("the import did not end well: " + Files.readString(said));
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
