package dev.attune.acceptance;

import static dev.attune.acceptance.DataJson.ACCEPTED;
import static dev.attune.acceptance.DataJson.NOTHING;
import static dev.attune.acceptance.DataJson.action;
import static dev.attune.acceptance.DataJson.customerId;
import static dev.attune.acceptance.DataJson.eventOf;
import static dev.attune.acceptance.DataJson.missing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// When what `POST /v1/event/{app_id}` tells happened.
@OnAttune
final class DataEventTimesTest {

  private static JsonNode only(Workspace shop, String customerId) {
    var events = shop.profile(customerId).required("events");
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "\"2026-01-21T10:00:00Z\", 2026-01-21T10:00:00Z",
    "\"2026-01-21T10:00:00.250+05:30\", 2026-01-21T04:30:00.250Z",
    "\"2026-01-21T10:00:00\", 2026-01-21T10:00:00Z",
    "1768989600, 2026-01-21T10:00:00Z",
    "\"1768989600\", 2026-01-21T10:00:00Z",
    "1768989600.25, 2026-01-21T10:00:00.250Z",
    "\"1768989600250\", 2026-01-21T10:00:00.250Z"
  })
  @Requirement("EVT-10")
  void theCurrentTimeMayBeWrittenInManyWays(String sent, String at, Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.event(
            eventOf(
                "ann",
                action(
                    "a",
                    ",\"current_time\":%s,\"user_time\":\"2026-01-01T00:00:00\",\"user_timezone_offset\":3600"
                        .formatted(sent))))
        .is(200, ACCEPTED);

    assertThat(only(shop, "ann").at("/at").asString()).isEqualTo(at);
  }

  @Test
  @Requirement({"EVT-11", "EVT-12"})
  void theUsersTimeIsInTheirZone(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.event(
            eventOf(
                "ann",
                action(
                    "a", ",\"user_time\":\"2026-01-21T10:00:00\",\"user_timezone_offset\":19800")))
        .is(200, ACCEPTED);

    assertThat(only(shop, "ann").at("/at").asString()).isEqualTo("2026-01-21T04:30:00Z");
    for (var wrong : List.of("54001", "-54001", "9999999999")) {
      shop.event(eventOf("ann", action("a", ",\"user_timezone_offset\":" + wrong)))
          .is(
              400,
              missing(
                  "user_timezone_offset is expected to be from -54000 to 54000 seconds",
                  "user_timezone_offset"));
    }
    shop.event(eventOf("ann", action("a", ",\"user_timezone_offset\":\"5\"")))
        .is(400, missing("user_timezone_offset is expected to be number", "user_timezone_offset"));
  }

  @Test
  @Requirement("EVT-11")
  void withoutATimeItHappensNow(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var before = Instant.now().minusMillis(1);

    shop.event(eventOf("ann", action("a"))).is(200, ACCEPTED);

    var at = Instant.parse(only(shop, "ann").at("/at").asString());
    assertThat(at).isBetween(before, Instant.now());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"yesterday\"",
        "\"2026-01-21\"",
        "-1",
        "\"\"",
        "true",
        "\"1969-12-31T23:59:59Z\""
      })
  @Requirement("EVT-13")
  void whatIsNoTimeIsRefused(String time, Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    for (var field : List.of("current_time", "user_time")) {
      shop.event(eventOf("ann", action("a", ",\"%s\":%s".formatted(field, time))))
          .is(
              400,
              missing(field + " is expected to be date-time in ISO 8601 or epoch seconds", field));
    }
    assertThat(shop.hasProfile("ann")).isFalse();
  }

  @Test
  @Requirement("EVT-13")
  void aTimeMayBeADayAhead(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var now = Instant.now();

    shop.event(
            eventOf(
                "ann",
                action("a", ",\"current_time\":\"%s\"".formatted(now.plus(23, ChronoUnit.HOURS)))))
        .is(200, ACCEPTED);
    shop.event(
            eventOf(
                "ann",
                action("a", ",\"current_time\":\"%s\"".formatted(now.plus(25, ChronoUnit.HOURS)))))
        .is(400, missing("current_time is more than 24 hours ahead", "current_time"));
  }
}
