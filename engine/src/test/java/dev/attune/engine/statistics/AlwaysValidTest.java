package dev.attune.engine.statistics;

import static dev.attune.engine.statistics.StatisticsDocumentTest.says;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

/// Experiments that are looked at on each of 60 days and stopped at the first p-value of at most
/// 0.05. Each prints what it saw.
class AlwaysValidTest {
  private static final int DAYS = 60;
  private static final int RUNS = 2_000;
  private static final double[] SHARES = {0.5, 0.9, 0.1};

  /// How many of the runs were stopped.
  private record Stopped(int alwaysValid, int oneLook) {}

  @Test
  void underNoDifferenceLookingDailyStopsWronglyInAtMostFiveOfAHundredRuns() throws IOException {
    int worst = 0;
    for (double rate : new double[] {0.01, 0.05, 0.3}) {
      for (double share : SHARES) {
        for (int perDay : new int[] {200, 2_000}) {
          long seed = 1_000;
          var stopped = rates(seed, rate, rate, share, perDay, RUNS);
          System.out.printf(
              "no difference at %.0f %%, share %.1f of %d people a day: %d of %d runs stopped"
                  + " wrongly, %d by p < 0.05 (seed %d)%n",
              rate * 100, share, perDay, stopped.alwaysValid(), RUNS, stopped.oneLook(), seed);
          assertThat(stopped.alwaysValid()).isLessThanOrEqualTo(RUNS / 20);
          worst = Math.max(worst, stopped.alwaysValid());
          // With too few conversions neither says anything often; elsewhere the naive look must
          // fail, or this test would prove nothing.
          if (rate * Math.min(share, 1 - share) * perDay >= 1) {
            assertThat(stopped.oneLook()).isGreaterThan(RUNS / 7);
            assertThat(stopped.oneLook()).isGreaterThan(5 * stopped.alwaysValid());
          }
        }
      }
    }
    says("At most %d of them (%.1f %%) were stopped wrongly", worst, 100.0 * worst / RUNS);
  }

  @Test
  void aTrueUpliftOfTwentyPercentIsFoundInMostRuns() throws IOException {
    // 5 % against 6 %, 500 people a day in each group.
    var stopped = rates(2_000, 0.06, 0.05, 0.5, 1_000, 500);
    System.out.printf(
        "5 %% against 6 %%, 500 people a day in each group: found in %d of 500 runs (seed 2000)%n",
        stopped.alwaysValid());
    assertThat(stopped.alwaysValid()).isGreaterThan(450);
    says("%d found the difference", stopped.alwaysValid());
  }

  @Test
  void revenueOfFewBuyersIsSafeToWatchToo() throws IOException {
    int worst = 0;
    int worstApart = 0;
    for (double share : SHARES) {
      long seed = 3_000;
      var random = new SplittableRandom(seed);
      int stopped = 0;
      int naive = 0;
      int apart = 0;
      int runs = 1_000;
      for (int run = 0; run < runs; run++) {
        var looks = new RevenueLooks(random, share);
        stopped += looks.alwaysValid ? 1 : 0;
        naive += looks.oneLook ? 1 : 0;
        apart += looks.variancesApart ? 1 : 0;
      }
      System.out.printf(
          "revenue without difference, share %.1f: %d of %d runs stopped wrongly, %d by p < 0.05, %d"
              + " with variances taken apart only (seed %d)%n",
          share, stopped, runs, naive, apart, seed);
      worst = Math.max(worst, stopped);
      worstApart = Math.max(worstApart, apart);
      assertThat(stopped).isLessThanOrEqualTo(runs / 20);
      assertThat(naive).isGreaterThan(runs / 7);
      if (share != 0.5) {
        // Why the larger of two variances is used.
        assertThat(apart).isGreaterThan(runs / 20);
      }
    }
    says("at most %d were stopped wrongly. With the first V alone %d were", worst, worstApart);
  }

  @Test
  void theBoundIsWhereThePValueIsFivePercent() {
    for (double people : new double[] {1, 40, 4_100, 1e6, 1e12}) {
      assertThat(AlwaysValid.pValue(AlwaysValid.bound(people), people))
          .isCloseTo(AlwaysValid.ALPHA, within(1e-12));
    }
  }

  @Test
  void thePValueFallsWithTheDistanceAndNeverLeavesItsRange() {
    double before = 1;
    for (double square = 0; square < 3_000; square += 0.5) {
      double p = AlwaysValid.pValue(square, 10_000);
      assertThat(p).isBetween(0.0, before);
      before = p;
    }
    assertThat(AlwaysValid.pValue(Double.POSITIVE_INFINITY, 10)).isEqualTo(0);
    assertThat(AlwaysValid.pValue(0, 1e15)).isEqualTo(1);
  }

