package dev.attune.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.Dice;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HolmTest {

  @Test
  void theSmallestCountsForAllAndTheLargestForItself() {
    assertThat(Holm.adjusted(new double[] {0.04, 0.01, 0.03}))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0.06, 0.03, 0.06);
    assertThat(Holm.adjusted(new double[] {0.02})).containsExactly(0.02);
    assertThat(Holm.adjusted(new double[0])).isEmpty();
    assertThat(Holm.adjusted(new double[] {0.9, 0.8})).containsExactly(1, 1);
  }

  /// The procedure as Holm describes it, level by level, in place of the adjusted values.
  @Test
  void aHypothesisIsRejectedAtALevelExactlyWhenItsAdjustedValueIsBelowIt() {
    Dice.roll(
        61,
        500,
        dice -> {
          var pValues = new double[dice.between(1, 12)];
          Arrays.setAll(pValues, _ -> dice.below(1_000) / (dice.coin() ? 1_000.0 : 20_000.0));
          double level = dice.between(1, 999) / 1_000.0 + 1e-7;
          var adjusted = Holm.adjusted(pValues);
          var rejected = new boolean[pValues.length];
          for (int left = pValues.length; left > 0; left--) {
            int smallest = -1;
            for (int i = 0; i < pValues.length; i++) {
              if (!rejected[i] && (smallest < 0 || pValues[i] < pValues[smallest])) {
                smallest = i;
              }
            }
            if (pValues[smallest] > level / left) {
              break;
            }
            rejected[smallest] = true;
          }
          for (int i = 0; i < pValues.length; i++) {
            assertThat(adjusted[i] <= level).isEqualTo(rejected[i]);
            assertThat(adjusted[i]).isBetween(pValues[i], 1.0);
          }
        });
  }
}
