package dev.attune.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What the server's process has taken of the machine's memory. In MiB.
final class Memory {
  private static final Pattern HEAP =
      Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E+]+)$");

  private Memory() {}

  /// The heap in use after everything that nobody refers to any more was thrown away.
  static double liveHeap(ServerProcess server, Caller caller)
      throws IOException, InterruptedException {
    var jcmd = Objects.requireNonNull(server.java().getParent()).resolve("jcmd");
    var collecting =
        new ProcessBuilder(jcmd.toString(), Long.toString(server.id()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!collecting.waitFor(30, TimeUnit.SECONDS) || collecting.exitValue() != 0) {
      throw new IOException(jcmd + " could not make the server collect garbage");
    }
    return heapIn(new String(caller.get(server.metrics()), UTF_8));
  }

  /// @param metrics in Prometheus' format
  static double heapIn(String metrics) {
    double bytes = 0;
    for (var pools = HEAP.matcher(metrics); pools.find(); ) {
      bytes += Double.parseDouble(pools.group(1));
    }
    return bytes / (1 << 20);
  }

  /// A line of `/proc/PID/status`, such as `VmHWM`: the most that was ever resident. `NaN` where
  /// the system has no such file.
  static double resident(ServerProcess server, String name) throws IOException {
    var status = Path.of("/proc", Long.toString(server.id()), "status");
    if (!Files.isReadable(status)) {
      return Double.NaN;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findFirst()
          .orElse(Double.NaN);
    }
  }
}
