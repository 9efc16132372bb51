package dev.attune.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.server.Caught;
import dev.attune.server.Mangled;
import dev.attune.server.customers.CustomerWire.Customer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerWireTest {
  private static final String GOOD =
      """
      {"type":"customer","customer_id":"asha","update_existing_only":true,"attributes":\
      {"u_em":"a@b.example","plan":null,"addValueToArrayField":{"tags":["a"]},\
      "removeValueFromArrayField":{"tags":["b"]}}}\
      """;

  private static Customer read(String json) {
    return CustomerWire.read(json.getBytes(StandardCharsets.UTF_8), ZoneOffset.UTC);
  }

  @Test
  void theDocumentedBodyIsRead() {
    var customer = read(GOOD);

    assertThat(customer.customerId()).isEqualTo("asha");
    assertThat(customer.existingOnly()).isTrue();
    assertThat(customer.changes().set()).containsEntry("u_em", new Value.Text("a@b.example"));
    assertThat(customer.changes().removed()).containsExactly("plan");
    assertThat(customer.changes().added()).containsOnlyKeys("tags");
    assertThat(customer.changes().taken()).containsOnlyKeys("tags");
  }

  @Test
  void anotherIdOfThePersonMayBeThereOrStandAlone() {
    var both = read(GOOD.replace("\"type\"", "\"anonymous_id\":\"session-1\",\"type\""));
    assertThat(both.customerId()).isEqualTo("asha");
    assertThat(both.anonymousId()).isEqualTo("session-1");

    var alone = read(GOOD.replace("customer_id", "anonymous_id"));
    assertThat(alone.customerId()).isEqualTo("asha");
    assertThat(alone.anonymousId()).isEqualTo("asha");

    assertThat(read(GOOD.replace("\"type\"", "\"anonymous_id\":\"\",\"type\"")).anonymousId())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"update_existing_only\":false,", "\"update_existing_only\":null,", ""})
  void profilesAreCreatedUnlessTheCallerSaysOtherwise(String field) {
    assertThat(read(GOOD.replace("\"update_existing_only\":true,", field)).existingOnly())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | type is not found in the payload [type]",
        "{'type':null} | type is not found in the payload [type]",
        "{'type':7} | type is expected to be string [type]",
        "{'type':'Customer'} | type is expected to be customer [type]",
        "{'type':'customer'} | customer_id is not found in the payload [customer_id]",
        "{'type':'customer','customer_id':null} | customer_id is not found in the payload [customer_id]",
        "{'type':'customer','customer_id':7} | customer_id is expected to be string [customer_id]",
        "{'type':'customer','customer_id':'Guest'} | customer_id can not be 'Guest' [customer_id]",
        "{'type':'customer','customer_id':'a','anonymous_id':'Guest'} | anonymous_id can not be 'Guest' [anonymous_id]",
        "{'type':'customer','anonymous_id':7} | anonymous_id is expected to be string [anonymous_id]",
        "{'type':'customer','customer_id':'a'} | attributes is not found in the payload [attributes]",
        "{'type':'customer','customer_id':'a','attributes':null} | attributes is expected to be object [attributes]",
        "{'type':'customer','customer_id':'a','update_existing_only':1} | update_existing_only is expected to be boolean [update_existing_only]",
        "{'attributes':{'a':[null]}} | a is expected to be string, number, boolean, date, array or object [a]",
      })
  void whatIsMissingOrWrongIsNamed(String body, String message) {
    assertThat(Caught.data(() -> read(body.replace('\'', '"'))))
        .isEqualTo("400 MissingAttributeError: " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "{",
        GOOD + "{}",
        "{\"a\":\"\\ud800\"}",
        "{\"attributes\":{"
      })
  void whatIsNoJsonObjectIsMalformed(String body) {
    assertThat(Caught.data(() -> read(body)))
        .isEqualTo(
            "400 Malformed JSON: Could not decode the request body. The JSON was incorrect or not"
                + " encoded as UTF-8.");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void onlyRefusalsComeOfAnyBody(long seed) {
    Mangled.read(
        seed,
        List.of(GOOD, GOOD.replace("null", "[1,{\"a\":{\"b\":[\"2026-01-01\"]}}]")),
        body -> CustomerWire.read(body, ZoneOffset.UTC));
  }
}
