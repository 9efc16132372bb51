package dev.attune.acceptance;

import static dev.attune.acceptance.ReportShop.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// People who are held out, in reports.
@OnAttune
final class ControlGroupTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String GOAL = "{ name: Order, event: Order Placed, revenue: amount }";

  private static ReportShop shop(Attune attune) {
    return new ReportShop(
        Workspace.create(attune, ReportShop.document("control_percent: 50, ", GOAL)));
  }

  /// The hash is keyed by the experience's id, so these are the same people in every run.
  private record People(List<String> heldOut, List<String> served) {}

  private static People fetched(ReportShop shop, String name, int people) {
    var all = new People(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < people; i++) {
      var who = name + "-" + i;
      boolean isServed = !shop.workspace().variation("banner", who).isEmpty();
      (isServed ? all.served() : all.heldOut()).add(who);
    }
    assertThat(all.heldOut()).isNotEmpty();
    assertThat(all.served()).isNotEmpty();
    return all;
  }

  private static JsonNode control(JsonNode report) {
    var control = report.required("variations").get(0);
    assertThat(control.required("control").asBoolean()).isTrue();
    return control;
  }

  private static int people(JsonNode report) {
    return control(report).required("people").asInt();
  }

  /// Until a report is as wanted.
  private static JsonNode await(ReportShop shop, Predicate<JsonNode> wanted) {
    long began = System.nanoTime();
    while (true) {
      var report = shop.report("");
      if (wanted.test(report)) {
        return report;
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as(report.toString())
          .isLessThan(PATIENCE);
      Thread.onSpinWait();
    }
  }

  @Test
  @Requirement("REP-10")
  void whoIsHeldOutIsCountedWithinASecondAndNeverAsAnImpression(Attune attune) {
    var shop = shop(attune);
    var delays = new ArrayList<Duration>();
    int heldOut = 0;
    for (int round = 0; round < 5; round++) {
      heldOut += fetched(shop, "round-" + round, 20).heldOut().size();
      long decided = System.nanoTime();
      int expected = heldOut;
      var report = await(shop, now -> people(now) == expected);
      delays.add(Duration.ofNanos(System.nanoTime() - decided));
      assertThat(
              numbers(
                  control(report), "impressions", "unique_impressions", "clicks", "unique_clicks"))
          .containsOnly(0.0);
      assertThat(report.required("series")).isEmpty();
      assertThat(ReportShop.side(report, "1").required("people").asInt()).isZero();
    }
    delays.sort(null);
    // The median: this machine may have had something else to do for one of them.
    assertThat(delays.get(2)).as("of %s", delays).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  @Requirement("REP-10")
  void whoIsHeldOutAgainIsOnePerson(Attune attune) {
    var shop = shop(attune);
    var heldOut = fetched(shop, "person", 20).heldOut();
    var _ = fetched(shop, "person", 20);
    int others = fetched(shop, "other", 20).heldOut().size(); // noted after the second time

    var report = await(shop, now -> people(now) >= heldOut.size() + others);

    assertThat(people(report)).isEqualTo(heldOut.size() + others);
    assertThat(report.at("/checks/duplicate_events").asInt()).isZero();
  }

  @Test
  @Requirement({"REP-8", "REP-10"})
  void whoIsHeldOutAgainAfterARestartIsNoDuplicateEvent(@TempDir Path folder) throws Exception {
    try (var attune = Attune.start(folder)) {
      var shop = shop(attune);
      int heldOut = fetched(shop, "person", 20).heldOut().size();
      var _ = await(shop, now -> people(now) == heldOut);
      assertThat(attune.stop()).isIn(0, 143);

      try (var again = attune.again()) {
        var there = new ReportShop(shop.workspace().on(again));
        var _ = fetched(there, "person", 20);
        int others = fetched(there, "other", 20).heldOut().size(); // noted after them
        var report = await(there, now -> people(now) >= heldOut + others);

        assertThat(people(report)).isEqualTo(heldOut + others);
        assertThat(report.at("/checks/duplicate_events").asInt()).isZero();
      }
    }
  }

  @Test
  @Requirement("REP-10")
  void whoIsCountedStaysSoWhenTheProcessIsKilledAndWhoIsNotIsWhenTheyComeAgain(@TempDir Path folder)
      throws Exception {
    try (var attune = Attune.start(folder)) {
      var shop = shop(attune);
      int counted = fetched(shop, "early", 20).heldOut().size();
      var _ = await(shop, now -> people(now) == counted);
      int late = fetched(shop, "late", 20).heldOut().size();
      attune.kill();

      try (var again = attune.again()) {
        var there = new ReportShop(shop.workspace().on(again));
        assertThat(people(there.report(""))).isBetween(counted, counted + late);

        var _ = fetched(there, "late", 20);

        var report = await(there, now -> people(now) >= counted + late);
        assertThat(people(report)).isEqualTo(counted + late);
      }
    }
  }

  @Test
  @Requirement("REP-10")
  void aFetchAnswersWhileNothingCanBeWrittenAndWhoIsHeldOutIsCountedAfterwards(@TempDir Path folder)
      throws Exception {
    try (var attune = Attune.start(folder);
        var database = DriverManager.getConnection("jdbc:sqlite:" + Attune.database(folder));
        var sql = database.createStatement()) {
      var shop = shop(attune);
      sql.execute("BEGIN IMMEDIATE"); // who writes now, waits

      int heldOut = fetched(shop, "person", 20).heldOut().size();
      assertThat(people(shop.report(""))).isZero();

      sql.execute("COMMIT");
      var _ = await(shop, now -> people(now) == heldOut);
    }
  }

  @Test
  @Requirement({"DEL-1", "REP-13"})
  void whoIsErasedRightAfterTheyWereHeldOutStaysErased(Attune attune) {
    var shop = shop(attune);
    var heldOut = fetched(shop, "person", 20).heldOut();
    for (var who : heldOut) {
      shop.workspace()
          .sendData(
              "customer/delete",
              "{\"identity_type\":\"customer_id\",\"identity_value\":\"%s\"}".formatted(who))
          .hasStatus(200);
    }
    int others = fetched(shop, "other", 20).heldOut().size(); // noted after them

    var report = await(shop, now -> people(now) >= others);

    assertThat(people(report)).isEqualTo(others);
    assertThat(heldOut).noneMatch(shop.workspace()::hasProfile);
  }

  @Test
  @Requirement({"REP-3", "REP-9", "REP-10"})
  void theControlGroupIsWhatTheVariationsAreHeldAgainst(Attune attune) {
    var shop = shop(attune);
    var people = fetched(shop, "person", 100);
    int heldOut = people.heldOut().size();
    var _ = await(shop, now -> people(now) == heldOut);
    for (var who : people.served()) {
      shop.shown(who, "1", now());
    }
    int buyers = 10;
    order(shop, people.heldOut().getFirst());
    for (int i = 0; i < buyers; i++) {
      order(shop, people.heldOut().get(i));
      order(shop, people.served().get(i));
      order(shop, people.served().get(buyers + i));
    }

    var report = shop.report("");

    var held = control(report).required("goals").get(0);
    assertThat(numbers(held, "conversions", "people_converted", "revenue"))
        .containsExactly(11.0, 10.0, 220.0);
    assertThat(held.required("conversion_rate").asDouble()).isEqualTo(percent(buyers + 1, heldOut));
    for (var figure : List.of("uplift", "uplift_interval", "chance_to_beat_baseline")) {
      assertThat(held.required(figure).isNull()).as("%s of the baseline", figure).isTrue();
    }
    assertThat(held.required("credible_interval")).hasSize(2);
    int served = people.served().size();
    var first = ReportShop.side(report, "1").required("goals").get(0);
    assertThat(first.required("people_converted").asInt()).isEqualTo(2 * buyers);
    // (target - control) / control
    assertThat(first.required("uplift").asDouble())
        .isCloseTo(100.0 * (2.0 * buyers / served * heldOut / buyers - 1), offset(0.05));
    assertThat(first.required("chance_to_beat_baseline").asDouble()).isBetween(0.5, 1.0);
  }

  private static String now() {
    return Instant.now().toString();
  }

  private static double percent(int part, int whole) {
    return Math.rint(10_000.0 * part / whole) / 100;
  }

  /// When the server receives it.
  private static void order(ReportShop shop, String who) {
    shop.workspace()
        .event(
            DataJson.eventOf(
                who, DataJson.action("Order Placed", ",\"attributes\":{\"amount\":20}")))
        .hasStatus(200);
  }

  @Test
  @Requirement("REP-10")
  void whereClicksAreCreditedNobodyIsHeldAgainstTheControlGroup(Attune attune) {
    var shop = shop(attune);
    int heldOut = fetched(shop, "person", 20).heldOut().size();
    var _ = await(shop, now -> people(now) == heldOut);

    var report = shop.report("?attribution=click_through");

    assertThat(people(report)).isEqualTo(heldOut);
    var goal = control(report).required("goals").get(0);
    assertThat(goal.required("conversions").asInt()).isZero();
    assertThat(goal.required("credible_interval").isNull()).isTrue();
  }
}
