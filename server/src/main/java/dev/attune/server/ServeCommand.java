package dev.attune.server;

import dev.attune.server.telemetry.Logging;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `attune serve`: runs until it is told to stop.
@Command(
    name = "serve",
    description = "Run the server until SIGTERM or Ctrl-C. docs/operating.md lists the settings.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A properties file with ATTUNE_… settings; the environment's come first.")
  private @Nullable Path config;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings;
    try {
      settings = Settings.read(System.getenv(), config);
    } catch (SettingsException wrong) {
      System.err.println(wrong.getMessage());
      return 1;
    }
    Logging.format(settings.logFormat() == Settings.LogFormat.JSON);
    var stopping = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    try (var server = Server.start(settings, Main.Version.text(), InstantSource.system())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopping, closed), "stop"));
      System.out.printf(
          "Attune %s serves on http://%s:%d, metrics on http://127.0.0.1:%d/metrics%n",
          Main.Version.text(), settings.httpHost(), server.port(), server.managementPort());
      stopping.await();
    } catch (SettingsException wrong) {
      System.err.println("Attune did not start. " + wrong.getMessage());
      return 1;
    } finally {
      closed.countDown();
    }
    return 0;
  }

  /// The process ends when this returns, so it waits for the server to be closed.
  static void stop(CountDownLatch stopping, CountDownLatch closed) {
    stopping.countDown();
    try {
      closed.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
