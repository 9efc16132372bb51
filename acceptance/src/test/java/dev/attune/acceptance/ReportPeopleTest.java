package dev.attune.acceptance;

import static dev.attune.acceptance.EventsJson.SHOWN;
import static dev.attune.acceptance.ReportShop.ORDER;
import static dev.attune.acceptance.ReportShop.SEPTEMBER;
import static dev.attune.acceptance.ReportShop.at;
import static dev.attune.acceptance.ReportShop.numbers;
import static dev.attune.acceptance.ReportShop.touch;
import static dev.attune.acceptance.ReportShop.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Reports when people turn out to be one, and when they are erased.
@OnAttune
final class ReportPeopleTest {

  private static void merge(ReportShop shop, String merged, String retained) {
    shop.workspace()
        .sendData(
            "customer/merge?app_id=" + shop.workspace().id(),
            "{\"merge_data\":[{\"merged_user\":\"%s\",\"retained_user\":\"%s\"}]}"
                .formatted(merged, retained))
        .hasStatus(200);
  }

  @Test
  @Requirement("REP-6")
  void twoPeopleWhoWereShownAVariationAndOrderedCountAsOneWhenTheyMerge(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    for (var who : new String[] {"ann", "ann-on-the-phone"}) {
      shop.shown(who, "1", at(10, "09:00:00"));
      shop.clicked(who, "1", at(10, "09:01:00"));
      shop.ordered(who, at(10, "10:00:00"), "30");
    }
    assertThat(numbers(shop.side("1"), "people", "unique_impressions", "unique_clicks"))
        .containsExactly(2.0, 2.0, 2.0);

    merge(shop, "ann-on-the-phone", "ann");

    assertThat(
            numbers(
                shop.side("1"),
                "people",
                "impressions",
                "unique_impressions",
                "clicks",
                "unique_clicks"))
        .containsExactly(1.0, 2.0, 1.0, 2.0, 1.0);
    assertThat(
            numbers(
                shop.goal("1", ""),
                "conversions",
                "unique_conversions",
                "people_converted",
                "revenue"))
        .containsExactly(2.0, 1.0, 1.0, 60.0);
  }

  @Test
  @Requirement({"REP-6", "REP-8"})
  void whoMergesAfterTwoVariationsHasMetBoth(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("ann", "1", at(10, "09:00:00"));
    shop.shown("ann-on-the-phone", "2", at(10, "10:00:00"));
    shop.ordered("ann", at(10, "11:00:00"), "30");
    assertThat(shop.report(SEPTEMBER).at("/checks/multiple_variations/people").asInt()).isZero();

    merge(shop, "ann-on-the-phone", "ann");

    assertThat(shop.report(SEPTEMBER).at("/checks/multiple_variations/people").asInt())
        .isEqualTo(1);
    assertThat(shop.conversions("1", "view_through")).isZero();
    assertThat(shop.conversions("2", "view_through")).as("it was shown later").isEqualTo(1);
  }

  @Test
  @Requirement("REP-6")
  void whatACustomerOrdersIsCreditedToWhatTheySawBeforeTheyWereKnown(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("session-5", "1", at(10, "09:00:00"));
    shop.ordered("ann", at(10, "10:00:00"), "30");
    assertThat(shop.conversions("1", "view_through")).isZero();

    shop.workspace()
        .customer(
            "{\"type\":\"customer\",\"customer_id\":\"ann\",\"anonymous_id\":\"session-5\",\"attributes\":{}}")
        .hasStatus(200);

    assertThat(shop.conversions("1", "view_through")).isEqualTo(1);
    assertThat(shop.side("1").required("people").asInt()).isEqualTo(1);
  }

  @Test
  @Requirement("REP-13")
  void withoutAnErasedPersonAReportIsAsIfTheyHadNeverBeenThere(Attune attune) {
    var without = ReportShop.create(attune, ORDER);
    shopAndOrder(without, "ben");
    var shop = ReportShop.create(attune, ORDER);
    shopAndOrder(shop, "ann");
    shopAndOrder(shop, "ben");
    shop.shown("ann", "2", at(12, "09:00:00"));
    assertThat(shop.report(SEPTEMBER)).isNotEqualTo(without.report(SEPTEMBER));

    erase(shop, "ann");

    for (var query : new String[] {"", "&interval=month", "&attribution=click_through"}) {
      assertThat(shop.report(SEPTEMBER + query)).isEqualTo(without.report(SEPTEMBER + query));
    }
  }

  private static void shopAndOrder(ReportShop shop, String who) {
    shop.shown(who, "1", at(10, "09:00:00"));
    shop.shown(who, "1", at(11, "09:00:00"));
    shop.clicked(who, "1", at(10, "09:01:00"), "Buy");
    shop.ordered(who, at(10, "10:00:00"), "30");
    shop.ordered(who, at(11, "10:00:00"), "40");
  }

  private static void erase(ReportShop shop, String who) {
    Caller.send(shop.workspace().admin("/profiles/" + who).DELETE()).hasStatus(204);
  }

  @Test
  @Requirement("REP-13")
  void howOftenTheirEventsWereSentAgainStays(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    var shown = touch(SHOWN, uuid(), "1", at(10, "09:00:00"), "");
    shop.touched("ann", shown, shown);

    erase(shop, "ann");

    var report = shop.report(SEPTEMBER);
    assertThat(numbers(ReportShop.side(report, "1"), "people", "impressions"))
        .containsExactly(0.0, 0.0);
    assertThat(report.at("/checks/duplicate_events").asInt()).isEqualTo(1);
    assertThat(report.at("/checks/late_events").asInt()).isZero();
  }

  @Test
  @Requirement("REP-13")
  void onePersonWhoMergedIsErasedWhole(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shopAndOrder(shop, "ann");
    shopAndOrder(shop, "ann-on-the-phone");
    merge(shop, "ann-on-the-phone", "ann");

    erase(shop, "ann-on-the-phone");

    var nothing = ReportShop.create(attune, ORDER);
    assertThat(shop.report(SEPTEMBER)).isEqualTo(nothing.report(SEPTEMBER));
  }
}
