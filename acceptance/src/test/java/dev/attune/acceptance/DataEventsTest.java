package dev.attune.acceptance;

import static dev.attune.acceptance.DataJson.ACCEPTED;
import static dev.attune.acceptance.DataJson.NOTHING;
import static dev.attune.acceptance.DataJson.RESOLUTION;
import static dev.attune.acceptance.DataJson.action;
import static dev.attune.acceptance.DataJson.customerId;
import static dev.attune.acceptance.DataJson.event;
import static dev.attune.acceptance.DataJson.eventOf;
import static dev.attune.acceptance.DataJson.missing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `POST /v1/event/{app_id}`.
@OnAttune
final class DataEventsTest {
  private static final String UUID = "AA886712-4537-47C1-B126-2686EFDA2E26";

  private static List<String> names(Workspace shop, String customerId) {
    return shop.stored(customerId, "/name");
  }

  private static JsonNode only(Workspace shop, String customerId) {
    var events = shop.profile(customerId).required("events");
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  @Test
  @Requirement("EVT-1")
  void whatAPersonDidIsStoredWithTheirProfile(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.event(
            eventOf(
                "ann",
                action(
                    "Product Viewed",
                    ",\"platform\":\"iOS\",\"attributes\":{\"price\":49.5},\"current_time\":\"2026-01-21T10:00:00Z\"")))
        .is(200, ACCEPTED);

    var stored = only(shop, "ann");
    assertThat(stored.at("/name").asString()).isEqualTo("Product Viewed");
    assertThat(stored.at("/at").asString()).isEqualTo("2026-01-21T10:00:00Z");
    assertThat(stored.at("/platform").asString()).isEqualTo("ios");
    assertThat(stored.at("/attributes").toString()).isEqualTo("{\"price\":49.5}");
    assertThat(shop.profile("ann").path("history").toString())
        .isEqualTo(
            "{\"Product Viewed\":{\"count\":1,\"first\":\"2026-01-21T10:00:00Z\",\"last\":\"2026-01-21T10:00:00Z\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"customer_id":"ann","actions":[{"action":"a"}]}                           | type is not found in the payload        | type
          {"type":"customer","customer_id":"ann","actions":[{"action":"a"}]}         | type is expected to be event            | type
          {"type":"event","actions":[{"action":"a"}]}                                | customer_id is not found in the payload | customer_id
          {"type":"event","customer_id":5,"actions":[{"action":"a"}]}                | customer_id is expected to be string    | customer_id
          {"type":"event","customer_id":"Guest","actions":[{"action":"a"}]}          | customer_id can not be 'Guest'          | customer_id
          {"type":"event","customer_id":"ann"}                                       | actions is not found in the payload     | actions
          {"type":"event","customer_id":"ann","actions":[]}                          | actions can not be empty Array          | actions
          {"type":"event","customer_id":"ann","actions":{}}                          | actions is expected to be array         | actions
          {"type":"event","customer_id":"ann","actions":["a"]}                       | actions is expected to be object        | actions
          {"type":"event","customer_id":"ann","actions":[{}]}                        | action is not found in the payload      | action
          {"type":"event","customer_id":"ann","actions":[{"action":5}]}              | action is expected to be string         | action
          {"type":"event","customer_id":"ann","device_id":5,"actions":[{"action":"a"}]} | device_id is expected to be string   | device_id
          {"type":"event","customer_id":"ann","actions":[{"action":"a","attributes":[]}]} | attributes is expected to be object | attributes
          """)
  @Requirement({"DERR-1", "EVT-2", "EVT-6", "EVT-7"})
  void whatIsMissingOrOfTheWrongTypeIsNamed(
      String body, String message, String attribute, Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.event(body).is(400, missing(message, attribute));
    assertThat(shop.hasProfile("ann")).isFalse();
  }

  @Test
  @Requirement("EVT-3")
  void withoutACustomerIdIdentifiersSayWhoItIs(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + NOTHING);
    shop.customer("ann", "{\"u_em\":\"ann@example.com\"}");
    shop.customer("ben", "{\"loyalty_card\":\"77\"}");

    shop.event(
            event(
                "\"user_identifiers\":{\"loyalty_card\":77,\"u_em\":\"ann@example.com\"},",
                action("a")))
        .is(200, ACCEPTED);
    shop.event(event("\"user_identifiers\":{\"loyalty_card\":77},", action("b"))).hasStatus(200);

    assertThat(names(shop, "ann")).containsExactly("a");
    assertThat(names(shop, "ben")).containsExactly("b");
  }

  @Test
  @Requirement("EVT-3")
  void whomNoIdentifierNamesIsMadeAndFoundByThemNextTime(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + NOTHING);
    var body = "\"user_identifiers\":{\"u_em\":\"new@example.com\",\"shoe\":\"44\"},";
    shop.event(event(body, action("a"))).is(200, ACCEPTED);
    shop.event(event(body, action("b"))).is(200, ACCEPTED);

    var exported =
        shop.sendData(
                "customers/export?app_id=" + shop.id(),
                "{\"data\":{\"identifiers\":[{\"identifier_type\":\"u_em\",\"identifier\":\"new@example.com\"}],\"user_fields_to_export\":[\"uid\",\"u_em\",\"shoe\"]}}")
            .hasStatus(200)
            .json()
            .at("/data/users/0/user_attributes");
    assertThat(exported.propertyNames()).containsExactly("uid", "u_em");
    assertThat(names(shop, exported.path("uid").asString())).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  @Requirement("EVT-3")
  void whereResolutionIsOffIdentifiersNameNobody(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.event(event("\"user_identifiers\":{\"u_em\":\"a@example.com\"},", action("a")))
        .is(400, missing("customer_id is not found in the payload", "customer_id"));
  }

  @Test
  @Requirement("EVT-4")
  void anAnonymousIdStandsForAPersonWhoIsNotKnown(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + NOTHING);

    shop.event(event("\"anonymous_id\":\"session-1\",", action("a"))).is(200, ACCEPTED);
    shop.event(
            event(
                "\"anonymous_id\":\"session-2\",\"user_identifiers\":{\"u_em\":\"new@example.com\"},",
                action("b")))
        .is(200, ACCEPTED);

    assertThat(names(shop, "session-1")).containsExactly("a");
    assertThat(names(shop, "session-2")).containsExactly("b");
    assertThat(shop.attributes("session-2").toString()).isEqualTo("{\"u_em\":\"new@example.com\"}");
    shop.event(event("\"anonymous_id\":\"null\",", action("a")))
        .is(400, missing("anonymous_id can not be 'null'", "anonymous_id"));
  }

  @Test
  @Requirement("EVT-5")
  void aDeviceIsReadOver(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.event(event(customerId("ann") + "\"device_id\":\"d-1\",", action("a"))).is(200, ACCEPTED);

    assertThat(names(shop, "ann")).containsExactly("a");
    assertThat(shop.attributes("ann")).isEmpty();
  }

  @Test
  @Requirement("EVT-6")
  void aRequestHasUpToAThousandActions(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var many = (action("a") + ",").repeat(999);

    shop.event(eventOf("ann", many + action("b"))).is(200, ACCEPTED);
    shop.event(eventOf("ben", many + action("b"), action("c")))
        .is(400, missing("actions can have at most 1000 elements", "actions"));
    assertThat(shop.hasProfile("ben")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "moe_x",
        "MOE_PERSONALIZATION_MESSAGE_SHOWN",
        "MOE_PERSONALIZATION_MESSAGE_CLICKED"
      })
  @Requirement("EVT-7")
  void reservedNamesAreRefused(String name, Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.event(eventOf("ann", action("a"), action(name)))
        .is(400, missing(name + " is reserved: names may not start with moe_", "action"));
    assertThat(shop.hasProfile("ann")).isFalse();
  }

  @Test
  @Requirement("EVT-7")
  void namesHaveUpTo255Characters(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.event(eventOf("ann", action("x".repeat(255)))).is(200, ACCEPTED);
    for (var wrong : List.of("", " ", "x".repeat(256))) {
      shop.event(eventOf("ann", action(wrong)))
          .is(400, missing("action is blank or longer than 255 characters", "action"));
    }
  }

  @Test
  @Requirement("EVT-8")
  void attributesAreOfAllTypesThatProfilesHave(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var attributes =
        """
        {"at": "2026-11-21T10:00:00+05:30", "day": "2026-11-21", "flag": false, "list": ["a", 1],
         "none": null, "number": 3, "object": {"a": {"b": 1}}, "text": "ünïcödé"}
        """;

    shop.event(eventOf("ann", action("a", ",\"attributes\":" + attributes))).is(200, ACCEPTED);
    shop.event(eventOf("ben", action("a", ",\"attributes\":null"))).is(200, ACCEPTED);

    assertThat(Answer.JSON.readTree(only(shop, "ann").at("/attributes").toString()))
        .isEqualTo(Answer.JSON.readTree(attributes.replace("\"none\": null,", "")));
    assertThat(only(shop, "ben").at("/attributes")).isEmpty();
  }

  @Test
  @Requirement("EVT-8")
  void attributesAreBounded(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var text = "x".repeat(16_000);

    shop.event(
            eventOf(
                "ann",
                action("a", ",\"attributes\":{\"x\":\"%s\",\"y\":\"%s\"}".formatted(text, text))))
        .is(200, ACCEPTED);
    shop.event(
            eventOf(
                "ann",
                action(
                    "a",
                    ",\"attributes\":{\"x\":\"%s\",\"y\":\"%s\",\"z\":\"%s\"}"
                        .formatted(text, text, text))))
        .is(400, missing("attributes has more than 32768 characters", "attributes"));
    shop.event(eventOf("ann", action("a", ",\"attributes\":{\"moe_x\":1}")))
        .is(400, missing("moe_x is reserved: names may not start with moe_", "moe_x"));
  }

  @ParameterizedTest
  @CsvSource({
    "\"ANDROID\",android",
    "\"iOS\",ios",
    "\"web\",web",
    "\"toaster\",Unknown",
    "null,Unknown"
  })
  @Requirement("EVT-9")
  void platformsAreTakenInAnyCase(String sent, String stored, Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.event(eventOf("ann", action("a", ",\"platform\":" + sent))).is(200, ACCEPTED);

    assertThat(only(shop, "ann").at("/platform").asString()).isEqualTo(stored);
  }

  @Test
  @Requirement("EVT-14")
  void aUuidCountsOnce(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var upper = action("a", ",\"event_uuid\":\"" + UUID + "\"");
    var lower = action("a", ",\"event_uuid\":\"" + UUID.toLowerCase(Locale.ROOT) + "\"");

    shop.event(eventOf("ann", upper, lower, action("b"))).is(200, ACCEPTED);
    shop.event(eventOf("ann", lower)).is(200, ACCEPTED);
    shop.event(eventOf("ben", upper)).is(200, ACCEPTED);

    assertThat(names(shop, "ann")).containsExactlyInAnyOrder("a", "b");
    assertThat(names(shop, "ben")).isEmpty();
    shop.event(eventOf("ann", action("a", ",\"event_uuid\":\"x\"")))
        .is(400, missing("event_uuid is expected to be UUID", "event_uuid"));
  }

  @Test
  @Requirement("EVT-15")
  void aRequestWithAKeyCountsOnce(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var body = eventOf("ann", action("a"), action("b"));
    for (var key : List.of("k1", "k1", "k2")) {
      Caller.send(
              shop.data("event/" + shop.id())
                  .header("Idempotency-Key", key)
                  .POST(Caller.body(body)))
          .is(200, ACCEPTED);
    }
    assertThat(names(shop, "ann")).containsExactlyInAnyOrder("a", "b", "a", "b");

    shop.event(body).is(200, ACCEPTED);
    shop.event(body).is(200, ACCEPTED);
    assertThat(names(shop, "ann")).hasSize(8);
    Caller.send(
            shop.data("event/" + shop.id())
                .header("Idempotency-Key", "k".repeat(129))
                .POST(Caller.body(body)))
        .is(
            400,
            missing(
                "Idempotency-Key is expected to be 1 to 128 printable ASCII characters",
                "Idempotency-Key"));
  }
}
