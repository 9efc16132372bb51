package dev.attune.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.attune.benchmarks.load.Duel;
import dev.attune.benchmarks.load.Load;
import dev.attune.benchmarks.load.Nginx;
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
  /// @param rounds of each duel
  record Pace(int people, int starts, Duration warmUp, int rounds, Duration round) {
    /// About a minute and a half.
    static final Pace FULL =
        new Pace(1_000_000, 3, Duration.ofSeconds(5), 5, Duration.ofSeconds(1));
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
      var rows = new Run(new Wrk(wrk.get()), nginx.get(), place, caller, progress).measure();
      measured = true;
      return new Outcome.Measured(rows);
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
    private final Wrk wrk;
    private final Path nginxProgram;
    private final Path place;
    private final Caller caller;
    private final Consumer<String> progress;
    private final Path database;
    private final Path log;
    private final List<Row> rows = new ArrayList<>();

    Run(Wrk wrk, Path nginxProgram, Path place, Caller caller, Consumer<String> progress) {
      this.wrk = wrk;
      this.nginxProgram = nginxProgram;
      this.place = place;
      this.caller = caller;
      this.progress = progress;
      database = place.resolve("attune.db");
      log = place.resolve("server.log");
    }

    List<Row> measure() throws IOException, InterruptedException {
      Population.copyTo(database, pace.people, directory, progress);
      progress.accept("publishing " + FEW + " experiences");
      try (var server = start()) {
        caller.publish(server.base(), FEW);
      }
      try (var server = measureStarts()) {
        fetches(server);
        long answered = events(server);
        memory(server);
        server.kill();
        stored(answered);
      }
      return rows;
    }

    private ServerProcess start() throws IOException {
      return ServerProcess.start(command, database, log);
    }

    /// Leaves the last one running.
    private ServerProcess measureStarts() throws IOException, InterruptedException {
      var seconds = new ArrayList<Double>();
      while (true) {
        progress.accept("starting");
        long begin = System.nanoTime();
        var server = start();
        boolean isAnswering = false;
        try {
          caller.fetch(server.base(), People.customerId(pace.people / 2), ONE_KEY);
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
          rows.add(new Row(what, median, "s", new Budget.AtMost(1.5), null));
          return server;
        }
      }
    }

    private void fetches(ServerProcess server) throws IOException, InterruptedException {
      progress.accept("warming up");
      wrk.run(server.base().resolve(Scripts.FETCH), fetchScript(server, ONE_KEY), pace.warmUp);
      wrk.run(server.base().resolve(Scripts.FETCH), fetchScript(server, List.of()), pace.warmUp);

      var ofFew = duel(server, FEW, ONE_KEY);
      addRequests("fetch, one key of " + FEW, ofFew, new Budget.RatioAtLeast(0.40));
      var all = duel(server, FEW, List.of());
      addRequests("fetch without keys, 10 of 100 match", all, new Budget.RatioAtLeast(0.15));

      progress.accept("publishing " + MANY + " experiences");
      caller.publish(server.base(), MANY);
      wrk.run(server.base().resolve(Scripts.FETCH), fetchScript(server, ONE_KEY), pace.round);
      var ofMany = duel(server, MANY, ONE_KEY);
      addRequests("fetch, one key of 10,000", ofMany, Budget.NONE);
      rows.add(
          new Row(
              "  beside one of 100",
              ofMany.median().ratio(),
              "of nginx",
              new Budget.RatioAtLeast(0.90),
              new Reference("of 100", ofFew.median().ratio())));
      caller.publish(server.base(), FEW);
    }

    private Duel duel(ServerProcess server, int experiences, List<String> keys)
        throws IOException, InterruptedException {
      progress.accept(
          "fetch %s of %,d experiences"
              .formatted(keys.isEmpty() ? "without keys" : "one key", experiences));
      var answer = Answers.check(caller, server.base(), pace.people, experiences, keys);
      try (var nginx = nginx(new String(answer, UTF_8))) {
        return Duel.fight(
            wrk,
            server.contestant(),
            nginx.contestant(),
            Scripts.FETCH,
            fetchScript(server, keys),
            pace.rounds,
            pace.round);
      }
    }

    private Path fetchScript(ServerProcess server, List<String> keys) throws IOException {
      return script(Scripts.fetch(Caller.endpoint(server.base()), pace.people, keys));
    }

    private Path script(String text) throws IOException {
      return Files.writeString(place.resolve("load.lua"), text, UTF_8);
    }

    private Nginx nginx(String body) throws IOException, InterruptedException {
      return Nginx.start(nginxProgram, Files.createTempDirectory(place, "nginx-"), body);
    }

    /// @return how many events the server has said to have stored
    private long events(ServerProcess server) throws IOException, InterruptedException {
      progress.accept("events");
      var script =
          script(
              Scripts.events(
                  Caller.endpoint(server.base()), pace.people, Instant.now().getEpochSecond()));
      var warmUp = wrk.run(server.base().resolve(Scripts.EVENTS), script, pace.warmUp);
      try (var nginx = nginx("{\"status\":\"success\"}")) {
        var duel =
            Duel.fight(
                wrk,
                server.contestant(),
                nginx.contestant(),
                Scripts.EVENTS,
                script,
                pace.rounds,
                pace.round);
        var median = duel.median();
        rows.add(
            new Row(
                "events, in batches of " + Scripts.BATCH,
                median.server().requestsPerSecond() * Scripts.BATCH,
                "/s",
                new Budget.AtLeast(30_000),
                new Reference(
                    "nginx, storing nothing",
                    median.reference().requestsPerSecond() * Scripts.BATCH)));
        addDetails(median);
        return (warmUp.requests() + duel.answered()) * Scripts.BATCH;
      }
    }

    /// The server was killed, so what is there is what was on its way to the disk by itself.
    private void stored(long answered) throws IOException {
      progress.accept("counting events");
      long stored = StoredEvents.count(database);
      long runs = 1L + pace.rounds;
      if (stored > answered + runs * Load.CONNECTIONS * Scripts.BATCH) {
        throw new IOException(
            "%,d events are stored of %,d that were answered".formatted(stored, answered));
      }
      rows.add(
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
      rows.add(
          new Row(
              "heap in use after all this, of " + heap.orElse("any size"),
              Memory.liveHeap(server, caller),
              "MiB",
              new Budget.AtMost(256),
              null));
      if (!Double.isNaN(peak)) {
        rows.add(
            new Row("resident at the most, mapped database too", peak, "MiB", Budget.NONE, null));
        double own = Memory.resident(server, "RssAnon");
        rows.add(new Row("  of which its own, at the end", own, "MiB", Budget.NONE, null));
      }
    }

    private void addRequests(String what, Duel duel, Budget budget) {
      var median = duel.median();
      var nginx = new Reference("nginx", median.reference().requestsPerSecond());
      rows.add(new Row(what, median.server().requestsPerSecond(), "/s", budget, nginx));
      progress.accept(
          "%s: ratios %s"
              .formatted(
                  what, duel.rounds().stream().map(r -> "%.3f".formatted(r.ratio())).toList()));
      addDetails(median);
    }

    private void addDetails(Duel.Round round) {
      var server = round.server();
      var nginx = round.reference();
      rows.add(millis("  half within", server.millisAt50(), nginx.millisAt50()));
      rows.add(millis("  99 of 100 within", server.millisAt99(), nginx.millisAt99()));
      var nginxMicros = new Reference("nginx", round.referenceMicros());
      rows.add(new Row("  processor time", round.serverMicros(), "µs", Budget.NONE, nginxMicros));
    }

    private static Row millis(String what, double server, double nginx) {
      return new Row(what, server, "ms", Budget.NONE, new Reference("nginx", nginx));
    }
  }
}
