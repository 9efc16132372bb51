package dev.attune.engine.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.engine.Dice;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.assertj.core.data.Percentage;
import org.hipparchus.stat.inference.ChiSquareTest;
import org.hipparchus.stat.interval.BinomialProportion;
import org.junit.jupiter.api.Test;

class RatesTest {

  @Test
  void theCredibleIntervalIsTheEqualTailedOneOfTheBetaDistribution() {
    var interval = requireNonNull(new Rates(List.of(new Sample(50, 20))).interval(0));
    var beta = BetaDistribution.of(21, 31);
    assertThat(interval.low()).isCloseTo(beta.inverseCumulativeProbability(0.025), within(1e-9));
    assertThat(interval.high()).isCloseTo(beta.inverseCumulativeProbability(0.975), within(1e-9));
  }

  @Test
  void aGroupOfNobodySaysNothing() {
    var rates = new Rates(List.of(new Sample(0, 0), new Sample(50, 20)));
    assertThat(rates.value(0)).isNull();
    assertThat(rates.interval(0)).isNull();
    assertThat(rates.posterior(0)).isNull();
    assertThat(rates.uplift(0, 1)).isNull();
    assertThat(rates.uplift(1, 0)).isNull();
    assertThat(rates.oneLook(0, 1)).isNull();
    assertThat(rates.oneLook(1, 0)).isNull();
    assertThat(rates.alwaysValid(1, 0)).isNull();
  }

  @Test
  void nothingIsManyTimesNothing() {
    assertThat(new Rates(List.of(new Sample(50, 5), new Sample(50, 0))).uplift(0, 1)).isNull();
  }

  @Test
  void theUpliftsIntervalHoldsNinetyFiveInAHundredSimulatedRatios() {
    var random = new SplittableRandom(31);
    for (var pair :
        List.of(
            List.of(new Sample(120, 15), new Sample(100, 9)),
            List.of(new Sample(60, 0), new Sample(90, 4)),
            List.of(new Sample(40, 40), new Sample(30, 28)))) {
      var uplift = uplift(pair.get(0), pair.get(1));
      int draws = 40_000;
      var percents = new double[draws];
      Arrays.setAll(
          percents, _ -> (draw(random, pair.get(0)) / draw(random, pair.get(1)) - 1) * 100);
      double below = Arrays.stream(percents).filter(p -> p < uplift.interval().low()).count();
      double above = Arrays.stream(percents).filter(p -> p > uplift.interval().high()).count();
      double fourErrors = 4 * Math.sqrt(0.025 * 0.975 / draws);
      assertThat(below / draws).as("seed 31").isCloseTo(0.025, within(fourErrors));
      assertThat(above / draws).as("seed 31").isCloseTo(0.025, within(fourErrors));
    }
  }

  @Test
  void theUpliftsIntervalEndsWhereTheRatiosDistributionSaysSo() {
    Dice.roll(
        32,
        60,
        dice -> {
          var a = ChanceTest.sample(dice, dice.pick(30, 300));
          var b = ChanceTest.sample(dice, dice.pick(30, 300));
          if (b.converted() > 0) {
            var interval = uplift(a, b).interval();
            assertThat(ratioBelow(a, b, 1 + interval.low() / 100))
                .as("%s against %s", a, b)
                .isCloseTo(0.025, within(1e-6));
            assertThat(ratioBelow(a, b, 1 + interval.high() / 100))
                .as("%s against %s", a, b)
                .isCloseTo(0.975, within(1e-6));
          }
        });
  }

  @Test
  void upliftsOfAHundredMillionPeopleAreThoseOfLogarithms() {
    long n = 100_000_000;
    var uplift = uplift(new Sample(n, 1_020_000), new Sample(n, 1_000_000));
    double error = Math.sqrt(0.9898 / 1_020_000 + 0.99 / 1_000_000);
    assertThat(uplift.percent()).isCloseTo(2, within(1e-9));
    assertThat(uplift.interval().low())
        .isCloseTo(Math.expm1(Math.log(1.02) - 1.959964 * error) * 100, within(1e-3));
    assertThat(uplift.interval().high())
        .isCloseTo(Math.expm1(Math.log(1.02) + 1.959964 * error) * 100, within(1e-3));
  }

  @Test
  void thePValueIsThatOfPearsonsChiSquare() {
    Dice.roll(
        33,
        200,
        dice -> {
          var a = new Sample(1_000, dice.between(1, 999));
          var b = new Sample(3_000, dice.between(1, 2_999));
          double expected =
              new ChiSquareTest()
                  .chiSquareTest(
                      new long[][] {
                        {a.converted(), a.people() - a.converted()},
                        {b.converted(), b.people() - b.converted()}
                      });
          assertThat(oneLook(a, b).pValue()).isCloseTo(expected, within(1e-9));
        });
  }

