package dev.attune.engine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.bucketing.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Replays `vectors/splits.jsonc`: each step starts from the table of the step before.
class SplitVectorsTest {

  @TestFactory
  Stream<DynamicTest> peopleMoveAsTheyAlwaysMoved() {
    var histories = Vectors.each(Vectors.read("splits.jsonc").get("splits"), history -> history);
    assertThat(histories).isNotEmpty();
    return histories.stream()
        .map(h -> DynamicTest.dynamicTest(h.get("story").stringValue(), () -> replay(h)));
  }

  private static void replay(JsonNode history) {
    Vectors.allowOnly(history, Set.of("story", "steps"));
    var split = Split.NOBODY;
    for (var step : history.get("steps")) {
      Vectors.allowOnly(step, Set.of("shares", "runs", "moved"));
      var shares = new LinkedHashMap<String, Integer>();
      step.get("shares").forEach(pair -> shares.put(pair.get(0).stringValue(), length(pair)));
      var next = split.rebalanced(shares);
      assertThat(next.runs()).as("%s", step).isEqualTo(runs(step.get("runs")));
      assertThat(moved(split, next)).as("%s", step).isEqualTo(step.get("moved").intValue());
      split = next;
    }
  }

  /// How many buckets that had a variation have another one, or none, after.
  private static int moved(Split before, Split after) {
    int moved = 0;
    for (int bucket = 0; bucket < 10_000; bucket++) {
      var had = before.variationOf(bucket);
      if (!had.isEmpty() && !had.equals(after.variationOf(bucket))) {
        moved++;
      }
    }
    return moved;
  }

  /// Pairs of a variation's id and a number of buckets.
  static List<Split.Run> runs(JsonNode pairs) {
    return Vectors.each(pairs, pair -> new Split.Run(pair.get(0).stringValue(), length(pair)));
  }

  private static int length(JsonNode pair) {
    return pair.get(1).intValue();
  }
}
