package dev.attune.engine.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.attune.engine.Dice;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import org.hipparchus.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class MeansTest {
  private static final Amounts BASELINE = new Amounts(1_000, 2_000, 104_000);
  private static final Amounts VARIATION = new Amounts(1_000, 2_600, 136_760);

  @Test
  void welchsTestAgreesWithAnotherLibrary() {
    Dice.roll(
        41,
        200,
        dice -> {
          var a = people(dice);
          var b = people(dice);
          var tested = requireNonNull(Means.oneLook(amounts(a), amounts(b)));
          assertThat(tested.pValue()).isCloseTo(new TTest().tTest(a, b), within(1e-9));
          assertThat(tested.difference())
              .isCloseTo(
                  DoubleStream.of(a).average().orElseThrow()
                      - DoubleStream.of(b).average().orElseThrow(),
                  within(1e-9));
          assertThat(tested.interval().contains(0)).isEqualTo(tested.pValue() >= 0.05);
        });
  }

  @Test
  void meanAndVarianceComeBackFromTheSums() {
    Dice.roll(
        42,
        200,
        dice -> {
          var values = people(dice);
          var direct = new StreamingStatistics();
          DoubleStream.of(values).forEach(direct::addValue);
          assertThat(amounts(values).mean()).isCloseTo(direct.getMean(), within(1e-9));
          assertThat(amounts(values).variance())
              .isCloseTo(direct.getVariance(), within(1e-9 * direct.getSumOfSquares()));
        });
  }

  @Test
  void fiellersIntervalEndsWhereTheContrastIsBarelyCompatibleWithNothing() {
    var uplift = requireNonNull(new Means(List.of(VARIATION, BASELINE)).uplift(0, 1));
    assertThat(uplift.percent()).isCloseTo(30, within(1e-9));
    for (double percent : new double[] {uplift.interval().low(), uplift.interval().high()}) {
      double ratio = 1 + percent / 100;
      double contrast = VARIATION.mean() - ratio * BASELINE.mean();
      double variance =
          VARIATION.variance() / VARIATION.people()
              + ratio * ratio * BASELINE.variance() / BASELINE.people();
      assertThat(Math.abs(contrast) / Math.sqrt(variance)).isCloseTo(1.959964, within(1e-6));
    }
    assertThat(uplift.interval().contains(uplift.percent())).isTrue();
  }

  @Test
  void withoutSpreadOrPeopleNothingIsSaid() {
    for (var mute :
        List.of(
            new Amounts(0, 0, 0),
            new Amounts(1, 5, 25),
            new Amounts(1_000, 0, 0),
            new Amounts(3, 0.3, 3 * 0.1 * 0.1),
            new Amounts(1_000_000, 1e6 * 19.99, 1e6 * 19.99 * 19.99))) {
      var means = new Means(List.of(mute, BASELINE));
      assertThat(means.interval(0)).as("%s", mute).isNull();
      assertThat(means.posterior(0)).isNull();
      assertThat(means.uplift(0, 1)).isNull();
      assertThat(means.uplift(1, 0)).isNull();
      assertThat(means.oneLook(0, 1)).isNull();
      assertThat(means.oneLook(1, 0)).isNull();
    }
    assertThat(new Means(List.of(new Amounts(0, 0, 0))).value(0)).isNull();
  }

  @Test
  void aBaselineThatMayBeNothingHasNoUplift() {
    // Two of a hundred people bought: the mean is 1.4 of its standard errors from 0.
    var unclear = new Amounts(100, 100, 5_000);
    assertThat(new Means(List.of(VARIATION, unclear)).uplift(0, 1)).isNull();
    assertThat(new Means(List.of(VARIATION, new Amounts(100, -500, 9_000))).uplift(0, 1)).isNull();
  }

  @Test
  void aVariationThatBringsNothingAtAllIsStillFoundOut() {
    var broken = new Amounts(5_000, 0, 0);
    var working = new Amounts(5_000, 10_000, 520_000);
    var tested = requireNonNull(new Means(List.of(broken, working)).alwaysValid(0, 1));
    assertThat(tested.pValue()).isLessThan(1e-6);
    assertThat(tested.interval().high()).isNegative();
  }

  @Test
  void fewBuyersAreNotEnoughForTheAlwaysValidTest() {
    var few = new Amounts(500, 4 * 50, 4 * 2_500);
    assertThat(new Means(List.of(few, few)).alwaysValid(0, 1)).isNull();
    var enough = new Amounts(500, 10 * 50, 10 * 2_500);
    assertThat(new Means(List.of(enough, enough)).alwaysValid(0, 1)).isNotNull();
    assertThat(new Means(List.of(new Amounts(0, 0, 0), enough)).alwaysValid(0, 1)).isNull();
    // As many people, but one of them brought nearly everything.
    var lopsided = new Amounts(500, 9 * 50 + 100_000, 9 * 2_500 + 1e10);
    assertThat(new Means(List.of(lopsided, lopsided)).alwaysValid(0, 1)).isNull();
  }

  @Test
  void hugeAmountsGiveNothingRatherThanNoNumber() {
    var huge = new Amounts(1_000, 1e154, 1e306);
    var means = new Means(List.of(huge, BASELINE));
    for (var tested : Arrays.asList(means.alwaysValid(0, 1), means.oneLook(0, 1))) {
      assertThat(tested == null || Double.isFinite(tested.pValue())).isTrue();
    }
  }

  @Test
  void sumsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Amounts(1, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Amounts(1, 1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Amounts(1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Amounts(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Amounts(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Amounts(10, 100, 999))
        .hasMessage("10 people brought 100.0, their squares 999.0");
  }

  private static double[] people(Dice dice) {
    var values = new double[dice.between(2, 200)];
    for (int i = 0; i < values.length; i++) {
      values[i] = dice.oneIn(3) ? dice.between(1, 100_000) / 100.0 : 0;
    }
    values[0] = 1;
    values[1] = 2;
    return values;
  }

  static Amounts amounts(double... values) {
    return new Amounts(
        values.length,
        DoubleStream.of(values).sum(),
        DoubleStream.of(values).map(x -> x * x).sum());
  }
}