  @Test
  void theIntervalIsTightestWhereTheDocumentSays() {
    double least = Double.POSITIVE_INFINITY;
    double at = 0;
    for (double people = 100; people < 100_000; people *= 1.01) {
      if (AlwaysValid.bound(people) < least) {
        least = AlwaysValid.bound(people);
        at = people;
      }
    }
    assertThat(at).isBetween(3_900.0, 4_300.0);
    assertThat(Math.sqrt(least)).isCloseTo(3.03, within(0.01));
  }

  @Test
  void effectivePeopleAreHalfOfEachOfTwoEqualGroups() {
    assertThat(AlwaysValid.effectivePeople(8_200, 8_200)).isEqualTo(4_100);
    assertThat(AlwaysValid.effectivePeople(Long.MAX_VALUE, 100)).isCloseTo(100, within(1e-9));
  }

  private static Stopped rates(
      long seed, double rate, double baseRate, double share, int perDay, int runs) {
    var random = new SplittableRandom(seed);
    int first = (int) Math.round(share * perDay);
    var variation = new Day(first, rate);
    var baseline = new Day(perDay - first, baseRate);
    int alwaysValid = 0;
    int oneLook = 0;
    for (int run = 0; run < runs; run++) {
      long converted = 0;
      long convertedBase = 0;
      boolean stopped = false;
      boolean naive = false;
      for (int day = 1; day <= DAYS; day++) {
        converted += variation.converted(random);
        convertedBase += baseline.converted(random);
        var a = new Sample((long) day * first, converted);
        var b = new Sample((long) day * (perDay - first), convertedBase);
        stopped |= !stopped && pValue(a, b) <= 0.05;
        naive |= Score.square(a, b, 0) > 3.8415;
      }
      alwaysValid += stopped ? 1 : 0;
      oneLook += naive ? 1 : 0;
    }
    return new Stopped(alwaysValid, oneLook);
  }

  /// Without the interval, which costs a hundred times as much.
  private static double pValue(Sample a, Sample b) {
    return Rates.isEnough(a, b) ? Rates.alwaysValidPValue(a, b) : 1;
  }

  /// How many of a day's people convert: by inverting the distribution function.
  private static final class Day {
    private final double[] upTo;

    Day(int people, double rate) {
      var binomial = BinomialDistribution.of(people, rate);
      upTo = new double[people + 1];
      Arrays.setAll(upTo, binomial::cumulativeProbability);
      upTo[people] = 1;
    }

    int converted(SplittableRandom random) {
      int at = Arrays.binarySearch(upTo, random.nextDouble());
      return at < 0 ? -at - 1 : at;
    }
  }

  /// One run: 3 % buy, for amounts spread like a lognormal distribution, 1,000 people a day.
  private static final class RevenueLooks {
    private boolean alwaysValid;
    private boolean oneLook;
    private boolean variancesApart;

    RevenueLooks(SplittableRandom random, double share) {
      int first = (int) Math.round(share * 1_000);
      var sums = new double[2];
      var squares = new double[2];
      for (int day = 1; day <= DAYS; day++) {
        for (int person = 0; person < 1_000; person++) {
          if (random.nextDouble() < 0.03) {
            double amount = 40 * Math.exp(random.nextGaussian());
            int group = person < first ? 0 : 1;
            sums[group] += amount;
            squares[group] += amount * amount;
          }
        }
        look(
            new Amounts((long) day * first, sums[0], squares[0]),
            new Amounts((long) day * (1_000 - first), sums[1], squares[1]));
      }
    }

    private void look(Amounts a, Amounts b) {
      var tested = new Means(List.of(a, b)).alwaysValid(0, 1);
      alwaysValid |= tested != null && tested.pValue() <= 0.05;
      var once = Means.oneLook(a, b);
      oneLook |= once != null && once.pValue() <= 0.05;
      if (Means.isEnough(a, b)) {
        double difference = a.mean() - b.mean();
        double variance = a.variance() / a.people() + b.variance() / b.people();
        double people = AlwaysValid.effectivePeople(a.people(), b.people());
        variancesApart |= AlwaysValid.pValue(difference * difference / variance, people) <= 0.05;
      }
    }
  }

  @Test
  void tooFewConversionsSayNothingYet() {
    assertThat(Rates.alwaysValid(new Sample(1_000, 18), new Sample(1_000, 1))).isNull();
    assertThat(Rates.alwaysValid(new Sample(1_000, 20), new Sample(1_000, 0))).isNotNull();
    assertThat(Rates.alwaysValid(new Sample(1_000, 999), new Sample(1_000, 990))).isNull();
    assertThat(Rates.alwaysValid(new Sample(0, 0), new Sample(1_000, 500))).isNull();
    assertThat(Rates.peopleNeeded(new Sample(500, 5), new Sample(500, 15))).isEqualTo(500);
    assertThat(Rates.peopleNeeded(new Sample(500, 0), new Sample(500, 0))).isInfinite();
    assertThat(
            requireNonNull(Rates.alwaysValid(new Sample(5_000, 0), new Sample(5_000, 250)))
                .pValue())
        .isLessThan(1e-6);
  }
}
