package dev.attune.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The server and the reference under the same load by turns, so that both meet the same weather.
public record Duel(List<Round> rounds) {

  /// One turn of each.
  ///
  /// @param serverMicros processor time per request
  /// @param referenceMicros likewise
  public record Round(Load server, double serverMicros, Load reference, double referenceMicros) {
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
      Wrk wrk,
      Contestant server,
      Contestant reference,
      String path,
      Path script,
      int rounds,
      Duration each)
      throws IOException, InterruptedException {
    var fought = new ArrayList<Round>();
    for (int round = 0; round < rounds; round++) {
      var begin = server.processorTime();
      var ours = answered(wrk, server, path, script, each);
      double serverMicros = microsEach(server.processorTime().minus(begin), ours);
      begin = reference.processorTime();
      var theirs = answered(wrk, reference, path, script, each);
      double referenceMicros = microsEach(reference.processorTime().minus(begin), theirs);
      fought.add(new Round(ours, serverMicros, theirs, referenceMicros));
    }
    return new Duel(fought);
  }

  private static Load answered(Wrk wrk, Contestant who, String path, Path script, Duration duration)
      throws IOException, InterruptedException {
    var load = wrk.run(who.base().resolve(path), script, duration);
    if (load.failed() > 0) {
      throw new IOException("%s failed %d requests".formatted(who.base(), load.failed()));
    }
    return load;
  }

  private static double microsEach(Duration time, Load load) {
    return time.toNanos() / 1e3 / Math.max(1, load.requests());
  }

  /// The round whose ratio is the median: whatever disturbed one of the two for a moment made the
  /// rounds with the extreme ones. Of an even number, the lower of the two in the middle.
  public Round median() {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(Round::ratio))
        .toList()
        .get((rounds.size() - 1) / 2);
  }

  /// By the server, in all rounds.
  public long answered() {
    return rounds.stream().mapToLong(round -> round.server().requests()).sum();
  }
}
