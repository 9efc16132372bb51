package dev.attune.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `attune demo`: a server with a sample shop in it, to try things on. Nothing of it is kept.
@Command(
    name = "demo",
    description = "Start a server on a throw-away store, filled with a sample shop.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  /// With the process in it, so that what a killed one left can be told from what is in use.
  static final String FOLDER_PREFIX = "attune-demo-" + ProcessHandle.current().pid() + "-";

  private static final String ADMIN_TOKEN = "demo-admin-token";

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      defaultValue = "examples/demo",
      description =
          "Holds workspace.yaml, customers.ndjson and segments/ID.csv (${DEFAULT-VALUE}).")
  private @Nullable Path folder;

  @Option(names = "--once", hidden = true, description = "Fill, ask once and stop.")
  private boolean once;

  @Override
  public Integer call() throws Exception {
    var from = folder == null ? Path.of("examples", "demo") : folder;
    if (!Files.isReadable(from.resolve("workspace.yaml"))) {
      System.err.printf(
          "There is no %s. Name the demo's folder with --from.%n", from.resolve("workspace.yaml"));
      return 1;
    }
    var store = Files.createTempDirectory(FOLDER_PREFIX);
    var closed = new CountDownLatch(1);
    var stopping = new CountDownLatch(1);
    if (!once) {
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> ServeCommand.stop(stopping, closed), "stop"));
    }
    try {
      return run(from, store, stopping);
    } finally {
      try {
        delete(store);
      } finally {
        closed.countDown();
      }
    }
  }

  private int run(Path from, Path store, CountDownLatch stopping) throws Exception {
    var clock = new DemoClock(InstantSource.system());
    try (var server = Server.start(settings(store), Main.Version.text(), clock)) {
      var filler = new DemoFiller("http://127.0.0.1:" + server.port(), ADMIN_TOKEN, from);
      filler.fill(clock, !once, DemoCommand::say);
      filler.ask();
      if (!once) {
        System.out.println(filler.greeting());
        stopping.await();
      }
      return 0;
    } catch (SettingsException
        | IOException
        | IllegalArgumentException
        | IllegalStateException
        | CompletionException failed) {
      System.err.println("The demo did not start. " + failed.getMessage());
      return 1;
    }
  }

  private static void say(int day, int days) {
    System.err.printf("\rA month of visitors: day %d of %d", day, days);
    if (day == days) {
      System.err.println();
    }
  }

  /// The environment's, with a store and a token of its own.
  private Settings settings(Path store) throws SettingsException {
    var environment = new HashMap<>(System.getenv());
    environment.put("ATTUNE_STORAGE", "sqlite:" + store.resolve("attune.db"));
    environment.put("ATTUNE_ADMIN_TOKEN", ADMIN_TOKEN);
    if (once) {
      environment.put("ATTUNE_HTTP_PORT", "0");
      environment.put("ATTUNE_MANAGEMENT_PORT", "0");
    }
    return Settings.read(environment, null);
  }

  private static void delete(Path store) throws IOException {
    try (var files = Files.walk(store)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file); // the database removes files of its own as it closes
      }
    }
  }
}
