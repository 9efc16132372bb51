package dev.attune.acceptance;

import static dev.attune.acceptance.ReportShop.ORDER;
import static dev.attune.acceptance.ReportShop.SEPTEMBER;
import static dev.attune.acceptance.ReportShop.at;
import static dev.attune.acceptance.ReportShop.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A report of a history that can be counted by hand.
@OnAttune
final class ReportTest {
  private static final List<String> COUNTS =
      List.of("conversions", "unique_conversions", "people_converted", "conversion_rate");

  /// Four people meet First and one meets Second; two of them order.
  private static ReportShop history(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("ann", "1", at(10, "09:00:00"));
    shop.shown("ann", "1", at(10, "09:05:00"));
    shop.clicked("ann", "1", at(10, "09:06:00"), "Buy");
    shop.ordered("ann", at(10, "10:00:00"), "100");
    shop.ordered("ann", at(10, "11:00:00"), "50");
    shop.ordered("ann", at(11, "00:30:00"), "25"); // still the 10th in UTC
    for (int minute = 0; minute < 4; minute++) {
      shop.shown("ben", "1", at(10, "12:0%d:00".formatted(minute)));
    }
    shop.shown("cleo", "1", at(11, "08:00:00"));
    shop.clicked("cleo", "1", at(11, "08:01:00"), "More");
    shop.clicked("cleo", "1", at(11, "08:02:00"), "Buy");
    shop.ordered("cleo", at(11, "08:10:00"), "10.5");
    shop.clicked("dave", "1", at(11, "09:00:00")); // whose impression was lost
    shop.shown("eve", "2", at(10, "10:00:00"));
    return shop;
  }

  @Test
  @Requirement("REP-1")
  void aReportHasTheseMembers(Attune attune) {
    var report = history(attune).report(SEPTEMBER);

    assertThat(report.propertyNames())
        .containsExactly(
            "experience_key",
            "from",
            "to",
            "time_zone",
            "interval",
            "attribution",
            "variations",
            "series",
            "checks",
            "advice");
    assertThat(report.at("/variations/0").propertyNames())
        .containsExactly(
            "audience_id",
            "audience_name",
            "variation_id",
            "variation_name",
            "control",
            "people",
            "impressions",
            "unique_impressions",
            "clicks",
            "unique_clicks",
            "ctr",
            "clicks_by_element",
            "assigned",
            "expected",
            "goals");
    assertThat(report.at("/variations/0/goals/0").propertyNames())
        .containsExactly(
            "name",
            "primary",
            "attribution",
            "conversions",
            "unique_conversions",
            "people_converted",
            "conversion_rate",
            "revenue",
            "revenue_per_conversion",
            "credible_interval",
            "chance_to_be_best",
            "chance_to_beat_baseline",
            "uplift",
            "uplift_interval",
            "one_look",
            "always_valid",
            "revenue_per_person",
            "adjusted");
    assertThat(report.at("/series/0").propertyNames())
        .containsExactly(
            "at", "audience_id", "variation_id", "impressions", "clicks", "conversions", "revenue");
    assertThat(report.at("/checks").propertyNames())
        .containsExactly(
            "sample_ratio",
            "multiple_variations",
            "late_events",
            "duplicate_events",
            "untracked_events");
    assertThat(report.at("/advice").propertyNames()).containsExactly("state", "winner", "reason");
  }

  @Test
  @Requirement("REP-1")
  void aReportSaysWhatItIsOf(Attune attune) {
    var report = history(attune).report(SEPTEMBER);

    assertThat(report.at("/experience_key").asString()).isEqualTo("banner");
    assertThat(report.at("/from").asString()).isEqualTo("2024-09-01T00:00:00+05:30");
    assertThat(report.at("/to").asString()).isEqualTo("2024-10-01T00:00:00+05:30");
    assertThat(report.at("/time_zone").asString()).isEqualTo("Asia/Kolkata");
    assertThat(report.at("/interval").asString()).isEqualTo("day");
    assertThat(report.at("/attribution").asString()).isEqualTo("view_through");
    var sides = report.required("variations");
    assertThat(sides).hasSize(2);
    assertThat(sides.get(0).at("/audience_id").asString()).isEqualTo("1");
    assertThat(sides.get(0).at("/audience_name").asString()).isEqualTo("Everybody");
    assertThat(sides.get(0).at("/variation_id").asString()).isEqualTo("1");
    assertThat(sides.get(0).at("/variation_name").asString()).isEqualTo("First");
    assertThat(sides.get(1).at("/variation_name").asString()).isEqualTo("Second");
    assertThat(sides.get(0).at("/control").asBoolean()).isFalse();
  }

