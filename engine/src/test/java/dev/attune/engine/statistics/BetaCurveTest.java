package dev.attune.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.engine.Dice;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.assertj.core.data.Percentage;
import org.hipparchus.special.Beta;
import org.junit.jupiter.api.Test;

class BetaCurveTest {

  @Test
  void quantilesAreWhereTwoOtherLibrariesSeeThatProbability() {
    Dice.roll(
        21,
        300,
        dice -> {
          var sample = ChanceTest.sample(dice, dice.pick(5, 1_000, 1_000_000));
          double probability = dice.between(1, 999) / 1_000.0;
          double quantile = Quadrature.quantile(new BetaCurve(sample), probability);
          double a = sample.converted() + 1.0;
          double b = sample.people() - sample.converted() + 1.0;
          assertThat(BetaDistribution.of(a, b).cumulativeProbability(quantile))
              .as("%s", sample)
              .isCloseTo(probability, within(1e-9));
          if (sample.people() <= 1_000) {
            assertThat(Beta.regularizedBeta(quantile, a, b)).isCloseTo(probability, within(1e-9));
          }
        });
  }

  @Test
  void densitiesAreThoseOfTheBetaDistribution() {
    Dice.roll(
        22,
        300,
        dice -> {
          var sample = ChanceTest.sample(dice, dice.pick(5, 1_000, 100_000));
          var curve = new BetaCurve(sample);
          double x = curve.low() + (curve.high() - curve.low()) * dice.between(300, 700) / 1_000.0;
          double expected =
              BetaDistribution.of(
                      sample.converted() + 1.0, sample.people() - sample.converted() + 1.0)
                  .density(x);
          assertThat(curve.density(x)).isCloseTo(expected, Percentage.withPercentage(1e-6));
        });
  }

  @Test
  void theEndsLeaveNothingOut() {
    Dice.roll(
        23,
        200,
        dice -> {
          var sample = ChanceTest.sample(dice, dice.pick(5, 1_000, 100_000));
          var curve = new BetaCurve(sample);
          var beta =
              BetaDistribution.of(
                  sample.converted() + 1.0, sample.people() - sample.converted() + 1.0);
          assertThat(beta.cumulativeProbability(curve.low())).isLessThan(1e-14);
          assertThat(beta.survivalProbability(curve.high())).isLessThan(1e-14);
        });
  }

  @Test
  void ratesNearNothingAndNearEverythingHaveTheirClosedForms() {
    long n = 100_000_000;
    double probability = 0.025;
    // Beta(1, n + 1): P(x < q) = 1 - (1 - q)^(n + 1).
    double exact = -Math.expm1(Math.log1p(-probability) / (n + 1));
    assertThat(Quadrature.quantile(new BetaCurve(new Sample(n, 0)), probability))
        .isCloseTo(exact, Percentage.withPercentage(1e-8));
    // A double near 1 has only so many digits left of what is missing to 1.
    assertThat(1 - Quadrature.quantile(new BetaCurve(new Sample(n, n)), 1 - probability))
        .isCloseTo(exact, Percentage.withPercentage(1e-4));
  }
}
