package dev.attune.acceptance;

import static dev.attune.acceptance.EventsJson.CLICKED;
import static dev.attune.acceptance.EventsJson.SHOWN;
import static dev.attune.acceptance.ReportShop.ORDER;
import static dev.attune.acceptance.ReportShop.SEPTEMBER;
import static dev.attune.acceptance.ReportShop.at;
import static dev.attune.acceptance.ReportShop.deed;
import static dev.attune.acceptance.ReportShop.numbers;
import static dev.attune.acceptance.ReportShop.touch;
import static dev.attune.acceptance.ReportShop.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What counts, once, and for which variation.
@OnAttune
final class ReportCountingTest {

  // ---- once each

  @Test
  @Requirement({"REP-6", "REP-8"})
  void anImpressionThatIsSentAgainCountsOnceAndIsReportedAsADuplicate(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    var id = uuid();
    var shown = touch(SHOWN, id, "1", at(10, "09:00:00"), "");
    var clicked = touch(CLICKED, id, "1", at(10, "09:01:00"), "");

    shop.touched("ann", shown, shown, clicked); // the click is another event under the same uuid
    shop.touched("ann", shown);
    shop.touched("ann", shown.replace(id, id.toUpperCase(Locale.ROOT)));
    shop.touched("ben", shown); // whose it is, is decided by the first

    var report = shop.report(SEPTEMBER);
    assertThat(numbers(ReportShop.side(report, "1"), "people", "impressions", "clicks"))
        .containsExactly(1.0, 1.0, 1.0);
    assertThat(report.at("/checks/duplicate_events").asInt()).isEqualTo(4);
    assertThat(shop.report("?from=2024-09-11&to=2024-09-12").at("/checks/duplicate_events").asInt())
        .as("by the day on which they say they happened")
        .isZero();
  }

  @Test
  @Requirement("REP-6")
  void aGoalEventThatIsSentAgainCountsOnce(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("ann", "1", at(10, "09:00:00"));
    var order = deed("Order Placed", uuid(), at(10, "10:00:00"), "{\"amount\":30}");

    shop.workspace().event(DataJson.eventOf("ann", order, order)).hasStatus(200);
    shop.workspace().event(DataJson.eventOf("ann", order)).hasStatus(200);
    shop.workspace().transition(DataJson.transition(DataJson.eventOf("ann", order))).hasStatus(200);

    assertThat(numbers(shop.goal("1", ""), "conversions", "revenue")).containsExactly(1.0, 30.0);
  }

  @Test
  @Requirement("REP-6")
  void aRequestThatIsRetriedWithItsIdempotencyKeyCountsOnce(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("ann", "1", at(10, "09:00:00"));
    var order =
        DataJson.action(
            "Order Placed",
            ",\"current_time\":\"%s\",\"attributes\":{\"amount\":30}"
                .formatted(at(10, "10:00:00")));
    for (var key : new String[] {"k1", "k1", "k2", "k1"}) {
      var request = shop.workspace().data("event/" + shop.workspace().id());
      Caller.send(
              request
                  .header("Idempotency-Key", key)
                  .POST(Caller.body(DataJson.eventOf("ann", order))))
          .hasStatus(200);
    }

    assertThat(numbers(shop.goal("1", ""), "conversions", "revenue")).containsExactly(2.0, 60.0);
  }

  // ---- in whichever order

  @Test
  @Requirement("REP-6")
  void anOrderIsCreditedToAnImpressionThatArrivesAfterIt(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.ordered("ann", at(10, "10:00:00"), "30");
    assertThat(shop.conversions("1", "view_through")).isZero();

    shop.shown("ann", "1", at(10, "09:00:00"));

    assertThat(numbers(shop.goal("1", ""), "conversions", "people_converted", "revenue"))
        .containsExactly(1.0, 1.0, 30.0);
  }

  @Test
  @Requirement({"REP-4", "REP-6"})
  void anImpressionThatArrivesLateTakesTheCreditOfAnEarlierOne(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("ann", "1", at(10, "09:00:00"));
    shop.ordered("ann", at(10, "11:00:00"), "30");
    assertThat(shop.conversions("1", "view_through")).isEqualTo(1);

    shop.shown("ann", "2", at(10, "10:00:00"));

    assertThat(shop.conversions("1", "view_through")).isZero();
    assertThat(numbers(shop.goal("2", ""), "conversions", "people_converted", "revenue"))
        .containsExactly(1.0, 1.0, 30.0);
  }

