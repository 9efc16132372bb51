package dev.attune.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.server.Caught;
import dev.attune.server.Mangled;
import dev.attune.server.customers.EventWire.Sent;
import dev.attune.server.events.EventRetention;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventWireTest {
  private static final String GOOD =
      """
      {"type":"event","customer_id":"asha","device_id":"d-1","anonymous_id":"session-1",\
      "user_identifiers":{"u_em":"a@b.example","u_mb":919876543210,"card":null},"actions":[\
      {"action":"Product Viewed","attributes":{"category":"shoes","price":49.5,"sold":true,\
      "on":"2026-11-21","tags":["a",1],"at":{"shop":{"city":"Pune"}},"none":null},"platform":"ANDROID",\
      "app_version":"1.2.3","event_uuid":"AA886712-4537-47c1-b126-2686efda2e26",\
      "current_time":"2026-11-21T10:00:00Z","user_time":1725258666,"user_timezone_offset":19800},\
      {"action":"Order Placed"}]}\
      """;

  private static Sent read(String json) {
    return EventWire.read(json.getBytes(StandardCharsets.UTF_8), ZoneOffset.UTC);
  }

  @Test
  void theDocumentedBodyIsRead() {
    var sent = read(GOOD);

    assertThat(sent.customerId()).isEqualTo("asha");
    assertThat(sent.anonymousId()).isEqualTo("session-1");
    assertThat(sent.userIdentifiers())
        .isEqualTo(Map.of("u_em", "a@b.example", "u_mb", "919876543210"));
    assertThat(sent.actions()).hasSize(2);
    var viewed = sent.actions().getFirst();
    assertThat(viewed.name).isEqualTo("Product Viewed");
    assertThat(viewed.uuid).isEqualTo("AA886712-4537-47c1-b126-2686efda2e26");
    assertThat(viewed.currentTime).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(viewed.userTime).isEqualTo("1725258666");
    assertThat(viewed.offsetSeconds).isEqualTo(19_800);
    assertThat(viewed.platform).isEqualTo("ANDROID");
    assertThat(viewed.attributes)
        .isEqualTo(
            Map.of(
                "category", new Value.Text("shoes"),
                "price", new Value.Amount(49.5),
                "sold", new Value.Flag(true),
                "on", new Value.Time("2026-11-21", Instant.parse("2026-11-21T00:00:00Z")),
                "tags", new Value.Array(List.of(new Value.Text("a"), new Value.Amount(1))),
                "at",
                    new Value.Fields(
                        Map.of("shop", new Value.Fields(Map.of("city", new Value.Text("Pune")))))));
    assertThat(sent.actions().getLast().attributes).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | type is not found in the payload [type]",
        "{'type':'customer'} | type is expected to be event [type]",
        "{'type':'event','customer_id':7} | customer_id is expected to be string [customer_id]",
        "{'type':'event','customer_id':'a'} | actions is not found in the payload [actions]",
        "{'type':'event','customer_id':'a','actions':{}} | actions is expected to be array [actions]",
        "{'type':'event','customer_id':'a','actions':[7]} | actions is expected to be object [actions]",
        "{'type':'event','customer_id':'a','actions':[]} | actions can not be empty Array [actions]",
        "{'type':'event','device_id':7} | device_id is expected to be string [device_id]",
        "{'type':'event','user_identifiers':[]} | user_identifiers is expected to be object [user_identifiers]",
        "{'type':'event','user_identifiers':{'u_em':true}} | u_em is expected to be string [u_em]",
        "{'actions':[{'action':7}]} | action is expected to be string [action]",
        "{'actions':[{'platform':7}]} | platform is expected to be string [platform]",
        "{'actions':[{'event_uuid':7}]} | event_uuid is expected to be string [event_uuid]",
        "{'actions':[{'current_time':[]}]} | current_time is expected to be date-time in ISO 8601 or epoch seconds [current_time]",
        "{'actions':[{'user_timezone_offset':'5'}]} | user_timezone_offset is expected to be number [user_timezone_offset]",
        "{'actions':[{'attributes':[]}]} | attributes is expected to be object [attributes]",
        "{'actions':[{'attributes':{'moe_x':1}}]} | moe_x is reserved: names may not start with moe_ [moe_x]",
        "{'actions':[{'attributes':{'a':[null]}}]} | a is expected to be string, number, boolean, date, array or object [a]",
      })
  void whatIsMissingOrOfTheWrongTypeIsNamed(String body, String message) {
    assertThat(Caught.data(() -> read(body.replace('\'', '"'))))
        .isEqualTo("400 MissingAttributeError: " + message);
  }

  @Test
  void actionsAndTheirAttributesAreBounded() {
    var action = "{\"action\":\"a\"}";
    var most = "{\"type\":\"event\",\"actions\":[" + (action + ",").repeat(999) + action + "]}";
    assertThat(read(most).actions()).hasSize(1_000);
    assertThat(Caught.data(() -> read(most.replace("[", "[" + action + ","))))
        .isEqualTo("400 MissingAttributeError: actions can have at most 1000 elements [actions]");

    var text = "\"x\":\"" + "x".repeat(16_000) + "\"";
    var heavy =
        "{\"type\":\"event\",\"actions\":[{\"attributes\":{%s,%s,%s}}]}"
            .formatted(text, text.replace("\"x\":", "\"y\":"), text.replace("\"x\":", "\"z\":"));
    assertThat(Caught.data(() -> read(heavy)))
        .isEqualTo(
            "400 MissingAttributeError: attributes has more than 32768 characters [attributes]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", GOOD + "{}", "{\"actions\":[}"})
  void whatIsNoJsonObjectIsMalformed(String body) {
    assertThat(Caught.data(() -> read(body))).startsWith("400 Malformed JSON: ");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void onlyRefusalsComeOfAnyBody(long seed) {
    var now = Instant.parse("2026-11-21T10:00:00Z");
    Mangled.read(
        seed,
        List.of(GOOD, GOOD.replace("\"2026-11-21T10:00:00Z\"", "1725258666.25")),
        body -> {
          for (var action : EventWire.read(body, ZoneOffset.UTC).actions()) {
            EventChecks.name(action.name);
            EventChecks.uuid(action.uuid);
            EventChecks.time(action, now, EventRetention.FOREVER);
          }
        });
  }
}