  @Test
  @Requirement("REP-1")
  void whatCannotBeSaidIsNull(Attune attune) {
    var report = ReportShop.create(attune, "{ name: Sign-up, event: Signed Up }").report(SEPTEMBER);

    var side = ReportShop.side(report, "1");
    assertThat(side.required("people").asInt()).isZero();
    assertThat(side.required("ctr").isNull()).isTrue();
    assertThat(side.required("clicks_by_element")).isEmpty();
    var goal = side.required("goals").get(0);
    for (var name :
        List.of(
            "conversion_rate",
            "revenue",
            "revenue_per_conversion",
            "revenue_per_person",
            "credible_interval",
            "uplift",
            "uplift_interval",
            "chance_to_beat_baseline",
            "chance_to_be_best")) {
      assertThat(goal.required(name).isNull()).as(name).isTrue();
    }
    assertThat(report.required("series")).isEmpty();
    assertThat(report.required("checks").required("sample_ratio").isNull()).isTrue();
    assertThat(report.required("advice").required("winner").isNull()).isTrue();
  }

  @Test
  @Requirement("REP-2")
  void impressionsClicksAndPeopleAreCounted(Attune attune) {
    var shop = history(attune);

    var first = shop.side("1");
    assertThat(
            numbers(
                first,
                "people",
                "impressions",
                "unique_impressions",
                "clicks",
                "unique_clicks",
                "ctr"))
        .containsExactly(4.0, 7.0, 3.0, 4.0, 3.0, 57.14);
    assertThat(first.required("clicks_by_element").toString())
        .isEqualTo("[{\"b_id\":\"Buy\",\"clicks\":2},{\"b_id\":\"More\",\"clicks\":1}]");
    var second = shop.side("2");
    assertThat(numbers(second, "people", "impressions", "unique_impressions", "clicks", "ctr"))
        .containsExactly(1.0, 1.0, 1.0, 0.0, 0.0);
  }

  @Test
  @Requirement("REP-2")
  void aFetchIsNoImpression(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    assertThat(shop.workspace().variation("banner", "ann")).isNotEmpty();

    var report = shop.report("");

    assertThat(report.required("variations"))
        .allSatisfy(
            side -> assertThat(numbers(side, "people", "impressions")).containsExactly(0.0, 0.0));
  }

  @Test
  @Requirement({"REP-3", "REP-5"})
  void aUniqueConversionIsAPersonOnceForEachVariationAndDayOfTheWorkspace(Attune attune) {
    var goal = history(attune).goal("1", "");

    assertThat(goal.required("primary").asBoolean()).isTrue();
    // Three orders of ann on two days, one of cleo; of seven impressions.
    assertThat(numbers(goal, COUNTS.toArray(String[]::new))).containsExactly(4.0, 3.0, 2.0, 42.86);
    assertThat(numbers(goal, "revenue", "revenue_per_conversion")).containsExactly(185.5, 46.38);
  }

  @Test
  @Requirement({"REP-3", "REP-4"})
  void aRateIsOfClicksWhereClicksAreCredited(Attune attune) {
    var shop = history(attune);

    var byClick = shop.goal("1", "&attribution=click_through");
    assertThat(byClick.required("attribution").asString()).isEqualTo("click_through");
    assertThat(numbers(byClick, COUNTS.toArray(String[]::new)))
        .containsExactly(4.0, 3.0, 2.0, 75.0);
    var inSession = shop.goal("1", "&attribution=in_session");
    assertThat(numbers(inSession, COUNTS.toArray(String[]::new)))
        .containsExactly(1.0, 1.0, 1.0, 25.0);
    assertThat(numbers(inSession, "revenue", "revenue_per_conversion")).containsExactly(10.5, 10.5);
  }

  @Test
  @Requirement("REP-3")
  void whoWasShownSomethingOnTheLastDayIsConvertedInThePeriodOfTheImpression(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("ann", "1", at(10, "20:00:00"));
    shop.ordered("ann", at(11, "08:00:00"), "30");

    var then = goal(shop, "?from=2024-09-10&to=2024-09-11");
    assertThat(numbers(then, COUNTS.toArray(String[]::new))).containsExactly(0.0, 0.0, 1.0, 0.0);
    var after = goal(shop, "?from=2024-09-11&to=2024-09-12");
    assertThat(numbers(after, "conversions", "unique_conversions", "people_converted", "revenue"))
        .containsExactly(1.0, 1.0, 0.0, 30.0);
    assertThat(after.required("conversion_rate").isNull()).isTrue();
  }

  private static JsonNode goal(ReportShop shop, String query) {
    return ReportShop.side(shop.report(query), "1").required("goals").get(0);
  }

