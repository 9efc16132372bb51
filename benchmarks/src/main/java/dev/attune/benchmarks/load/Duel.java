package dev.attune.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The server and the reference under the same load by turns, so that both meet the same weather.
public record Duel(List<Round> rounds) {

  /// One turn of each.
  public record Round(Load server, Load reference) {
    public double ratio() {
      return server.requestsPerSecond() / reference.requestsPerSecond();
    }
  }

  public Duel {
    rounds = List.copyOf(rounds);
  }

  /// @param path and query of both
  /// @throws IOException also if the server or the reference failed any request: a fast refusal is
  ///   no answer
  public static Duel fight(
      Wrk wrk, URI server, URI reference, String path, Path script, int rounds, Duration each)
      throws IOException, InterruptedException {
    var fought = new ArrayList<Round>();
    for (int round = 0; round < rounds; round++) {
      var ours = answered(wrk.run(server.resolve(path), script, each), server);
      var theirs = answered(wrk.run(reference.resolve(path), script, each), reference);
      fought.add(new Round(ours, theirs));
    }
    return new Duel(fought);
  }

  private static Load answered(Load load, URI who) throws IOException {
    if (load.failed() > 0) {
      throw new IOException("%s failed %d requests".formatted(who, load.failed()));
    }
    return load;
  }

  /// The round whose ratio is the median: whatever disturbed one of the two for a moment made the
  /// rounds with the extreme ones. Of an even number, the lower of the two in the middle.
  public Round median() {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(Round::ratio))
        .toList()
        .get((rounds.size() - 1) / 2);
  }

  /// How far apart the ratios are.
  public double spread() {
    var ratios = rounds.stream().mapToDouble(Round::ratio).summaryStatistics();
    return ratios.getMax() - ratios.getMin();
  }

  /// By the server, in all rounds.
  public long answered() {
    return rounds.stream().mapToLong(round -> round.server().requests()).sum();
  }
}
