package dev.attune.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.attune.benchmarks.load.Duel;
import dev.attune.benchmarks.load.Scripts;
import dev.attune.benchmarks.load.Tool;
import dev.attune.benchmarks.load.Wrk;
import dev.attune.benchmarks.report.Budget;
import dev.attune.benchmarks.report.Outcome;
import dev.attune.benchmarks.report.Reference;
import dev.attune.benchmarks.report.Row;
import dev.attune.benchmarks.report.Section;
import dev.attune.benchmarks.shop.ExperienceNames;
import dev.attune.benchmarks.shop.People;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// The shipped server with a database full of people, beside nginx that answers the same bytes.
public final class HttpSection implements Section {
  private static final List<String> ONE_KEY = List.of(ExperienceNames.FOR_ALL);
  private static final int FEW = 100;
  private static final int MANY = 10_000;

  private final List<String> command;
  private final Pace pace;
  private final Path directory;

  /// How much is measured.
  ///
  /// @param starts how often the server is started; the median counts
  /// @param warmUp before the first duel of a kind
  /// @param rounds of each duel
  /// @param turn how long each takes in it
  /// @param longTurn the server's in a duel alone with nginx, and at half of the rate
  /// @param imported how many profiles
  record Pace(
      int people,
      int starts,
      Duration warmUp,
      int rounds,
      Duration turn,
      Duration longTurn,
      int imported) {
    /// Somewhat over two minutes.
    static final Pace FULL =
        new Pace(
            1_000_000,
            3,
            Duration.ofSeconds(6),
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            100_000);
  }

  /// @param command that starts the server, as the launcher has it; empty: the section is skipped
  /// @param directory for the database and all else that it needs on disk
  public HttpSection(List<String> command, Path directory) {
    this(command, directory, Pace.FULL);
  }