  @Test
  void testsAndIntervalsNeverContradictOneAnother() {
    Dice.roll(
        34,
        500,
        dice -> {
          var a = ChanceTest.sample(dice, dice.pick(40, 2_000));
          var b = ChanceTest.sample(dice, dice.pick(40, 2_000));
          var oneLook = oneLook(a, b);
          assertThat(oneLook.interval().contains(0)).isEqualTo(oneLook.pValue() >= 0.05);
          var alwaysValid = Rates.alwaysValid(a, b);
          if (alwaysValid != null) {
            assertThat(alwaysValid.interval().contains(0))
                .as("%s against %s", a, b)
                .isEqualTo(alwaysValid.pValue() >= 0.05);
            assertThat(alwaysValid.interval().low()).isLessThanOrEqualTo(oneLook.interval().low());
            assertThat(alwaysValid.interval().high())
                .isGreaterThanOrEqualTo(oneLook.interval().high());
          }
        });
  }

  @Test
  void theEndsOfTheIntervalAreTheDifferencesThatTheTestBarelyAllows() {
    Dice.roll(
        35,
        200,
        dice -> {
          var a = ChanceTest.sample(dice, 2_000);
          var b = ChanceTest.sample(dice, 2_000);
          var interval = oneLook(a, b).interval();
          if (interval.low() > -1) {
            assertThat(Score.square(a, b, interval.low())).isCloseTo(3.8415, within(1e-3));
          }
          if (interval.high() < 1) {
            assertThat(Score.square(a, b, interval.high())).isCloseTo(3.8415, within(1e-3));
          }
        });
  }

  @Test
  void againstABaselineWhoseRateIsAllButKnownTheIntervalIsWilsons() {
    var wilson = BinomialProportion.getWilsonScoreInterval(200, 0.3, 0.95);
    var interval = oneLook(new Sample(200, 60), new Sample(1_000_000_000, 0)).interval();
    assertThat(interval.low()).isCloseTo(wilson.getLowerBound(), Percentage.withPercentage(0.01));
    assertThat(interval.high()).isCloseTo(wilson.getUpperBound(), Percentage.withPercentage(0.01));
  }

  @Test
  void nobodyAndEverybodyAreOrdinaryCounts() {
    var none = new Sample(100, 0);
    var all = new Sample(100, 100);
    assertThat(oneLook(none, none).pValue()).isEqualTo(1);
    // Wilson's interval of 0 of 100 on either side: z²/(n + z²).
    assertThat(oneLook(none, none).interval().high()).isCloseTo(0.0370, within(1e-4));
    assertThat(oneLook(none, none).interval().low()).isCloseTo(-0.0370, within(1e-4));
    assertThat(oneLook(all, all).pValue()).isEqualTo(1);
    assertThat(oneLook(all, none).interval().high()).isEqualTo(1);
    assertThat(oneLook(all, none).interval().low()).isBetween(0.9, 1.0);
    assertThat(oneLook(all, none).pValue()).isLessThan(1e-10);
  }

  @Test
  void coverageOfTheIntervalIsNinetyFiveInAHundred() {
    // All outcomes of two small groups, weighted: no dice.
    for (double rate : new double[] {0.1, 0.3}) {
      double covered = 0;
      for (int a = 0; a <= 40; a++) {
        for (int b = 0; b <= 60; b++) {
          double chance = binomial(40, a, rate + 0.1) * binomial(60, b, rate);
          if (oneLook(new Sample(40, a), new Sample(60, b)).interval().contains(0.1)) {
            covered += chance;
          }
        }
      }
      assertThat(covered).isBetween(0.94, 0.97);
    }
  }

  @Test
  void countsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Sample(3, 4)).hasMessageContaining("4 of 3 people converted");
    assertThatThrownBy(() -> new Sample(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Sample(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static double binomial(int n, int k, double p) {
    return BinomialDistribution.of(n, p).probability(k);
  }

  private static Uplift uplift(Sample variation, Sample baseline) {
    return requireNonNull(new Rates(List.of(variation, baseline)).uplift(0, 1));
  }

  private static Tested oneLook(Sample variation, Sample baseline) {
    return requireNonNull(new Rates(List.of(variation, baseline)).oneLook(0, 1));
  }

  private static double draw(SplittableRandom random, Sample sample) {
    var uniform = new double[(int) sample.people() + 1];
    Arrays.setAll(uniform, _ -> random.nextDouble());
    Arrays.sort(uniform);
    return uniform[(int) sample.converted()];
  }

  /// P(a / b < ratio) by a fine sum over b with another library's distributions.
  private static double ratioBelow(Sample a, Sample b, double ratio) {
    var first = BetaDistribution.of(a.converted() + 1.0, a.people() - a.converted() + 1.0);
    var second = BetaDistribution.of(b.converted() + 1.0, b.people() - b.converted() + 1.0);
    int steps = 40_000;
    double sum = 0;
    for (int step = 1; step < steps; step++) {
      double t = (double) step / steps;
      double x = t * t * t * (10 - 15 * t + 6 * t * t); // crowds towards 0 and 1
      double weight = 30 * t * t * (1 - t) * (1 - t) / steps;
      sum += weight * second.density(x) * first.cumulativeProbability(Math.min(1, ratio * x));
    }
    return sum;
  }
}
