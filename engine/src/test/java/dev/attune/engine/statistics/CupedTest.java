package dev.attune.engine.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.stat.inference.TTest;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

class CupedTest {
  private static final int PEOPLE = 4_000;

  /// What each simulated person did before and in the experience, by group.
  private static final class People {
    private final double[][] before;
    private final double[][] now;

    People(double[][] before, double[][] now) {
      this.before = before;
      this.now = now;
    }

    List<Paired> sums() {
      var groups = new ArrayList<Paired>();
      for (int g = 0; g < before.length; g++) {
        groups.add(paired(before[g], now[g]));
      }
      return groups;
    }
  }

  @Test
  void sumsGiveWhatComputingPersonByPersonGives() {
    var people = people(new SplittableRandom(71), 3, 0.05);
    var cuped = requireNonNull(Cuped.of(people.sums(), 0));
    double theta = slopeWithinGroups(people);
    double meanBefore =
        Arrays.stream(people.before).flatMapToDouble(Arrays::stream).average().orElseThrow();
    assertThat(cuped.theta()).as("seed 71").isCloseTo(theta, within(1e-9));
    var adjusted = new double[3][];
    for (int g = 0; g < 3; g++) {
      var now = people.now[g];
      var before = people.before[g];
      adjusted[g] = new double[now.length];
      Arrays.setAll(adjusted[g], i -> now[i] - theta * (before[i] - meanBefore));
      assertThat(requireNonNull(cuped.groups().get(g)).mean())
          .isCloseTo(Arrays.stream(adjusted[g]).average().orElseThrow(), within(1e-9));
    }
    var tested = requireNonNull(requireNonNull(cuped.groups().get(2)).oneLook());
    assertThat(tested.pValue())
        .isCloseTo(new TTest().tTest(adjusted[2], adjusted[0]), within(1e-9));
    assertThat(requireNonNull(cuped.groups().get(0)).oneLook()).isNull();
    assertThat(tested.adjustedPValue()).isNull();
  }

  @Test
  void theIntervalShrinksByTheVarianceThatWentAndStillHoldsTheTruth() {
    var random = new SplittableRandom(72);
    int runs = 300;
    int held = 0;
    for (int run = 0; run < runs; run++) {
      var sums = people(random, 2, 0.1).sums();
      var cuped = requireNonNull(Cuped.of(sums, 0));
      var tested = requireNonNull(requireNonNull(cuped.groups().get(1)).oneLook());
      var plain = requireNonNull(Means.oneLook(sums.get(1).now(), sums.get(0).now())).interval();
      double ratio =
          (tested.interval().high() - tested.interval().low()) / (plain.high() - plain.low());
      assertThat(ratio).isCloseTo(Math.sqrt(1 - cuped.varianceReduction()), within(0.01));
      assertThat(cuped.varianceReduction()).isBetween(0.3, 0.7);
      held += tested.interval().contains(0.1) ? 1 : 0;
    }
    assertThat(held / (double) runs).as("seed 72").isBetween(0.91, 0.985);
  }

  @Test
  void aGoalThatOneReachesOrNotIsHelpedToo() {
    var random = new SplittableRandom(73);
    var before = new double[2][PEOPLE];
    var now = new double[2][PEOPLE];
    for (int g = 0; g < 2; g++) {
      for (int i = 0; i < PEOPLE; i++) {
        before[g][i] = random.nextDouble() < 0.3 ? 1 : 0;
        now[g][i] = random.nextDouble() < 0.05 + 0.4 * before[g][i] ? 1 : 0;
      }
    }
    var cuped = requireNonNull(Cuped.of(new People(before, now).sums(), 0));
    assertThat(cuped.theta()).isCloseTo(0.4, within(0.05));
    assertThat(cuped.varianceReduction()).isBetween(0.15, 0.35);
    assertThat(requireNonNull(cuped.groups().get(1)).alwaysValid()).isNotNull();
  }