  @Test
  @Requirement("REP-8")
  void whatComesMoreThanADayAfterItHappenedIsLate(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    var now = Instant.now();
    shop.shown("ann", "1", now.minus(Duration.ofMinutes(1)).toString());
    shop.shown("ann", "1", now.minus(Duration.ofHours(23)).toString());
    shop.shown("ann", "1", now.minus(Duration.ofHours(25)).toString());
    shop.clicked("ann", "1", now.minus(Duration.ofDays(40)).toString());
    shop.ordered("ann", now.minus(Duration.ofDays(30)).toString(), "30");

    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var report = shop.report("?from=%s&to=%s".formatted(today.minusDays(50), today.plusDays(2)));

    assertThat(report.at("/checks/late_events").asInt()).isEqualTo(2);
    assertThat(numbers(ReportShop.side(report, "1"), "impressions", "clicks"))
        .as("and counts like any other")
        .containsExactly(3.0, 1.0);
  }

  // ---- what is credited

  @ParameterizedTest
  @CsvSource({
    "view_through, 08:59:59.999, 0", // before the impression
    "view_through, 09:00:00, 1", // in the same moment
    "view_through, 10:00:00, 1",
    "view_through, 10:00:00.001, 0",
    "click_through, 09:09:59.999, 0",
    "click_through, 09:10:00, 1",
    "click_through, 10:10:00, 1",
    "click_through, 10:10:00.001, 0",
    "in_session, 09:09:59.999, 0",
    "in_session, 09:10:00, 1",
    "in_session, 09:40:00, 1",
    "in_session, 09:40:00.001, 0"
  })
  @Requirement("REP-4")
  void aGoalEventCountsFromTheTouchToTheEndOfTheWindow(
      String attribution, String time, int conversions, Attune attune) {
    var shop = ReportShop.create(attune, "{ name: Order, event: Order Placed, window_hours: 1 }");
    shop.shown("ann", "1", at(10, "09:00:00"));
    shop.clicked("ann", "1", at(10, "09:10:00"));

    shop.ordered("ann", at(10, time), "30");

    assertThat(shop.conversions("1", attribution)).isEqualTo(conversions);
  }

  @Test
  @Requirement("REP-4")
  void theWindowIs36HoursUnlessTheGoalSaysOtherwise(Attune attune) {
    var shop =
        ReportShop.create(attune, ORDER, "{ name: Slow, event: Order Placed, window_hours: 48 }");
    shop.shown("ann", "1", at(10, "09:00:00"));

    shop.ordered("ann", at(11, "21:00:00"), "1");
    shop.ordered("ann", at(11, "21:00:01"), "1");

    var goals = shop.side("1").required("goals");
    assertThat(goals.get(0).required("conversions").asInt()).isEqualTo(1);
    assertThat(goals.get(1).required("conversions").asInt()).isEqualTo(2);
  }

  @Test
  @Requirement("REP-4")
  void theWindowIsAtLeastAnHour(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);

    var answer =
        shop.workspace()
            .tryPut(
                ReportShop.document("", "{ name: Order, event: Order Placed, window_hours: 0 }"),
                "application/yaml");

