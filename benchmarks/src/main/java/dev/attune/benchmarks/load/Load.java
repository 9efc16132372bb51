package dev.attune.benchmarks.load;

import java.util.regex.Pattern;

/// What one run of wrk reports.
///
/// @param failed answers other than 2xx and 3xx, and connections that broke or timed out
record Load(double requestsPerSecond, double millisAt99, long failed) {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s*([0-9.]+)");
  private static final Pattern P99 = Pattern.compile("\\s99%\\s+([0-9.]+)(us|ms|s|m)");
  private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern BROKEN =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

  /// @param output of `wrk --latency`
  /// @throws IllegalArgumentException if it is none
  static Load parse(String output) {
    var rate = RATE.matcher(output);
    var p99 = P99.matcher(output);
    if (!rate.find() || !p99.find()) {
      throw new IllegalArgumentException("wrk reported no rate or latency: " + output);
    }
    long failed = 0;
    for (var pattern : new Pattern[] {REFUSED, BROKEN}) {
      var counts = pattern.matcher(output);
      if (counts.find()) {
        for (int i = 1; i <= counts.groupCount(); i++) {
          failed += Long.parseLong(counts.group(i));
        }
      }
    }
    return new Load(
        Double.parseDouble(rate.group(1)),
        Double.parseDouble(p99.group(1)) * millisIn(p99.group(2)),
        failed);
  }

  private static double millisIn(String unit) {
    return switch (unit) {
      case "us" -> 0.001;
      case "ms" -> 1;
      case "s" -> 1_000;
      default -> 60_000;
    };
  }
}