  @Test
  void itIsAbsentWhereItCannotHelp() {
    var random = new SplittableRandom(74);
    var noise = new double[2][500];
    var now = new double[2][500];
    for (int g = 0; g < 2; g++) {
      Arrays.setAll(noise[g], i -> i % 2);
      Arrays.setAll(now[g], i -> i / 2 % 2);
    }
    // Balanced on purpose: no correlation at all.
    assertThat(Cuped.of(new People(noise, now).sums(), 0)).isNull();
    var nothingBefore = new People(new double[2][500], now);
    assertThat(Cuped.of(nothingBefore.sums(), 0)).isNull();
    assertThat(Cuped.of(new People(noise, new double[2][500]).sums(), 0)).isNull();
    assertThat(Cuped.of(people(random, 1, 0).sums(), 0)).isNull();
    var empty = new Paired(0, 0, 0, 0, 0, 0);
    assertThat(Cuped.of(List.of(empty, empty), 0)).isNull();
  }

  @Test
  void aGroupOfNobodyIsLeftOut() {
    var sums = new ArrayList<>(people(new SplittableRandom(75), 2, 0).sums());
    sums.add(new Paired(0, 0, 0, 0, 0, 0));
    var cuped = requireNonNull(Cuped.of(sums, 0));
    assertThat(cuped.groups().get(2)).isNull();
    assertThat(cuped.groups().get(1)).isNotNull();
    var emptyBaseline = requireNonNull(Cuped.of(sums, 2));
    assertThat(requireNonNull(emptyBaseline.groups().get(1)).oneLook()).isNull();
  }

  @Test
  void whatIsForeseenWhollyLeavesNoSpreadToJudgeBy() {
    var before = new double[2][500];
    for (int g = 0; g < 2; g++) {
      Arrays.setAll(before[g], i -> i % 7 * 0.1);
    }
    var cuped = requireNonNull(Cuped.of(new People(before, before).sums(), 0));
    assertThat(cuped.varianceReduction()).isCloseTo(1, within(1e-9));
    assertThat(requireNonNull(cuped.groups().get(1)).oneLook()).isNull();
  }

  @Test
  void sumsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Paired(2, 2, 1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Paired(2, 2, 2, 0, 0, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Half of the variance of what they do now is that of what they did before; each group's mean is
  /// `effect` above that of the one before it.
  private static People people(SplittableRandom random, int groups, double effect) {
    var before = new double[groups][PEOPLE];
    var now = new double[groups][PEOPLE];
    for (int g = 0; g < groups; g++) {
      for (int i = 0; i < PEOPLE; i++) {
        before[g][i] = 5 + random.nextGaussian();
        now[g][i] = before[g][i] + random.nextGaussian() + effect * g;
      }
    }
    return new People(before, now);
  }

  /// The coefficient of x in a regression of y on x and the groups.
  private static double slopeWithinGroups(People people) {
    int groups = people.now.length;
    var y = new double[groups * PEOPLE];
    var x = new double[groups * PEOPLE][groups];
    for (int g = 0; g < groups; g++) {
      for (int i = 0; i < PEOPLE; i++) {
        int row = g * PEOPLE + i;
        y[row] = people.now[g][i];
        x[row][0] = people.before[g][i];
        if (g > 0) {
          x[row][g] = 1;
        }
      }
    }
    var regression = new OLSMultipleLinearRegression();
    regression.newSampleData(y, x);
    return regression.estimateRegressionParameters()[1];
  }

  private static Paired paired(double[] x, double[] y) {
    double sumX = 0;
    double sumXX = 0;
    double sumY = 0;
    double sumYY = 0;
    double sumXY = 0;
    for (int i = 0; i < x.length; i++) {
      sumX += x[i];
      sumXX += x[i] * x[i];
      sumY += y[i];
      sumYY += y[i] * y[i];
      sumXY += x[i] * y[i];
    }
    return new Paired(x.length, sumX, sumXX, sumY, sumYY, sumXY);
  }
}
