package dev.attune.engine.statistics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;

/// The worked examples of docs/statistics.md, computed: each must stand there as it comes out here.
class StatisticsDocumentTest {
  private static final Sample BASELINE = new Sample(10_000, 500);
  private static final Sample BOLD = new Sample(10_000, 620);
  private static final Amounts SPENT = new Amounts(1_000, 2_000, 104_000);
  private static final Amounts SPENT_BOLD = new Amounts(1_000, 2_600, 136_760);

  @Test
  void rates() throws IOException {
    var figures = JudgementTest.conversions(BASELINE, BOLD);
    var interval = requireNonNull(figures.get(1).interval());
    says("620 / 10,000 = %.1f %%", requireNonNull(figures.get(1).value()) * 100);
    says("%.2f to %.2f %%", interval.low() * 100, interval.high() * 100);
    var beta = BetaDistribution.of(621, 9_381);
    says("mean %.4f %%", beta.getMean() * 100);
    says("standard deviation %.4f %%", Math.sqrt(beta.getVariance()) * 100);
    says("20 of 50 with %.1f %%", ChanceTest.beat(new Sample(50, 25), new Sample(50, 20)) * 100);
    var best = ChanceTest.best(new Sample(100, 15), new Sample(100, 20), new Sample(100, 25));
    says("%.1f, %.1f and %.1f %%", best[0] * 100, best[1] * 100, best[2] * 100);
    var uplift = requireNonNull(requireNonNull(figures.get(1).comparison()).uplift());
    says(
        "+%.1f %%, from %.1f to %.1f %%",
        uplift.percent(), uplift.interval().low(), uplift.interval().high());
  }

  @Test
  void testsOfRates() throws IOException {
    var comparison = requireNonNull(JudgementTest.conversions(BASELINE, BOLD).get(1).comparison());
    var oneLook = requireNonNull(comparison.oneLook());
    says("z² = %.3f", Score.square(BOLD, BASELINE, 0));
    says("p = %.5f", oneLook.pValue());
    says(
        "%.2f to %.2f percentage points",
        oneLook.interval().low() * 100, oneLook.interval().high() * 100);
    var alwaysValid = requireNonNull(comparison.alwaysValid());
    says("1/L = %.5f", alwaysValid.pValue());
    says("c = %.2f", AlwaysValid.bound(5_000));
    says(
        "%.2f to %.2f percentage points, always valid",
        alwaysValid.interval().low() * 100, alwaysValid.interval().high() * 100);
  }

  @Test
  void revenue() throws IOException {
    var figures = Figures.of(new Means(List.of(SPENT, SPENT_BOLD)), 0);
    says("s² = %.3f and %.3f", SPENT.variance(), SPENT_BOLD.variance());
    var interval = requireNonNull(figures.get(1).interval());
    says("2.60, from %.2f to %.2f", interval.low(), interval.high());
    var comparison = requireNonNull(figures.get(1).comparison());
    says(
        "Φ(%.3f) = %.1f %%",
        0.6 / Math.sqrt(0.1301 + 0.1001), requireNonNull(comparison.chanceToBeatBaseline()) * 100);
    var uplift = requireNonNull(comparison.uplift());
    says(
        "+%.0f %%, from %.1f to %.1f %%",
        uplift.percent(), uplift.interval().low(), uplift.interval().high());
    var oneLook = requireNonNull(comparison.oneLook());
    says("p = %.3f", oneLook.pValue());
    says("0.60, from %.2f to %.2f", oneLook.interval().low(), oneLook.interval().high());
    var alwaysValid = requireNonNull(comparison.alwaysValid());
    says(
        "always valid from %.2f to %.2f",
        alwaysValid.interval().low(), alwaysValid.interval().high());
    says("p = %.0f", alwaysValid.pValue());
    says("c = %.2f", AlwaysValid.bound(500));
  }

  @Test
  void sampleRatio() throws IOException {
    var ratio =
        requireNonNull(
            SampleRatio.of(
                List.of(
                    new SampleRatio.Cell("the control group", 5_300, 50),
                    new SampleRatio.Cell("Bold", 4_700, 50))));
    says("χ² = %.0f", ratio.chiSquare());
    says("p = %.0e", ratio.pValue());
  }

  @Test
  void cuped() throws IOException {
    var cuped =
        requireNonNull(
            Cuped.of(
                List.of(
                    new Paired(1_000, 300, 300, 100, 100, 60),
                    new Paired(1_000, 280, 280, 130, 130, 70)),
                0));
    says("θ = %.4f", cuped.theta());
    says("ρ² = %.3f", cuped.varianceReduction());
    says(
        "%.5f and %.5f",
        requireNonNull(cuped.groups().get(0)).mean(), requireNonNull(cuped.groups().get(1)).mean());
    var tested = requireNonNull(requireNonNull(cuped.groups().get(1)).oneLook());
    says(
        "%.5f, from %.5f to %.5f",
        tested.difference(), tested.interval().low(), tested.interval().high());
  }

  @Test
  void holm() throws IOException {
    var adjusted = Holm.adjusted(new double[] {0.01, 0.03, 0.04});
    says("0.01, 0.03 and 0.04 become %.2f, %.2f and %.2f", adjusted[0], adjusted[1], adjusted[2]);
  }

  @Test
  void advice() throws IOException {
    says("%s", JudgementTest.judged(null, BASELINE, BOLD).advice().reason());
    says(
        "%s",
        JudgementTest.judged(null, new Sample(600, 5), new Sample(200, 11)).advice().reason());
  }

  @Test
  void constants() throws IOException {
    says("r = %s", AlwaysValid.MIXTURE);
    says("fewer than %.0f", AlwaysValid.ENOUGH);
    says("z² = %.4f", 1.959964 * 1.959964);
    says("%.2f times as wide", Math.sqrt(AlwaysValid.bound(4_100)) / 1.959964);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library that we do without
  static void says(String form, Object... figures) throws IOException {
    var text = Files.readString(Path.of("../docs/statistics.md")).replaceAll("\\s+", " ");
    assertThat(text).contains(String.format(Locale.ROOT, form, figures));
  }
}
