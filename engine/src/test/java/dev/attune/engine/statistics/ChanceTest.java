package dev.attune.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.engine.Dice;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.hipparchus.special.Beta;
import org.junit.jupiter.api.Test;

/// Chances to beat and to be best, against slow ways of computing them.
class ChanceTest {
  private static final double EXACT = 1e-9;

  @Test
  void twentyAgainstTwentyFiveOfFiftyIsEightyFourPercent() {
    assertThat(beat(new Sample(50, 25), new Sample(50, 20))).isCloseTo(0.84, within(0.001));
  }

  @Test
  void fifteenTwentyAndTwentyFiveOfAHundredAreBestAsTheContractSays() {
    var best = best(new Sample(100, 15), new Sample(100, 20), new Sample(100, 25));
    assertThat(best[0]).isCloseTo(0.024, within(0.001));
    assertThat(best[1]).isCloseTo(0.193, within(0.001));
    assertThat(best[2]).isCloseTo(0.783, within(0.001));
  }

  @Test
  void twoRatesAgreeWithTheClosedForm() {
    Dice.roll(
        11,
        400,
        dice -> {
          var a = sample(dice, 2_000);
          var b = sample(dice, 2_000);
          assertThat(beat(b, a)).as("%s against %s", b, a).isCloseTo(exact(b, a), within(EXACT));
        });
  }

  @Test
  void anyNumberOfRatesAgreesWithVeryFineSums() {
    Dice.roll(
        12,
        25,
        dice -> {
          var samples =
              Stream.generate(() -> sample(dice, dice.pick(10, 300, 50_000)))
                  .limit(dice.between(2, 10))
                  .toArray(Sample[]::new);
          var best = best(samples);
          var fine = fineSums(samples);
          for (int i = 0; i < best.length; i++) {
            assertThat(best[i]).as(Arrays.toString(samples)).isCloseTo(fine[i], within(1e-8));
          }
        });
  }

  @Test
  void simulatedRatesAreBestAsOftenAsComputed() {
    var samples = new Sample[] {new Sample(120, 9), new Sample(80, 8), new Sample(300, 27)};
    var random = new SplittableRandom(13);
    int draws = 200_000;
    var wins = new double[samples.length];
    for (int draw = 0; draw < draws; draw++) {
      var rates = Arrays.stream(samples).mapToDouble(s -> draw(random, s)).toArray();
      double largest = DoubleStream.of(rates).max().orElseThrow();
      for (int i = 0; i < rates.length; i++) {
        wins[i] += rates[i] == largest ? 1.0 / draws : 0;
      }
    }
    var best = best(samples);
    for (int i = 0; i < best.length; i++) {
      double fourErrors = 4 * Math.sqrt(best[i] * (1 - best[i]) / draws);
      assertThat(wins[i]).as("seed 13").isCloseTo(best[i], within(fourErrors));
    }
  }

  @Test
  void aHundredMillionPeopleAreNoTrouble() {
    long n = 100_000_000;
    // So many people make the rates normal to five digits: oracle and figure meet there.
    assertThat(beat(new Sample(n, 5_003_000), new Sample(n, 5_000_000)))
        .isCloseTo(normalChance(n, 5_003_000, n, 5_000_000), within(1e-4));
    assertThat(beat(new Sample(n, 50_003_000), new Sample(n / 10, 5_000_000)))
        .isCloseTo(normalChance(n, 50_003_000, n / 10, 5_000_000), within(1e-4));
    assertThat(beat(new Sample(n, 0), new Sample(n, 0))).isCloseTo(0.5, within(EXACT));
    assertThat(beat(new Sample(n, n), new Sample(n, n))).isCloseTo(0.5, within(EXACT));
    assertThat(beat(new Sample(n, n), new Sample(n, 0))).isCloseTo(1, within(EXACT));
    // Two exponential curves: P(second > first) = its mean over the sum of both.
    assertThat(beat(new Sample(n / 4, 0), new Sample(n, 0))).isCloseTo(0.8, within(1e-7));
    assertThat(beat(new Sample(n, n), new Sample(n / 4, n / 4))).isCloseTo(0.8, within(1e-7));
  }

  @Test
  void fewPeopleAgainstAHundredMillionIsTheFewPeoplesDistributionAtThatRate() {
    var few = new Sample(10, 3);
    assertThat(beat(few, new Sample(100_000_000, 25_000_000)))
        .isCloseTo(BetaDistribution.of(4, 8).survivalProbability(0.25), within(1e-6));
  }

  @Test
  void equalGroupsAreEquallyLikelyToBeBest() {
    for (int groups = 2; groups <= 10; groups++) {
      for (var sample :
          List.of(
              new Sample(1, 0),
              new Sample(1, 1),
              new Sample(50, 20),
              new Sample(7_000, 0),
              new Sample(123_456, 6_000))) {
        var best = best(Collections.nCopies(groups, sample).toArray(Sample[]::new));
        for (double chance : best) {
          assertThat(chance).isCloseTo(1.0 / groups, within(EXACT));
        }
      }
    }
  }

