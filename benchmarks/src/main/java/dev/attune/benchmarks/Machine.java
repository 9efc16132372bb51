package dev.attune.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Where the benchmarks run.
final class Machine {
  private Machine() {}

  /// One line: processors, system, Java, and how busy it is right now.
  static String line() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%d × %s, %s %s, Java %s, load %.1f at the start",
        system.getAvailableProcessors(),
        processor(),
        system.getName(),
        system.getVersion(),
        Runtime.version(),
        system.getSystemLoadAverage());
  }

  /// The model where the system tells it (Linux), else the architecture.
  private static String processor() {
    var told = Path.of("/proc/cpuinfo");
    if (Files.isReadable(told)) {
      try (var lines = Files.lines(told)) {
        var model = lines.filter(line -> line.startsWith("model name")).findFirst();
        if (model.isPresent()) {
          return model.get().substring(model.get().indexOf(':') + 1).strip();
        }
      } catch (IOException unreadable) {
        return System.getProperty("os.arch") + " (" + unreadable + ")";
      }
    }
    return System.getProperty("os.arch");
  }
}
