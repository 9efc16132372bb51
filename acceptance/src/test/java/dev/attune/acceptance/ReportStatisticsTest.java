package dev.attune.acceptance;

import static dev.attune.acceptance.ReportShop.ORDER;
import static dev.attune.acceptance.ReportShop.SEPTEMBER;
import static dev.attune.acceptance.ReportShop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How a report judges what it counted.
@OnAttune
final class ReportStatisticsTest {
  private static final Offset<Double> HALF_A_THOUSANDTH = offset(0.0005);

  private static double chance(JsonNode report, String variation, String name) {
    return ReportShop.side(report, variation).required("goals").get(0).required(name).asDouble();
  }

  @Test
  @Requirement("REP-9")
  void a20Of50AndA25Of50BeatOneAnotherAsTheVendorSays(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.crowd("1", 50, 20);
    shop.crowd("2", 50, 25);

    var report = shop.report(SEPTEMBER);

    assertThat(chance(report, "2", "chance_to_beat_baseline")).isCloseTo(0.84, HALF_A_THOUSANDTH);
    assertThat(chance(report, "2", "chance_to_be_best")).isCloseTo(0.84, HALF_A_THOUSANDTH);
    assertThat(chance(report, "2", "uplift")).isEqualTo(25);
    var baseline = ReportShop.side(report, "1").required("goals").get(0);
    assertThat(baseline.required("chance_to_beat_baseline").isNull()).isTrue();
    assertThat(baseline.required("uplift").isNull()).isTrue();
    var interval = baseline.required("credible_interval");
    // Of Beta(21, 31).
    assertThat(interval.get(0).asDouble()).isCloseTo(0.2758, HALF_A_THOUSANDTH);
    assertThat(interval.get(1).asDouble()).isCloseTo(0.5389, HALF_A_THOUSANDTH);
    var uplift = ReportShop.side(report, "2").at("/goals/0/uplift_interval");
    assertThat(uplift.get(0).asDouble()).isLessThan(0);
    assertThat(uplift.get(1).asDouble()).isGreaterThan(25);
  }

  @Test
  @Requirement("REP-9")
  void theChancesToBeTheBestOfThreeAreThoseTheVendorSays(Attune attune) {
    var document =
        ReportShop.document("", ORDER)
            .replace(
                "weight: 50, payload: { Text: \"second\" } }",
                "weight: 25 }, { name: Third, weight: 25 }");
    var shop = new ReportShop(Workspace.create(attune, document));
    shop.crowd("1", 100, 15);
    shop.crowd("2", 100, 20);
    shop.crowd("3", 100, 25);

    var report = shop.report(SEPTEMBER);

    assertThat(chance(report, "1", "chance_to_be_best")).isCloseTo(0.024, HALF_A_THOUSANDTH);
    assertThat(chance(report, "2", "chance_to_be_best")).isCloseTo(0.1935, HALF_A_THOUSANDTH);
    assertThat(chance(report, "3", "chance_to_be_best")).isCloseTo(0.783, HALF_A_THOUSANDTH);
  }

  @Test
  @Requirement("REP-15")
  void theAdviceIsToCollectUntilThereIsEnough(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.crowd("1", 10, 1);
    shop.crowd("2", 10, 2);

    var advice = shop.report(SEPTEMBER).required("advice");

    assertThat(advice.required("state").asString()).isEqualTo("collecting");
    assertThat(advice.required("winner").isNull()).isTrue();
    assertThat(advice.required("reason").asString()).startsWith("Too early to tell");
  }

  @Test
  @Requirement("REP-15")
  void theAdviceNamesTheWinnerAndTheReason(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.crowd("1", 200, 20);
    shop.crowd("2", 200, 100);

    var advice = shop.report(SEPTEMBER).required("advice");

    assertThat(advice.required("state").asString()).isEqualTo("winner");
    assertThat(advice.required("winner").asString()).isEqualTo("2");
    assertThat(advice.required("reason").asString())
        .startsWith("Second wins: 50.0 % of its 200 people convert, and 10.0 % of 200 with First");
  }

  @Test
  @Requirement("REP-15")
  void theAdviceWarnsOfWhatDoesHarmAndSaysWhenNothingStandsOut(Attune attune) {
    var harmful = ReportShop.create(attune, ORDER);
    harmful.crowd("1", 200, 100);
    harmful.crowd("2", 200, 20);
    var open = ReportShop.create(attune, ORDER);
    open.crowd("1", 200, 100);
    open.crowd("2", 200, 101);

    assertThat(state(harmful)).isEqualTo("harmful");
    assertThat(state(open)).isEqualTo("no_difference_yet");
  }

  private static String state(ReportShop shop) {
    return shop.report(SEPTEMBER).at("/advice/state").asString();
  }

  @Test
  @Requirement("REP-15")
  void withoutAGoalThereIsNothingToAdvise(Attune attune) {
    var shop = ReportShop.create(attune);
    shop.shown("ann", "1", at(10, "09:00:00"));

    var report = shop.report(SEPTEMBER);

    assertThat(report.at("/advice/state").asString()).isEqualTo("no_goal");
    assertThat(ReportShop.side(report, "1").required("goals")).isEmpty();
    assertThat(ReportShop.side(report, "1").required("impressions").asInt()).isEqualTo(1);
  }

  @Test
  @Requirement("REP-15")
  void eachOfSeveralAudiencesIsAdvisedOnForItself(Attune attune) {
    var shop = new ReportShop(Workspace.create(attune, History.SHOP));

    var report = shop.report(SEPTEMBER);

    assertThat(report.at("/advice/state").asString()).isEqualTo("collecting");
    assertThat(
            report
                .required("advice_by_audience")
                .valueStream()
                .map(one -> one.required("audience_id").asString()))
        .isEqualTo(List.of("A1", "B2"));
  }
}
