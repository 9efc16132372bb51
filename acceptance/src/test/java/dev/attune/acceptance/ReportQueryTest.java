package dev.attune.acceptance;

import static dev.attune.acceptance.ReportShop.ORDER;
import static dev.attune.acceptance.ReportShop.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What may be asked of a report.
@OnAttune
final class ReportQueryTest {

  /// Two audiences; ann and ben are shown something on two days.
  private static ReportShop shop(Attune attune) {
    var shop = new ReportShop(Workspace.create(attune, History.SHOP));
    shop.touched("ann", shown("A1", at(10, "09:00:00")), shown("A1", at(11, "09:00:00")));
    shop.touched("ben", shown("B2", at(10, "23:59:59")), shown("B2", at(11, "00:00:00")));
    return shop;
  }

  private static String shown(String audience, String at) {
    return EventsJson.action(
        EventsJson.SHOWN,
        ReportShop.uuid(),
        "\"" + at + "\"",
        History.cid(new Recount.Arm(audience, "1")),
        "");
  }

  private static List<Integer> impressions(JsonNode report) {
    return report
        .required("variations")
        .valueStream()
        .map(side -> side.required("impressions").asInt())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "from=2024-09-10&to=2024-09-12, 4",
    "from=2024-09-10&to=2024-09-11, 2",
    "from=2024-09-11&to=2024-09-12, 2",
    "from=2024-09-12&to=2024-09-13, 0",
    "to=2024-09-11, 2",
    "from=2024-09-10T00:00:00%2B05:30&to=2024-09-11T00:00:00%2B05:30, 2",
    "from=2024-09-10T00:00:00+05:30&to=2024-09-11, 2",
    "from=2024-09-09T18:30:00Z&to=2024-09-10T18:30:00Z, 2",
    "to=1970-01-01, 0"
  })
  @Requirement("REP-11")
  void fromIsTheFirstDayAndToTheDayAfterTheLast(String query, int impressions, Attune attune) {
    var report = shop(attune).report("?" + query);

    assertThat(impressions(report).stream().mapToInt(i -> i).sum()).isEqualTo(impressions);
  }

  @Test
  @Requirement("REP-11")
  void withoutAPeriodItIsAllOfTheTimeUntilNow(Attune attune) {
    var report = shop(attune).report("");

    assertThat(impressions(report)).containsExactly(2, 0, 2, 0);
    assertThat(report.required("interval").asString()).isEqualTo("day");
    assertThat(report.required("from").asString())
        .as("when the experience was made, which nothing came before")
        .isEqualTo("2024-03-08T00:00:00+05:30");
  }

  @Test
  @Requirement("REP-11")
  void anAudienceIsReportedForItself(Attune attune) {
    var shop = shop(attune);
    shop.touched("ben", shown("A1", at(10, "12:00:00")));
    var again = shown("B2", at(10, "13:00:00"));
    shop.touched("ben", again, again);

    var report = shop.report(ReportShop.SEPTEMBER + "&audience=A1");

    assertThat(impressions(report)).containsExactly(3, 0);
    assertThat(report.at("/variations/0/audience_name").asString()).isEqualTo("Gold");
    assertThat(report.required("series"))
        .isNotEmpty()
        .allSatisfy(point -> assertThat(point.required("audience_id").asString()).isEqualTo("A1"));
    assertThat(report.at("/checks/duplicate_events").asInt()).isZero();
    assertThat(report.at("/checks/late_events").asInt()).isEqualTo(3);
    var all = shop.report(ReportShop.SEPTEMBER);
    assertThat(all.at("/checks/duplicate_events").asInt()).isEqualTo(1);
    assertThat(all.at("/checks/late_events").asInt()).isEqualTo(6);
  }

  @Test
  @Requirement("REP-11")
  void oneAttributionMayBeAskedForAllGoals(Attune attune) {
    var shop = shop(attune);

    var own = shop.report(ReportShop.SEPTEMBER);
    assertThat(own.required("attribution").asString()).isEqualTo("view_through");
    assertThat(attributions(own)).containsExactly("view_through", "click_through", "in_session");
    var asked = shop.report(ReportShop.SEPTEMBER + "&attribution=in_session");
    assertThat(asked.required("attribution").asString()).isEqualTo("in_session");
    assertThat(attributions(asked)).containsOnly("in_session");
  }

  private static List<String> attributions(JsonNode report) {
    return report
        .at("/variations/0/goals")
        .valueStream()
        .map(goal -> goal.required("attribution").asString())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "from=yesterday, from",
    "from=, from",
    "from=2024-13-01, from",
    "from=2024-02-30, from",
    "from=1725258666, from",
    "from=1969-12-31, from",
    "from=%2B10000-01-01, from",
    "from=2024-09-10T00:00:00, from",
    "from=2024-09-10T00:00:00Z, from", // half past five in the morning in Kolkata
    "from=2024-09-10T00:00:01%2B05:30, from",
    "to=tomorrow, to",
    "to=2024-09-10T00:00:00Z, to",
    "from=2024-09-10&to=2024-09-10, from",
    "from=2024-09-11&to=2024-09-10, from",
    "from=9999-12-31, from",
    "from=2000-01-01&to=2024-01-01, days",
    "interval=minute, interval",
    "interval=DAY, interval",
    "interval=, interval",
    "interval=hour, from",
    "interval=hour&from=2024-01-01&to=2024-04-03, days",
    "attribution=last_click, attribution",
    "attribution=VIEW_THROUGH, attribution",
    "attribution=, attribution",
    "audience=C3, audience",
    "audience=a1, audience",
    "audience=, audience"
  })
  @Requirement("REP-11")
  void whatCannotBeAskedIsA400ThatSaysWhy(String query, String word, Attune attune) {
    assertProblem(shop(attune).workspace().reportAnswer("banner", "?" + query), 400, word);
  }

  private static void assertProblem(Answer answer, int status, String word) {
    answer.hasStatus(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().required("status").asInt()).isEqualTo(status);
    assertThat(answer.json().required("detail").asString()).contains(word);
  }

  @Test
  @Requirement("REP-11")
  void whatIsQuotedOfAQuestionIsCutShort(Attune attune) {
    var answer = shop(attune).workspace().reportAnswer("banner", "?from=" + "x".repeat(1_000));

    assertThat(answer.hasStatus(400).json().required("detail").asString())
        .contains("x".repeat(60) + "…")
        .doesNotContain("x".repeat(61));
  }

  @Test
  @Requirement("REP-11")
  void anExperienceOrAWorkspaceThatIsNotThereIsA404(Attune attune) {
    var shop = shop(attune).workspace();

    assertProblem(shop.reportAnswer("nothing", ""), 404, "nothing");
    assertProblem(new Workspace(attune, "NOBODY").reportAnswer("banner", ""), 404, "NOBODY");
  }

  @Test
  @Requirement("REP-11")
  void aReportIsBehindTheAdminToken(Attune attune) {
    var shop = shop(attune).workspace();
    var path = "/admin/v1/workspaces/%s/experiences/banner/report".formatted(shop.id());

    Caller.send(Caller.to(attune, path).GET()).hasStatus(401);
    Caller.send(shop.data().uri(attune.http().resolve(path)).GET()).hasStatus(401);
  }

  // ---- tables

  @Test
  @Requirement("REP-12")
  void aTableHasAHeaderAndARowForEachVariationAndInterval(Attune attune) {
    var shop = ReportShop.create(attune, ORDER, "{ name: Sign-up, event: Signed Up }");
    shop.shown("ann", "1", at(10, "09:00:00"));
    shop.clicked("ann", "1", at(10, "09:01:00"));
    shop.ordered("ann", at(10, "10:00:00"), "12.5");
    shop.did("ann", "Signed Up", at(11, "10:00:00"), "{}");
    shop.shown("ben", "2", at(10, "10:00:00"));

    var days = shop.table(ReportShop.SEPTEMBER).hasStatus(200);

    assertThat(days.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(days.body().lines())
        .containsExactly(
            "at,audience_id,audience_name,variation_id,variation_name,control,impressions,clicks,conversions: Order,revenue: Order,conversions: Sign-up",
            "2024-09-10T00:00:00+05:30,1,Everybody,1,First,false,1,1,1,12.50,0",
            "2024-09-10T00:00:00+05:30,1,Everybody,2,Second,false,1,0,0,0.00,0",
            "2024-09-11T00:00:00+05:30,1,Everybody,1,First,false,0,0,0,0.00,1");
    assertThat(shop.table(ReportShop.SEPTEMBER + "&interval=month").body().lines())
        .hasSize(3)
        .contains("2024-09-01T00:00:00+05:30,1,Everybody,1,First,false,1,1,1,12.50,1");
    assertThat(shop.table("?from=2024-08-01&to=2024-08-02").hasStatus(200).body().lines())
        .as("nothing happened")
        .hasSize(1);
  }

  @Test
  @Requirement("REP-12")
  void namesAreQuotedInATableAsRfc4180Says(Attune attune) {
    var document = ReportShop.document("", ORDER).replace("name: First", "name: 'A, \"b\"'");
    var shop = new ReportShop(Workspace.create(attune, document));
    shop.shown("ann", "1", at(10, "09:00:00"));

    assertThat(shop.table(ReportShop.SEPTEMBER).body())
        .contains("\r\n2024-09-10T00:00:00+05:30,1,Everybody,1,\"A, \"\"b\"\"\",false,1,0,0,0.00");
  }

  @Test
  @Requirement("REP-12")
  void aTableIsRefusedLikeAReport(Attune attune) {
    assertProblem(ReportShop.create(attune, ORDER).table("?interval=minute"), 400, "interval");
  }
}
