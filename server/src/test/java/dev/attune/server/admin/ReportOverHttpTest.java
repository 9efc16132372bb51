package dev.attune.server.admin;

import static dev.attune.server.admin.AdminServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.attribution.Touch;
import dev.attune.engine.profile.Value;
import dev.attune.storage.Event;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

final class ReportOverHttpTest extends AdminTest {
  private static final String SHOP = "/admin/v1/workspaces/REPORT";
  private static final String TEST = SHOP + "/experiences/price-test";
  private static final String EXPERIENCE = "65eae5738ea5032b0ef60138";
  private static final Instant MORNING = Instant.parse("2026-11-10T04:30:00Z"); // 10:00 there
  private static final int PEOPLE = 600;

  private static final String DOCUMENT =
      """
      id: REPORT
      name: Report
      time_zone: Asia/Kolkata
      experiences:
        - key: price-test
          name: Price Test
          id: 65eae5738ea5032b0ef60138
          status: active
          control_percent: 10
          goals:
            - { name: Order, event: Order Placed, revenue: amount }
            - { name: Again, event: Order Placed, window_hours: 1, attribution: click_through }
          audiences:
            - audience: { id: 42D, name: All, rule: { everyone: true } }
              variations:
                - { name: Plain, weight: 50, payload: { Text: A } }
                - { name: Bold, weight: 50, payload: { Text: B } }
      """;

  private static final String MORE =
      """
            - audience: { id: 43E, name: Others, rule: { everyone: true } }
              variations: [ { name: Plain, weight: 100, payload: { Text: A } } ]
      """;

  private int events;

  /// Of the 600 who see Plain 60 order for 100, of those who see Bold 180, of the control group 60.
  /// Every fifth is shown twice and clicks.
  @BeforeEach
  void sell() {
    server.putYaml(SHOP, DOCUMENT);
    var workspace = Objects.requireNonNull(server.workspaces().find("REPORT"));
    var writes = new ArrayList<ProfileWrite>();
    for (int i = 0; i < PEOPLE; i++) {
      writes.add(person("plain" + i, "1", i, i % 10 == 0));
      writes.add(person("bold" + i, "2", i, i % 10 < 3));
      writes.add(person("out" + i, "", i, i % 10 == 0));
    }
    server.storage().profiles().write(new WorkspaceId("REPORT"), workspace.policy(), writes);
  }

  private ProfileWrite person(String id, String variation, int number, boolean orders) {
    var at = MORNING.plusSeconds(number);
    var done = new ArrayList<Event>();
    if (variation.isEmpty()) {
      done.add(touch(Touch.Kind.HELD_OUT, variation, at));
    } else {
      done.add(touch(Touch.Kind.SHOWN, variation, at));
      if (number % 5 == 0) {
        done.add(touch(Touch.Kind.SHOWN, variation, at.plusSeconds(86_400)));
        done.add(touch(Touch.Kind.CLICKED, variation, at.plusSeconds(86_410)));
      }
    }
    if (orders) {
      var when = at.plusSeconds(3_600);
      var attributes = Map.<String, Value>of("amount", new Value.Amount(100));
      done.add(new Event("o" + events++, "Order Placed", when, when, "", attributes, null));
    }
    return ProfileWrite.of(id, at, done);
  }

  private Event touch(Touch.Kind kind, String variation, Instant at) {
    var touch =
        new Touch(
            kind,
            EXPERIENCE,
            "42D",
            variation,
            kind == Touch.Kind.CLICKED ? "Buy" : "",
            kind == Touch.Kind.SHOWN ? Map.of("1", 5_000, "2", 5_000) : Map.of());
    return new Event("t" + events++, kind.name(), at, at, "web", Map.of(), touch);
  }

