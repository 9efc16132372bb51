package dev.attune.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The server and the reference under the same load by turns, so that both meet the same weather.
///
/// @param ratio the median of server divided by reference, round by round; not the ratio of the
///   medians
/// @param server the rounds' median requests per second
/// @param reference the rounds' median requests per second
/// @param millisAt99 the rounds' median 99th percentile of the server's latency
record Duel(double ratio, double server, double reference, double millisAt99) {

  /// @param path and query of both
  /// @throws IOException also if the server or the reference failed any request: a fast refusal is
  ///   no answer
  static Duel fight(
      Wrk wrk, URI server, URI reference, String path, Path script, int rounds, Duration each)
      throws IOException, InterruptedException {
    var ratios = new ArrayList<Double>();
    var servers = new ArrayList<Double>();
    var references = new ArrayList<Double>();
    var latencies = new ArrayList<Double>();
    for (int round = 0; round < rounds; round++) {
      var ours = answered(wrk.run(server.resolve(path), script, each), server);
      var theirs = answered(wrk.run(reference.resolve(path), script, each), reference);
      ratios.add(ours.requestsPerSecond() / theirs.requestsPerSecond());
      servers.add(ours.requestsPerSecond());
      references.add(theirs.requestsPerSecond());
      latencies.add(ours.millisAt99());
    }
    return new Duel(median(ratios), median(servers), median(references), median(latencies));
  }

  private static Load answered(Load load, URI who) throws IOException {
    if (load.failed() > 0) {
      throw new IOException("%s failed %d requests".formatted(who, load.failed()));
    }
    return load;
  }

  /// Of an even number, the mean of the two in the middle.
  static double median(List<Double> numbers) {
    var ascending = numbers.stream().sorted().toList();
    int middle = ascending.size() / 2;
    return ascending.size() % 2 == 1
        ? ascending.get(middle)
        : (ascending.get(middle - 1) + ascending.get(middle)) / 2;
  }
}
