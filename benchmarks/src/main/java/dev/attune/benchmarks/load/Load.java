package dev.attune.benchmarks.load;

import java.util.regex.Pattern;

/// What one run of wrk reports.
///
/// @param requests answered while it ran; those on their way when it ended are not among them
/// @param millisAt50 how long half of the answers took at the most
/// @param failed answers other than 2xx and 3xx, and connections that broke or timed out
public record Load(
    long requests, double requestsPerSecond, double millisAt50, double millisAt99, long failed) {
  /// At once.
  public static final int CONNECTIONS = 64;

  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s*([0-9.]+)");
  private static final Pattern P50 = percentile(50);
  private static final Pattern P99 = percentile(99);
  private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern BROKEN =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

  /// @param output of `wrk --latency`
  /// @throws IllegalArgumentException if it is none
  static Load parse(String output) {
    var requests = REQUESTS.matcher(output);
    var rate = RATE.matcher(output);
    var p50 = P50.matcher(output);
    var p99 = P99.matcher(output);
    if (!requests.find() || !rate.find() || !p50.find() || !p99.find()) {
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
        Long.parseLong(requests.group(1)),
        Double.parseDouble(rate.group(1)),
        Double.parseDouble(p50.group(1)) * millisIn(p50.group(2)),
        Double.parseDouble(p99.group(1)) * millisIn(p99.group(2)),
        failed);
  }

  private static Pattern percentile(int percent) {
    return Pattern.compile("\\s" + percent + "%\\s+([0-9.]+)(us|ms|s|m)");
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
