package dev.attune.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Several loads by turns, so that all meet the same weather.
public final class Turns {
  private Turns() {}

  /// Who is asked for what.
  ///
  /// @param path and query
  /// @param script what wrk sends
  /// @param each how long a turn takes: many times as long as an answer, for what is under way when
  ///   it ends is not counted
  public record Side(Contestant who, String path, Path script, Duration each) {}

  /// What one side did in one round.
  ///
  /// @param micros processor time per request
  public record Turn(Load load, double micros) {}

  /// @return of each round the turns in the order of the sides
  /// @throws IOException also if anyone failed any request: a fast refusal is no answer
  public static List<List<Turn>> take(Wrk wrk, List<Side> sides, int rounds)
      throws IOException, InterruptedException {
    var taken = new ArrayList<List<Turn>>();
    for (int round = 0; round < rounds; round++) {
      var turns = new ArrayList<Turn>();
      for (var side : sides) {
        turns.add(turn(wrk, side));
      }
      taken.add(turns);
    }
    return taken;
  }

  private static Turn turn(Wrk wrk, Side side) throws IOException, InterruptedException {
    var who = side.who();
    var begin = who.processorTime();
    var load = wrk.run(who.base().resolve(side.path()), side.script(), side.each());
    if (load.failed() > 0) {
      throw new IOException("%s failed %d requests".formatted(who.base(), load.failed()));
    }
    var time = who.processorTime().minus(begin);
    return new Turn(load, time.toNanos() / 1e3 / Math.max(1, load.requests()));
  }
}
