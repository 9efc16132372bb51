package dev.attune.engine.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.engine.Dice;
import dev.attune.engine.statistics.SampleRatio.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class SampleRatioTest {

  @Test
  void agreesWithTheChiSquareTestOfAnotherLibrary() {
    Dice.roll(
        51,
        300,
        dice -> {
          int cells = dice.between(2, 8);
          var observed = new long[cells];
          var expected = new double[cells];
          Arrays.setAll(observed, _ -> dice.between(50, 5_000));
          Arrays.setAll(expected, i -> observed[i] + dice.between(-40, 40));
          var ratio = requireNonNull(SampleRatio.of(cells(observed, expected)));
          assertThat(ratio.pValue())
              .isCloseTo(new ChiSquareTest().chiSquareTest(expected, observed), within(1e-9));
          assertThat(ratio.degreesOfFreedom()).isEqualTo(cells - 1);
          assertThat(ratio.alarm()).isEqualTo(ratio.pValue() < 0.001);
        });
  }

  @Test
  void onlyTheProportionsOfWhatIsExpectedCount() {
    var weights = SampleRatio.of(cells(new long[] {5_100, 4_900}, 50, 50));
    assertThat(SampleRatio.of(cells(new long[] {5_100, 4_900}, 5_000, 5_000))).isEqualTo(weights);
    assertThat(requireNonNull(weights).chiSquare()).isCloseTo(4, within(1e-12));
    assertThat(weights.pValue()).isCloseTo(0.0455, within(1e-4));
    assertThat(weights.alarm()).isFalse();
  }

  @Test
  void peopleWhoDivideAsTheChangingWeightsSayRaiseNoAlarm() {
    // 4,000 people at 90/10, then 6,000 at 50/50.
    assertThat(
            requireNonNull(SampleRatio.of(cells(new long[] {6_610, 3_390}, 6_600, 3_400))).alarm())
        .isFalse();
    assertThat(requireNonNull(SampleRatio.of(cells(new long[] {6_610, 3_390}, 50, 50))).alarm())
        .isTrue();
  }

  @Test
  void smallCellsAreJudgedTogether() {
    var judged = SampleRatio.of(cells(new long[] {3, 2, 60, 35}, 2, 3, 60, 35));
    assertThat(requireNonNull(judged).degreesOfFreedom()).isEqualTo(2);
    assertThat(judged.chiSquare()).isEqualTo(0);
  }

  @Test
  void peopleInAVariationThatShouldHaveNoneRaiseTheAlarm() {
    assertThat(requireNonNull(SampleRatio.of(cells(new long[] {900, 500, 500}, 0, 50, 50))).alarm())
        .isTrue();
  }

  @Test
  void withTooLittleToGoByItIsAbsent() {
    assertThat(SampleRatio.of(List.of())).isNull();
    assertThat(SampleRatio.of(cells(new long[] {100}, 1))).isNull();
    assertThat(SampleRatio.of(cells(new long[] {0, 0}, 50, 50))).isNull();
    assertThat(SampleRatio.of(cells(new long[] {4, 5}, 50, 50))).isNull();
    assertThat(SampleRatio.of(cells(new long[] {40, 5}, 0, 0))).isNull();
    assertThat(SampleRatio.of(cells(new long[] {5, 5}, 50, 50))).isNotNull();
  }

  @Test
  void fairDivisionsRaiseFalseAlarmsOnceInAThousandTimes() {
    var random = new SplittableRandom(52);
    int alarms = 0;
    for (int run = 0; run < 20_000; run++) {
      var people = new long[3];
      for (int person = 0; person < 300; person++) {
        people[random.nextInt(3)]++;
      }
      alarms += requireNonNull(SampleRatio.of(cells(people, 1, 1, 1))).alarm() ? 1 : 0;
    }
    assertThat(alarms).as("seed 52").isBetween(5, 40);
  }

  @Test
  void cellsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Cell("A", -1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cell("A", 1, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cell("A", 1, Double.NaN))
        .hasMessage("A has 1 people and expects NaN");
  }

  private static List<Cell> cells(long[] people, double... expected) {
    var cells = new ArrayList<Cell>();
    for (int i = 0; i < people.length; i++) {
      cells.add(new Cell("cell " + i, people[i], expected[i]));
    }
    return cells;
  }
}