    assertThat(answer.hasStatus(422).body()).contains("goals[0].window_hours");
  }

  @Test
  @Requirement("REP-4")
  void theLatestVariationThatWasShownOrClickedIsCredited(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.clicked("ann", "1", at(10, "09:00:00"));
    shop.shown("ann", "2", at(10, "09:01:00"));

    shop.ordered("ann", at(10, "09:02:00"), "30");

    assertThat(shop.conversions("1", "view_through")).isZero();
    assertThat(shop.conversions("2", "view_through")).isEqualTo(1);
    assertThat(shop.conversions("1", "click_through")).isEqualTo(1);
    assertThat(shop.conversions("2", "click_through")).isZero();
    assertThat(shop.conversions("1", "in_session")).isEqualTo(1);
  }

  @Test
  @Requirement("REP-4")
  void whatSomebodyElseDoesIsNotCredited(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("ann", "1", at(10, "09:00:00"));

    shop.ordered("ben", at(10, "10:00:00"), "30");

    assertThat(shop.conversions("1", "view_through")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"category":"shoes","amount":120}   | 1
          {"category":"Shoes","amount":"120"} | 1
          {"category":"shoes","amount":99}    | 0
          {"category":"hats","amount":120}    | 0
          {"amount":120}                      | 0
          {}                                  | 0
          """)
  @Requirement("REP-5")
  void onlyEventsWhoseAttributesFulfilTheRuleCount(
      String attributes, int conversions, Attune attune) {
    var shop =
        ReportShop.create(
            attune,
            "{ name: Order, event: Order Placed, rule: [ { attribute: category, is: shoes }, { attribute: amount, at_least: 100 } ] }");
    shop.shown("ann", "1", at(10, "09:00:00"));

    shop.did("ann", "Order Placed", at(10, "10:00:00"), attributes);
    shop.did("ann", "Cart Left", at(10, "10:00:00"), attributes);

    assertThat(shop.conversions("1", "view_through")).isEqualTo(conversions);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"amount":12.5}        | 12.5
          {"amount":"12.50"}     | 12.5
          {"amount":-3}          | -3
          {"amount":0.0004}      | 0
          {"amount":1000000000}  | 1000000000
          {"amount":1000000001}  | 0
          {"amount":"a lot"}     | 0
          {"amount":true}        | 0
          {"price":12.5}         | 0
          """)
  @Requirement("REP-5")
  void revenueIsTheSumOfTheAmountsThatAreNumbers(String attributes, double amount, Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("ann", "1", at(10, "09:00:00"));

    shop.did("ann", "Order Placed", at(10, "10:00:00"), attributes);
    shop.ordered("ann", at(10, "11:00:00"), "7.25");

    assertThat(numbers(shop.goal("1", ""), "conversions", "revenue"))
        .containsExactly(2.0, amount + 7.25);
  }

  // ---- checks

  @Test
  @Requirement("REP-8")
  void whoMetTwoVariationsOfAnAudienceInThePeriodIsInMultipleVariations(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("ann", "1", at(10, "09:00:00"));
    shop.shown("ann", "1", at(11, "09:00:00"));
    shop.clicked("ann", "2", at(12, "09:00:00"));
    shop.shown("ben", "2", at(10, "09:00:00"));

    assertThat(multiple(shop, SEPTEMBER)).isEqualTo(1);
    assertThat(multiple(shop, "?from=2024-09-10&to=2024-09-12")).isZero();
    assertThat(multiple(shop, "?from=2024-09-11&to=2024-09-13")).isEqualTo(1);
  }

  private static int multiple(ReportShop shop, String query) {
    return shop.report(query).at("/checks/multiple_variations/people").asInt();
  }

  @Test
  @Requirement({"REP-8", "REP-15"})
  void theSampleRatioIsOfPeopleAgainstTheSplit(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.crowd("1", 30, 0);
    shop.crowd("2", 10, 0);

    // 20 and 20 were expected: chi-square is 10.
    var ratio = shop.report(SEPTEMBER).at("/checks/sample_ratio");
    assertThat(ratio.required("p_value").asDouble()).isEqualTo(0.001565);
    assertThat(ratio.required("ok").asBoolean()).isTrue();

    for (int i = 0; i < 5; i++) {
      shop.shown("one-more-" + i, "1", at(10, "09:00:00"));
    }
    var report = shop.report(SEPTEMBER);
    assertThat(report.at("/checks/sample_ratio/p_value").asDouble()).isEqualTo(0.0001939);
    assertThat(report.at("/checks/sample_ratio/ok").asBoolean()).isFalse();
    assertThat(report.at("/advice/state").asString()).isEqualTo("check_data");
  }

  @Test
  @Requirement({"REP-8", "REP-15"})
  void whereWeightsWereChangedEachStretchExpectsByItsOwn(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.crowd("1", 50, 0);
    shop.crowd("2", 50, 0);
    var changed = ReportShop.document("", ORDER);
    shop.workspace()
        .put(
            changed
                .replaceFirst("weight: 50", "weight: 80")
                .replaceFirst("weight: 50", "weight: 20"));
    for (int i = 0; i < 100; i++) {
      shop.shown("later-" + i, i < 80 ? "1" : "2", at(20, "09:00:00"));
    }

    var report = shop.report(SEPTEMBER);

    assertThat(numbers(ReportShop.side(report, "1"), "assigned", "expected"))
        .containsExactly(130.0, 130.0);
    assertThat(numbers(ReportShop.side(report, "2"), "assigned", "expected"))
        .containsExactly(70.0, 70.0);
    assertThat(report.at("/checks/sample_ratio/p_value").asDouble()).isEqualTo(1);
  }
}