  @Test
  @Requirement("REP-3")
  void eachGoalIsCountedForItself(Attune attune) {
    var shop =
        ReportShop.create(
            attune,
            ORDER,
            "{ name: Sign-up, event: Signed Up, attribution: click_through }",
            "{ name: Again, event: Order Placed }");
    shop.shown("ann", "1", at(10, "09:00:00"));
    shop.ordered("ann", at(10, "10:00:00"), "30");
    shop.did("ann", "Signed Up", at(10, "10:00:00"), "{}");

    var goals = shop.side("1").required("goals");

    assertThat(goals.valueStream().map(goal -> goal.required("name").asString()))
        .containsExactly("Order", "Sign-up", "Again");
    assertThat(goals.valueStream().map(goal -> goal.required("primary").asBoolean()))
        .containsExactly(true, false, false);
    assertThat(goals.valueStream().map(goal -> goal.required("attribution").asString()))
        .containsExactly("view_through", "click_through", "view_through");
    assertThat(goals.valueStream().map(goal -> goal.required("conversions").asInt()))
        .containsExactly(1, 0, 1);
  }

  @Test
  @Requirement("REP-7")
  void aSeriesSaysWhatHappenedOnWhichDay(Attune attune) {
    assertThat(history(attune).report(SEPTEMBER).required("series").toString())
        .isEqualTo(
            Answer.compact(
                """
                [{"at": "2024-09-10T00:00:00+05:30", "audience_id": "1", "variation_id": "1",
                  "impressions": 6, "clicks": 1, "conversions": {"Order": 2}, "revenue": {"Order": 150.00}},
                 {"at": "2024-09-10T00:00:00+05:30", "audience_id": "1", "variation_id": "2",
                  "impressions": 1, "clicks": 0, "conversions": {}, "revenue": {}},
                 {"at": "2024-09-11T00:00:00+05:30", "audience_id": "1", "variation_id": "1",
                  "impressions": 1, "clicks": 3, "conversions": {"Order": 2}, "revenue": {"Order": 35.50}}]
                """));
  }

  @Test
  @Requirement("REP-7")
  void aSeriesIsByTheHourTheWeekOrTheMonth(Attune attune) {
    var shop = history(attune);
    shop.shown("fay", "1", at(30, "23:59:59")); // a Monday

    assertThat(starts(shop.report("?from=2024-09-10&to=2024-09-12&interval=hour")))
        .containsExactly(
            "2024-09-10T09:00:00+05:30",
            "2024-09-10T10:00:00+05:30",
            "2024-09-10T11:00:00+05:30",
            "2024-09-10T12:00:00+05:30",
            "2024-09-11T00:00:00+05:30",
            "2024-09-11T08:00:00+05:30",
            "2024-09-11T09:00:00+05:30");
    assertThat(starts(shop.report(SEPTEMBER + "&interval=week")))
        .containsExactly("2024-09-09T00:00:00+05:30", "2024-09-30T00:00:00+05:30");
    var months = shop.report(SEPTEMBER + "&interval=month");
    assertThat(starts(months)).containsExactly("2024-09-01T00:00:00+05:30");
    assertThat(months.at("/series/0/impressions").asInt()).isEqualTo(8);
    assertThat(months.at("/series/0/conversions/Order").asInt()).isEqualTo(4);
  }

  private static List<String> starts(JsonNode report) {
    return report
        .required("series")
        .valueStream()
        .map(point -> point.required("at").asString())
        .distinct()
        .toList();
  }

  @Test
  @Requirement("REP-7")
  void theDayOnWhichClocksAreSetBackHas25Hours(Attune attune) {
    var berlin = ReportShop.document("", ORDER).replace("Asia/Kolkata", "Europe/Berlin");
    var shop = new ReportShop(Workspace.create(attune, berlin));
    for (var at :
        List.of(
            "2024-10-27T00:30:00Z", // 02:30, summer time
            "2024-10-27T01:30:00Z", // 02:30 again
            "2024-10-27T22:59:59Z",
            "2024-10-27T23:00:00Z")) {
      shop.shown("ann", "1", at);
    }

    assertThat(starts(shop.report("?from=2024-10-27&to=2024-10-29&interval=hour")))
        .containsExactly(
            "2024-10-27T02:00:00+02:00",
            "2024-10-27T02:00:00+01:00",
            "2024-10-27T23:00:00+01:00",
            "2024-10-28T00:00:00+01:00");
  }

  @Test
  @Requirement("REP-1")
  void aVariationThatIsTakenOutStaysInTheReport(Attune attune) {
    var shop = ReportShop.create(attune, ORDER);
    shop.shown("ann", "2", at(10, "09:00:00"));
    shop.ordered("ann", at(10, "10:00:00"), "30");
    shop.workspace()
        .put(ReportShop.document("", ORDER).replace(", { name: Second", ", { name: Third"));

    var report = shop.report(SEPTEMBER);

    var gone = ReportShop.side(report, "2");
    assertThat(gone.required("variation_name").isNull()).isTrue();
    assertThat(numbers(gone, "people", "impressions")).containsExactly(1.0, 1.0);
    assertThat(gone.at("/goals/0/conversions").asInt()).isEqualTo(1);
    assertThat(gone.at("/goals/0/uplift").isNull()).as("compared with nothing").isTrue();
    assertThat(
            report
                .required("variations")
                .valueStream()
                .map(v -> v.at("/variation_name").asString("")))
        .containsExactly("First", "Third", "");
  }
}
