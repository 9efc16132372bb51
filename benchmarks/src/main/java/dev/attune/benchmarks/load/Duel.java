package dev.attune.benchmarks.load;

import dev.attune.benchmarks.load.Turns.Side;
import dev.attune.benchmarks.load.Turns.Turn;
import java.io.IOException;
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

  /// @throws IOException also if the server or the reference failed any request
  public static Duel fight(Wrk wrk, Side server, Side reference, int rounds)
      throws IOException, InterruptedException {
    return between(Turns.take(wrk, List.of(server, reference), rounds), 0, 1);
  }

  /// Two of those who took turns.
  ///
  /// @param turns of each round
  /// @param server which of them
  /// @param reference which of them
  public static Duel between(List<List<Turn>> turns, int server, int reference) {
    return new Duel(
        turns.stream()
            .map(round -> {
              var ours = round.get(server);
              var theirs = round.get(reference);
              return new Round(ours.load(), ours.micros(), theirs.load(), theirs.micros());
            })
            .toList());
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

  /// How much more processor time a request takes of the server than of the reference: in the round
  /// in which that is the median.
  public Round medianByMicros() {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(round -> round.serverMicros / round.referenceMicros))
        .toList()
        .get((rounds.size() - 1) / 2);
  }
}
