package dev.attune.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Caught;
import dev.attune.server.Mangled;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionWireTest {
  private static final String GOOD =
      """
      {"elements":[
        {"type":"customer","customer_id":"ashä","attributes":{"plan":"gold","tags":["a"]}} ,
        {"customer_id":"ashä","actions":[{"action":"Viewed","attributes":{"a":{"b":1}}}],"type":"event"}
      ],"type":"transition"}
      """;

  private static int read(String json) {
    return TransitionWire.read(json.getBytes(StandardCharsets.UTF_8), ZoneOffset.UTC).size();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | type is not found in the payload [type]",
        "{'type':'event'} | type is expected to be transition [type]",
        "{'type':'transition'} | elements is not found in the payload [elements]",
        "{'type':'transition','elements':{}} | elements is expected to be array [elements]",
        "{'type':'transition','elements':[[]]} | elements is expected to be object [elements]",
        "{'type':'transition','elements':[{}]} | type is not found in the payload [type]",
        "{'type':'transition','elements':[{'type':'Event'}]} | type is expected to be customer or event [type]",
        "{'type':'transition','elements':[{'type':'customer'}]} | customer_id is not found in the payload [customer_id]",
      })
  void whatIsMissingOrOfTheWrongTypeIsNamed(String body, String message) {
    assertThat(read(GOOD)).isEqualTo(2);
    assertThat(Caught.data(() -> read(body.replace('\'', '"'))))
        .isEqualTo("400 MissingAttributeError: " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"elements\":[{\"type\":\"customer\"", GOOD + "{}"})
  void whatIsNoJsonObjectIsMalformed(String body) {
    assertThat(Caught.data(() -> read(body))).startsWith("400 Malformed JSON: ");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void onlyRefusalsComeOfAnyBody(long seed) {
    Mangled.read(
        seed,
        List.of(GOOD),
        body -> {
          var _ = TransitionWire.read(body, ZoneOffset.UTC);
        });
  }
}
