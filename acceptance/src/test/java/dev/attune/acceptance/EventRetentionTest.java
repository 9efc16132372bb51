package dev.attune.acceptance;

import static dev.attune.acceptance.EventsJson.SHOWN;
import static dev.attune.acceptance.EventsJson.action;
import static dev.attune.acceptance.EventsJson.element;
import static dev.attune.acceptance.EventsJson.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With events kept for 400 days, which is the default.
final class EventRetentionTest {
  @TempDir private static Path folder;
  private static Attune attune;

  @BeforeAll
  static void start() throws IOException {
    attune = Attune.start(folder, Map.of("ATTUNE_EVENT_RETENTION_DAYS", ""));
  }

  @AfterAll
  static void stop() {
    attune.close();
  }

  private static Instant daysAgo(int days) {
    return Instant.now().minus(days, ChronoUnit.DAYS);
  }

  private static String impression(String customerId, Instant at, String cid) {
    var uuid = UUID.randomUUID().toString();
    return element(customerId, action(SHOWN, uuid, "\"" + at + "\"", cid, ""));
  }

  @Test
  @Requirement("EVENT-20")
  void impressionsFromBeforeEventsAreKeptAreRefused() {
    var shop =
        Workspace.create(
            attune, Documents.experiences(Documents.experience("banner", Documents.EVERYONE)));
    var cid = shop.cid("banner");

    shop.events(request(impression("ann", daysAgo(1), cid), impression("ann", daysAgo(401), cid)))
        .is(
            400,
            """
            {"title": "Invalid Field Value",
             "description": "elements - Validators Failed : Validator: Action (at most 400 days ago), Errored Field: event_time",
             "code": "********"}
            """);
    assertThat(shop.hasProfile("ann")).isFalse();

    shop.events(request(impression("ann", daysAgo(399), cid))).hasStatus(200);
    assertThat(shop.hasProfile("ann")).isTrue();
  }

  private static String did(String field, Instant at) {
    return "{\"type\":\"event\",\"customer_id\":\"ann\",\"actions\":[{\"action\":\"a\",\"%s\":\"%s\"}]}"
        .formatted(field, at);
  }

  @Test
  @Requirement("EVT-16")
  void eventsFromBeforeEventsAreKeptAreRefused() {
    var shop = Workspace.create(attune, "experiences: []\n");
    for (var field : new String[] {"current_time", "user_time"}) {
      shop.event(did(field, daysAgo(401)))
          .is(
              400,
              """
              {"status": "fail", "error": {"type": "MissingAttributeError",
               "message": "%s is more than 400 days ago", "request_id": "********", "attribute": "%s"}}
              """
                  .formatted(field, field));
      assertThat(shop.hasProfile("ann")).isFalse();
    }
    shop.event(did("current_time", daysAgo(399))).hasStatus(200);
    assertThat(shop.hasProfile("ann")).isTrue();
  }
}
