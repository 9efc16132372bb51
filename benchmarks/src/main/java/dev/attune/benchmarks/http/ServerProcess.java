package dev.attune.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.attune.benchmarks.load.Contestant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The shipped server, running as the launcher runs it, on ports of its own.
final class ServerProcess implements AutoCloseable {
  static final String ADMIN_TOKEN = "benchmark-admin-token";

  private static final Pattern GREETING =
      Pattern.compile("serves on (http://\\S+?),? .*metrics on (http://\\S+)");
  private static final int STOP_SECONDS = 20;

  private final Process process;
  private final URI base;
  private final URI metrics;

  private ServerProcess(Process process, URI base, URI metrics) {
    this.process = process;
    this.base = base;
    this.metrics = metrics;
  }

  /// Starts it and waits until it says that it serves.
  ///
  /// @param command with everything up to `serve`
  /// @param log what it writes to standard error is added to this file, and what it writes to
  ///   standard output after the greeting
  static ServerProcess start(List<String> command, Path database, Path log) throws IOException {
    var builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("ATTUNE_"));
    environment.put("ATTUNE_HTTP_PORT", "0");
    environment.put("ATTUNE_MANAGEMENT_PORT", "0");
    environment.put("ATTUNE_STORAGE", "sqlite:" + database);
    environment.put("ATTUNE_ADMIN_TOKEN", ADMIN_TOKEN);
    var process = builder.start();
    boolean started = false;
    try {
      var said = process.inputReader(UTF_8);
      for (var line = said.readLine(); line != null; line = said.readLine()) {
        var greeting = GREETING.matcher(line);
        if (greeting.find()) {
          started = true;
          keepReading(said, log);
          return new ServerProcess(
              process, URI.create(greeting.group(1)), URI.create(greeting.group(2)));
        }
      }
      throw new IOException("the server ended: " + Files.readString(log, UTF_8));
    } finally {
      if (!started) {
        process.destroyForcibly();
      }
    }
  }

  /// A pipe that nobody reads would fill up and stop it.
  private static void keepReading(BufferedReader said, Path log) {
    Thread.ofVirtual()
        .start(() -> {
          try (said;
              Writer out = Files.newBufferedWriter(log.resolveSibling("server.out"))) {
            said.transferTo(out);
          } catch (IOException ended) {
            // its end of the pipe is gone, with it
          }
        });
  }

  URI base() {
    return base;
  }

  /// The document for Prometheus.
  URI metrics() {
    return metrics;
  }

  Contestant contestant() {
    return new Contestant(base, process.toHandle());
  }

  long id() {
    return process.pid();
  }

  /// Which Java it runs on.
  Path java() {
    return Path.of(Objects.requireNonNull(process.info().command().orElse(null), "no command"));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Gives it no chance to finish anything.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Lets it finish what it has begun.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