  @Test
  void aReportCountsAndJudges() {
    var report = json(server.get(TEST + "/report?from=2026-11-10&to=2026-11-12"));
    assertThat(report.path("from").asString()).isEqualTo("2026-11-10T00:00:00+05:30");
    assertThat(report.path("time_zone").asString()).isEqualTo("Asia/Kolkata");
    assertThat(report.path("attribution").asString()).isEqualTo("view_through");
    var bold = report.path("variations").get(2);
    assertThat(bold.path("variation_name").asString()).isEqualTo("Bold");
    assertThat(bold.path("people").asInt()).isEqualTo(600);
    assertThat(bold.path("impressions").asInt()).isEqualTo(720);
    assertThat(bold.path("unique_impressions").asInt()).isEqualTo(600);
    assertThat(bold.path("clicks").asInt()).isEqualTo(120);
    assertThat(bold.path("ctr").asDouble()).isEqualTo(16.67);
    assertThat(bold.path("clicks_by_element").toString())
        .isEqualTo("[{\"b_id\":\"Buy\",\"clicks\":120}]");
    var order = bold.path("goals").get(0);
    assertThat(order.path("conversions").asInt()).isEqualTo(180);
    assertThat(order.path("people_converted").asInt()).isEqualTo(180);
    assertThat(order.path("conversion_rate").asDouble()).isEqualTo(25);
    assertThat(order.path("revenue").asDouble()).isEqualTo(18_000);
    assertThat(order.path("revenue_per_conversion").asDouble()).isEqualTo(100);
    assertThat(bold.path("goals").get(1).path("conversions").asInt()).isZero();
  }

  @Test
  void aReportIsAsTheApiDocumentDescribesIt() {
    var described = new Described(new YAMLMapper().readTree(server.get("/openapi.yaml").body()));
    for (var query : List.of("", "?attribution=view_through", "?to=2026-11-10")) {
      var report = json(server.get(TEST + "/report" + query));
      assertThat(described.mistakes("Report", report)).as(query).isEmpty();
    }
    server.putYaml(SHOP, DOCUMENT + MORE);
    var ofTwo = json(server.get(TEST + "/report"));
    assertThat(ofTwo.path("advice_by_audience")).hasSize(2);
    assertThat(described.mistakes("Report", ofTwo)).isEmpty();
    assertThat(described.mistakes("SampleRatio", ofTwo.path("checks")))
        .as("that mistakes are found")
        .contains("SampleRatio has no \"p_value\"", "SampleRatio.late_events is not described");
  }

  @Test
  void whatTheStatisticsAreMadeOfIsInTheReport() {
    var report = json(server.get(TEST + "/report?attribution=view_through"));
    var bold = report.path("variations").get(2);
    assertThat(bold.path("assigned").asInt()).isEqualTo(600);
    assertThat(bold.path("expected").toString()).isEqualTo("600");
    assertThat(report.path("variations").get(0).path("assigned").isNull()).isTrue();
    var perPerson = bold.path("goals").get(0).path("revenue_per_person");
    assertThat(perPerson.path("sum").toString()).isEqualTo("18000");
    assertThat(perPerson.path("sum_of_squares").toString()).isEqualTo("1800000");
  }

  @Test
  void whatPeopleDidBeforeIsInTheReportWhereItHelps() {
    var writes = new ArrayList<ProfileWrite>();
    var before = MORNING.minusSeconds(86_400);
    for (int i = 0; i < PEOPLE; i += 10) { // who order then
      for (var side : List.of("plain", "bold", "out")) {
        var order = new Event("b" + events++, "Order Placed", before, before, "", Map.of(), null);
        writes.add(ProfileWrite.of(side + i, before, List.of(order)));
      }
    }
    var workspace = Objects.requireNonNull(server.workspaces().find("REPORT"));
    server.storage().profiles().write(new WorkspaceId("REPORT"), workspace.policy(), writes);

    var report = json(server.get(TEST + "/report?attribution=view_through"));

    var adjusted = report.path("variations").get(2).path("goals").get(0).path("adjusted");
    assertThat(adjusted.path("prior").asInt()).isEqualTo(60);
    assertThat(adjusted.path("prior_squares").asInt()).isEqualTo(60);
    assertThat(adjusted.path("prior_converted").asInt()).isEqualTo(60);
    // Sxx = 162, Sxy = 54 + 54 + 42 and Syy = 54 + 54 + 126: ρ² = 150² / (162 × 234).
    assertThat(adjusted.path("variance_reduction").asDouble()).isEqualTo(0.5935);
    var described = new Described(new YAMLMapper().readTree(server.get("/openapi.yaml").body()));
    assertThat(described.mistakes("Report", report)).isEmpty();
  }