  HttpSection(List<String> command, Path directory, Pace pace) {
    this.command = List.copyOf(command);
    this.directory = directory;
    this.pace = pace;
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Outcome run(Consumer<String> progress) throws IOException, InterruptedException {
    var wrk = Tool.WRK.find();
    var nginx = Tool.NGINX.find();
    if (command.isEmpty()) {
      return new Outcome.Skipped("not told how to start the server; ./attune bench does");
    }
    if (wrk.isEmpty() || nginx.isEmpty()) {
      var missing = wrk.isEmpty() ? Tool.WRK : Tool.NGINX;
      return new Outcome.Skipped("no %s: %s".formatted(missing.name(), missing.install()));
    }
    Files.createDirectories(directory);
    var place = Files.createTempDirectory(directory, "http-");
    boolean measured = false;
    try (var caller = new Caller()) {
      var stage = new Stage(new Wrk(wrk.get()), nginx.get(), place, caller, pace, progress);
      new Run(stage).measure();
      measured = true;
      return new Outcome.Measured(stage.rows());
    } finally {
      if (measured) {
        delete(place);
      } else {
        progress.accept("what was left is in " + place);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private final class Run {
    private final Stage stage;
    private final Path database;
    private final Path log;

    Run(Stage stage) {
      this.stage = stage;
      database = stage.place.resolve("attune.db");
      log = stage.place.resolve("server.log");
    }

    void measure() throws IOException, InterruptedException {
      Population.copyTo(database, pace.people, directory, stage.progress);
      stage.progress.accept("publishing " + FEW + " experiences");
      try (var server = start()) {
        stage.caller.publish(server.base(), FEW);
      }
      stage.progress.accept("giving some of the people a history");
      long remembered = Population.remember(database, Instant.now());
      try (var server = measureStarts()) {
        fetches(server);
        new BehaviourRows(stage, server).measure();
        stage.caller.publish(server.base(), FEW);
        var ingest = new IngestRows(stage, server);
        ingest.measure(command);
        memory(server);
        server.kill();
        stored(remembered + ingest.answered(), ingest.underway());
      }
    }

    private ServerProcess start() throws IOException {
      return ServerProcess.start(command, database, log);
    }

    /// Leaves the last one running.
    private ServerProcess measureStarts() throws IOException, InterruptedException {
      var seconds = new ArrayList<Double>();
      while (true) {
        stage.progress.accept("starting");
        long begin = System.nanoTime();
        var server = start();
        boolean isAnswering = false;
        try {
          stage.caller.fetch(server.base(), People.customerId(pace.people / 2), ONE_KEY);
          seconds.add((System.nanoTime() - begin) / 1e9);
          isAnswering = true;
        } finally {
          if (!isAnswering || seconds.size() < pace.starts) {
            server.close();
          }
        }
        if (seconds.size() == pace.starts) {
          var what = "start to first answer, %,d profiles".formatted(pace.people);
          double median = seconds.stream().sorted().toList().get((pace.starts - 1) / 2);
          stage.add(new Row(what, median, "s", new Budget.AtMost(1.5), null));
          return server;
        }
      }
    }

    private void fetches(ServerProcess server) throws IOException, InterruptedException {
      stage.progress.accept("warming up");
      stage.load(server, Scripts.FETCH, fetch(server, ONE_KEY, 0), pace.warmUp);
      stage.load(server, Scripts.FETCH, fetch(server, List.of(), 0), pace.warmUp);

      var ofFew = duel(server, FEW, ONE_KEY);
      stage.addRequests("fetch, one key of " + FEW, ofFew, new Budget.RatioAtLeast(0.40));
      stage.addHalfRate(server, Scripts.FETCH, ofFew, pause -> fetch(server, ONE_KEY, pause));
      var all = duel(server, FEW, List.of());
      stage.addRequests("fetch without keys, 10 of 100 match", all, new Budget.RatioAtLeast(0.15));

      stage.progress.accept("publishing " + MANY + " experiences");
      stage.caller.publish(server.base(), MANY);
      stage.load(server, Scripts.FETCH, fetch(server, ONE_KEY, 0), pace.longTurn);
      var ofMany = duel(server, MANY, ONE_KEY);
      stage.addRequests("fetch, one key of 10,000", ofMany, Budget.NONE);
      stage.add(
          new Row(
              "  beside one of 100",
              ofMany.median().ratio(),
              "of nginx",
              new Budget.RatioAtLeast(0.90),
              new Reference("of 100", ofFew.median().ratio())));
    }

    private Duel duel(ServerProcess server, int experiences, List<String> keys)
        throws IOException, InterruptedException {
      stage.progress.accept(
          "fetch %s of %,d experiences"
              .formatted(keys.isEmpty() ? "without keys" : "one key", experiences));
      var answer = Answers.check(stage.caller, server.base(), pace.people, experiences, keys);
      return stage.duel(
          server, Scripts.FETCH, fetch(server, keys, 0), new String(answer, UTF_8), pace.longTurn);
    }

    private String fetch(ServerProcess server, List<String> keys, long pauseMillis) {
      return Scripts.fetch(Caller.endpoint(server.base()), 0, pace.people, keys, pauseMillis);
    }

    /// The server was killed, so what is there is what was on its way to the disk by itself.
    private void stored(long answered, long underway) throws IOException {
      stage.progress.accept("counting events");
      long stored = StoredEvents.count(database);
      if (stored > answered + underway) {
        throw new IOException(
            "%,d events are stored of %,d that were answered".formatted(stored, answered));
      }
      stage.add(
          new Row(
              "  answered, but not stored after kill -9",
              Math.max(0, answered - stored),
              "events",
              new Budget.AtMost(0),
              new Reference("answered", answered)));
    }

    private void memory(ServerProcess server) throws IOException, InterruptedException {
      if (!server.isAlive()) {
        throw new IOException("the server is gone: " + Files.readString(log, UTF_8));
      }
      var heap = command.stream().filter(word -> word.startsWith("-Xmx")).findFirst();
      double peak = Memory.resident(server, "VmHWM");
      stage.add(
          new Row(
              "heap in use after all this, of " + heap.orElse("any size"),
              Memory.liveHeap(server, stage.caller),
              "MiB",
              new Budget.AtMost(256),
              null));
      if (!Double.isNaN(peak)) {
        stage.add(
            new Row("resident at the most, mapped database too", peak, "MiB", Budget.NONE, null));
        double own = Memory.resident(server, "RssAnon");
        stage.add(new Row("  of which its own, at the end", own, "MiB", Budget.NONE, null));
      }
    }
  }
}