  @Test
  void chancesSumToOneAndMoreConversionsNeverMakeThemSmaller() {
    Dice.roll(
        14,
        200,
        dice -> {
          var samples =
              Stream.generate(() -> sample(dice, dice.pick(20, 5_000, 10_000_000)))
                  .limit(dice.between(2, 10))
                  .toArray(Sample[]::new);
          var best = best(samples);
          assertThat(DoubleStream.of(best).sum()).isCloseTo(1, within(1e-12));
          assertThat(DoubleStream.of(best).allMatch(p -> p >= 0 && p <= 1)).isTrue();
          if (samples[0].converted() < samples[0].people()) {
            samples[0] = new Sample(samples[0].people(), samples[0].converted() + 1);
            assertThat(best(samples)[0]).isGreaterThanOrEqualTo(best[0] - EXACT);
          }
        });
  }

  @Test
  void theSameCountsAlwaysGiveTheSameFigure() {
    var samples = new Sample[] {new Sample(523, 40), new Sample(610, 51), new Sample(498, 39)};
    assertThat(best(samples)).isEqualTo(best(samples));
  }

  @Test
  void twoMeansAgreeWithTheNormalDistribution() {
    Dice.roll(
        15,
        300,
        dice -> {
          double a = dice.between(-50, 50) / 10.0;
          double b = dice.between(-50, 50) / 10.0;
          double errorA = dice.between(1, 1_000) / 100.0;
          double errorB = dice.between(1, 1_000) / 100.0;
          double z = (a - b) / Math.hypot(errorA, errorB);
          assertThat(Quadrature.chanceToBeat(new Curve.Bell(a, errorA), new Curve.Bell(b, errorB)))
              .isCloseTo(NormalDistribution.of(0, 1).cumulativeProbability(z), within(EXACT));
        });
  }

  static double beat(Sample first, Sample second) {
    return Quadrature.chanceToBeat(new BetaCurve(first), new BetaCurve(second));
  }

  static double[] best(Sample... samples) {
    return Quadrature.chancesToBeBest(Arrays.stream(samples).map(BetaCurve::new).toList());
  }

  static Sample sample(Dice dice, int most) {
    int people = dice.between(1, most);
    return new Sample(
        people,
        dice.pick(0, people, dice.between(0, people), dice.between(0, people / 20), people / 2));
  }

  /// Evan Miller, "Formulas for Bayesian A/B Testing" (2014): a finite sum of beta functions.
  private static double exact(Sample b, Sample a) {
    double alphaA = a.converted() + 1.0;
    double betaA = a.people() - a.converted() + 1.0;
    double betaB = b.people() - b.converted() + 1.0;
    double sum = 0;
    for (int i = 0; i <= b.converted(); i++) {
      sum +=
          Math.exp(
              Beta.logBeta(alphaA + i, betaA + betaB)
                  - Math.log(betaB + i)
                  - Beta.logBeta(1.0 + i, betaB)
                  - Beta.logBeta(alphaA, betaA));
    }
    return sum;
  }

  /// Simpson's rule with densities and distribution functions of another library, on steps far
  /// finer than any curve. Its points crowd towards 0 and 1, where curves are narrow.
  private static double[] fineSums(Sample... samples) {
    int steps = 12_000;
    var curves =
        Arrays.stream(samples)
            .map(s -> BetaDistribution.of(s.converted() + 1.0, s.people() - s.converted() + 1.0))
            .toList();
    var sums = new double[samples.length];
    for (int step = 1; step < steps; step++) {
      double t = (double) step / steps;
      double x = t * t * t * (10 - 15 * t + 6 * t * t);
      double weight = (step % 2 == 0 ? 2 : 4) / 3.0 / steps * 30 * t * t * (1 - t) * (1 - t);
      var below = curves.stream().mapToDouble(c -> c.cumulativeProbability(x)).toArray();
      for (int i = 0; i < sums.length; i++) {
        double product = weight * curves.get(i).density(x);
        for (int other = 0; other < sums.length; other++) {
          product *= other == i ? 1 : below[other];
        }
        sums[i] += product;
      }
    }
    return sums;
  }

  /// The a-th smallest of a + b - 1 uniform numbers is Beta(a, b): the definition, no library.
  private static double draw(SplittableRandom random, Sample sample) {
    var uniform = new double[(int) sample.people() + 1];
    Arrays.setAll(uniform, _ -> random.nextDouble());
    Arrays.sort(uniform);
    return uniform[(int) sample.converted()];
  }

  private static double normalChance(long n1, long s1, long n2, long s2) {
    double p1 = (double) s1 / n1;
    double p2 = (double) s2 / n2;
    double error = Math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
    return NormalDistribution.of(0, 1).cumulativeProbability((p1 - p2) / error);
  }
}