  @Test
  void askedForViewsTheControlGroupIsTheBaseline() {
    var report = json(server.get(TEST + "/report?to=2026-11-12&attribution=view_through"));
    var control = report.path("variations").get(0);
    assertThat(control.path("control").asBoolean()).isTrue();
    assertThat(control.path("people").asInt()).isEqualTo(600);
    assertThat(control.path("goals").get(0).path("conversion_rate").asDouble()).isEqualTo(10);
    var order = report.path("variations").get(2).path("goals").get(0);
    assertThat(order.path("uplift").asDouble()).isEqualTo(200);
    assertThat(order.path("chance_to_beat_baseline").asDouble()).isGreaterThan(0.999);
    assertThat(order.path("credible_interval")).hasSize(2);
    assertThat(report.at("/checks/sample_ratio/ok").asBoolean()).isTrue();
    assertThat(report.at("/checks/multiple_variations/people").asInt()).isZero();
    assertThat(report.at("/advice/state").asString()).isEqualTo("winner");
    assertThat(report.at("/advice/winner").asString()).isEqualTo("2");
  }

  @Test
  void aSeriesIsByTheDayOrTheHourOfTheWorkspace() {
    var days = json(server.get(TEST + "/report?to=2026-11-12")).path("series");
    assertThat(days.get(0).path("at").asString()).isEqualTo("2026-11-10T00:00:00+05:30");
    var hours =
        json(server.get(TEST + "/report?from=2026-11-10&to=2026-11-11&interval=hour"))
            .path("series");
    assertThat(hours.valueStream().map(point -> point.path("at").asString()).distinct())
        .containsExactly("2026-11-10T10:00:00+05:30", "2026-11-10T11:00:00+05:30");
  }

  @Test
  void aTableIsAskedForByItsMediaType() {
    var table =
        server.send(
            server.request(TEST + "/report?to=2026-11-12").header("Accept", "text/csv").GET());
    assertThat(table.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    assertThat(table.body().lines())
        .hasSize(6)
        .contains(
            "2026-11-10T00:00:00+05:30,42D,All,2,Bold,false,600,0,180,18000.00,0",
            "2026-11-11T00:00:00+05:30,42D,All,2,Bold,false,120,120,0,0.00,0");
  }

  @Test
  void aRebuildComesToTheSame() {
    var before = server.get(TEST + "/report?to=2026-11-12").body();
    var steps = server.post(SHOP + "/reports/rebuild", "application/json", "");
    assertThat(steps.statusCode()).isEqualTo(200);
    assertThat(steps.body().lines().reduce((first, last) -> last))
        .hasValueSatisfying(last -> assertThat(last).contains("\"state\":\"rebuilt\""));
    assertThat(server.get(TEST + "/report?to=2026-11-12").body()).isEqualTo(before);
  }

  @Test
  void whatCannotBeAskedIsRefusedWithWhatCan() {
    assertProblem(server.get(TEST + "/report?from=yesterday"), 400, "2026-11-01");
    assertProblem(server.get(TEST + "/report?from=2026-11-10T00:00:00Z"), 400, "Asia/Kolkata");
    assertProblem(server.get(TEST + "/report?from=2026-11-12&to=2026-11-12"), 400, "day after");
    assertProblem(server.get(TEST + "/report?interval=minute"), 400, "hour, day, week, month");
    assertProblem(server.get(TEST + "/report?interval=hour"), 400, "from");
    assertProblem(server.get(TEST + "/report?attribution=none"), 400, "view_through");
    assertProblem(server.get(TEST + "/report?audience=7"), 400, "audience");
    assertProblem(server.get(SHOP + "/experiences/nothing/report"), 404, "nothing");
    assertThat(server.get(TEST + "/report?from=2026-11-10T00:00:00%2B05:30").statusCode())
        .isEqualTo(200);
  }
}
