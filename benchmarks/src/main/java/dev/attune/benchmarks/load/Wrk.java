package dev.attune.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Makes load with wrk: one thread, 64 connections that stay open. Not for several threads.
public final class Wrk {
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Path program;
  private int runs;

  public Wrk(Path program) {
    this.program = program;
  }

  /// Each run of one instance is told its number, so that scripts never send the same twice.
  ///
  /// @param script a file with one of [Scripts]
  /// @throws IOException if wrk did not start or did not end well; the message has what it said
  public Load run(URI target, Path script, Duration duration)
      throws IOException, InterruptedException {
    var said = Files.createTempFile("attune-wrk", ".txt");
    try {
      var wrk =
          new ProcessBuilder(
                  program.toString(),
                  "-t1",
                  "-c" + Load.CONNECTIONS,
                  "--latency",
                  "-d" + duration.toSeconds() + "s",
                  "-s" + script,
                  target.toString(),
                  "--",
                  Integer.toString(++runs))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      try {
        boolean ended = wrk.waitFor(duration.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        var output = Files.readString(said, UTF_8);
        if (!ended || wrk.exitValue() != 0) {
          throw new IOException("wrk did not end well: " + output);
        }
        return Load.parse(output);
      } finally {
        wrk.destroyForcibly();
      }
    } finally {
      Files.delete(said);
    }
  }
}
