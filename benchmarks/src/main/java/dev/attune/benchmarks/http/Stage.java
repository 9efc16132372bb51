package dev.attune.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.attune.benchmarks.load.Duel;
import dev.attune.benchmarks.load.Load;
import dev.attune.benchmarks.load.Nginx;
import dev.attune.benchmarks.load.Turns;
import dev.attune.benchmarks.load.Turns.Side;
import dev.attune.benchmarks.load.Turns.Turn;
import dev.attune.benchmarks.load.Wrk;
import dev.attune.benchmarks.report.Budget;
import dev.attune.benchmarks.report.Reference;
import dev.attune.benchmarks.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What the section measures with, and the rows so far.
final class Stage {
  final Path place;
  final Caller caller;
  final HttpSection.Pace pace;
  final Consumer<String> progress;
  private final Wrk wrk;
  private final Path nginxProgram;
  private final List<Row> rows = new ArrayList<>();

  /// @param place a folder for all files
  Stage(
      Wrk wrk,
      Path nginxProgram,
      Path place,
      Caller caller,
      HttpSection.Pace pace,
      Consumer<String> progress) {
    this.wrk = wrk;
    this.nginxProgram = nginxProgram;
    this.place = place;
    this.caller = caller;
    this.pace = pace;
    this.progress = progress;
  }

  List<Row> rows() {
    return rows;
  }

  void add(Row row) {
    rows.add(row);
  }

  /// Load on the server alone.
  Load load(ServerProcess server, String path, String script, Duration duration)
      throws IOException, InterruptedException {
    return wrk.run(server.base().resolve(path), file(script), duration);
  }

  /// @param answer what nginx answers
  Duel duel(ServerProcess server, String path, String script, String answer)
      throws IOException, InterruptedException {
    return duel(server, path, script, answer, pace.turn());
  }

  /// @param turn how long each of the server's takes
  Duel duel(ServerProcess server, String path, String script, String answer, Duration turn)
      throws IOException, InterruptedException {
    var file = file(script);
    try (var nginx = nginx(answer)) {
      return Duel.fight(
          wrk,
          new Side(server.contestant(), path, file, turn),
          new Side(nginx.contestant(), path, file, pace.turn()),
          pace.rounds());
    }
  }

  /// Several kinds of load on the server, and the first of them on nginx, by turns.
  ///
  /// @param answer what nginx answers
  /// @return of each round the turns, nginx's the last
  List<List<Turn>> turns(ServerProcess server, String path, List<String> scripts, String answer)
      throws IOException, InterruptedException {
    try (var nginx = nginx(answer)) {
      var sides = new ArrayList<Side>();
      for (var script : scripts) {
        sides.add(new Side(server.contestant(), path, file(script), pace.turn()));
      }
      sides.add(new Side(nginx.contestant(), path, sides.getFirst().script(), pace.turn()));
      return Turns.take(wrk, sides, pace.rounds());
    }
  }

  private Nginx nginx(String answer) throws IOException, InterruptedException {
    return Nginx.start(nginxProgram, Files.createTempDirectory(place, "nginx-"), answer);
  }

  private Path file(String script) throws IOException {
    return Files.writeString(Files.createTempFile(place, "load-", ".lua"), script, UTF_8);
  }

  void addRequests(String what, Duel duel, Budget budget) {
    var median = duel.median();
    var nginx = new Reference("nginx", median.reference().requestsPerSecond());
    add(new Row(what, median.server().requestsPerSecond(), "/s", budget, nginx));
    progress.accept(
        "%s: ratios %s"
            .formatted(
                what, duel.rounds().stream().map(r -> "%.3f".formatted(r.ratio())).toList()));
    addDetails(median);
  }

  void addDetails(Duel.Round round) {
    var server = round.server();
    var nginx = round.reference();
    add(millis("  half within", server.millisAt50(), nginx.millisAt50()));
    add(millis("  99 of 100 within", server.millisAt99(), nginx.millisAt99()));
    var nginxMicros = new Reference("nginx", round.referenceMicros());
    add(new Row("  processor time", round.serverMicros(), "µs", Budget.NONE, nginxMicros));
  }

  private static Row millis(String what, double server, double nginx) {
    return new Row(what, server, "ms", Budget.NONE, new Reference("nginx", nginx));
  }

  /// How long answers take at about half of the rate that the duel came to.
  ///
  /// @param paced the load of the duel, with pauses of so many milliseconds on average between an
  ///   answer and the next request of a connection
  void addHalfRate(ServerProcess server, String path, Duel duel, Paced paced)
      throws IOException, InterruptedException {
    var most = duel.median().server();
    double millisEach = Load.CONNECTIONS * 1_000 / (most.requestsPerSecond() / 2);
    // At half the rate nobody waits for long, so an answer takes next to nothing of it.
    var load = load(server, path, paced.script(Math.round(millisEach)), pace.longTurn());
    if (load.failed() > 0) {
      throw new IOException("the server failed %d requests".formatted(load.failed()));
    }
    var all = new Reference("all it can", most.requestsPerSecond());
    add(new Row("  at half that rate", load.requestsPerSecond(), "/s", Budget.NONE, all));
    var reference = new Reference("at the full rate", most.millisAt99());
    add(new Row("    99 of 100 within", load.millisAt99(), "ms", new Budget.AtMost(5), reference));
  }

  /// A load with pauses.
  @FunctionalInterface
  interface Paced {
    String script(long pauseMillis);
  }
}
