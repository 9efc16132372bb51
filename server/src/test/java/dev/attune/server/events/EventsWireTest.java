package dev.attune.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.server.Caught;
import dev.attune.server.events.EventsWire.RawElement;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsWireTest {
  static final String INVALID =
      "400 Invalid Field Value: elements - Validators Failed : Validator: ";

  private static List<RawElement> read(String json) {
    return EventsWire.read(json.getBytes(StandardCharsets.UTF_8), ZoneOffset.UTC);
  }

  /// Single quotes are double ones.
  private static String refusal(String json) {
    return Caught.personalize(() -> read(json.replace('\'', '"')));
  }

  private static String elements(String element, int count) {
    return "{\"elements\":[" + String.join(",", Collections.nCopies(count, element)) + "]}";
  }

  @Test
  void theDocumentedBodyIsRead() {
    var element =
        read("""
        { "elements": [ { "customer_id": "john@example.com",
            "user_attributes": { "name": "John Doe" }, "user_timezone_offset": 19800,
            "actions": [ { "action": "MOE_PERSONALIZATION_MESSAGE_CLICKED",
              "moe_event_uuid": "aa886712-4537-47c1-b126-2686efda2e26",
              "event_time": 1725258666, "platform": "web", "b_id": "beside",
              "attributes": { "cid": "c", "experience": "e", "moe_locale_id": "0",
                "moe_variation_id": "2", "audience_name": "All Users", "audience_id": "5A",
                "type": "Web Personalization" } } ] } ] }
        """)
            .getFirst();

    assertThat(element.customerId).isEqualTo("john@example.com");
    assertThat(element.attributes.set()).isEqualTo(Map.of("name", new Value.Text("John Doe")));
    assertThat(element.offsetSeconds).isEqualTo(19_800);
    var action = element.actions.getFirst();
    assertThat(action.name).isEqualTo("MOE_PERSONALIZATION_MESSAGE_CLICKED");
    assertThat(action.uuid).isEqualTo("aa886712-4537-47c1-b126-2686efda2e26");
    assertThat(action.epoch).isEqualTo("1725258666");
    assertThat(action.time).isNull();
    assertThat(action.platform).isEqualTo("web");
    assertThat(action.element).isEqualTo("beside");
    assertThat(action.attributes)
        .containsOnlyKeys(EventChecks.REQUIRED_ATTRIBUTES)
        .containsEntry("moe_variation_id", "2");
  }

  @Test
  void whichElementWasClickedMayStandInTheAttributes() {
    var read = read("{\"elements\":[{\"actions\":[{\"attributes\":{\"b_id\":\"inside\"}}]}]}");

    assertThat(read.getFirst().actions.getFirst().element).isEqualTo("inside");
  }

  @Test
  void nullIsAbsentWhereAFieldIsOptional() {
    var element =
        read("""
        { "elements": [ { "customer_id": "a", "user_attributes": null,
            "user_timezone_offset": null,
            "actions": [ { "platform": null, "b_id": null, "attributes": {} } ] } ] }
        """)
            .getFirst();

    assertThat(element.attributes.isEmpty()).isTrue();
    assertThat(element.offsetSeconds).isZero();
    assertThat(element.actions.getFirst().platform).isEmpty();
    assertThat(element.actions.getFirst().element).isNull();
  }

  @Test
  void anAnonymousIdStandsInTheElementOrInItsIdentifiers() {
    var read =
        read(
            "{\"elements\":[{\"anonymous_id\":\"a\"},{\"identifiers\":{\"x\":[1],\"anonymous_id\":\"b\"}},"
                + "{\"identifiers\":[{\"anonymous_id\":\"c\"}]},{\"anonymous_id\":null}]}");

    assertThat(read).extracting(element -> element.anonymousId).containsExactly("a", "b", "", "");
  }

  @Test
  void aFieldThatIsNotNamedIsIgnored() {
    assertThat(read("{\"x\":[{}],\"elements\":[{\"y\":{\"z\":1},\"actions\":[{\"w\":[[1]]}]}]}"))
        .hasSize(1);
  }

  @Test
  void ofAFieldThatIsThereTwiceTheLastCounts() {
    var read =
        read(
            """
            { "elements": [ {}, {}, {} ],
              "elements": [ { "actions": [ {}, {} ],
                "actions": [ { "event_time": 1, "event_time": "2026-11-21T10:00:00Z" } ] } ] }
            """);

    assertThat(read).hasSize(1);
    assertThat(read.getFirst().actions).hasSize(1);
    assertThat(read.getFirst().actions.getFirst().epoch).isNull();
    assertThat(read.getFirst().actions.getFirst().time).isEqualTo("2026-11-21T10:00:00Z");
  }

  @Test
  void thereAreUpTo100Elements() {
    assertThat(read(elements("{}", 100))).hasSize(100);
    assertThat(refusal(elements("{}", 101)))
        .isEqualTo(INVALID + "Elements (1 to 100 objects), Errored Field: elements");
  }

  @Test
  void thereAreUpToAThousandActionsInARequest() {
    var ten = "{\"actions\":[" + String.join(",", Collections.nCopies(10, "{}")) + "]}";
    var eleven = "{\"actions\":[" + String.join(",", Collections.nCopies(11, "{}")) + "]}";

    assertThat(read(elements(ten, 100))).hasSize(100);
    assertThat(refusal(elements(eleven, 100)))
        .isEqualTo(INVALID + "Element (at most 1000 in a request), Errored Field: actions");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Elements (1 to 100 objects), Errored Field: elements",
        "{'elements':[]} | Elements (1 to 100 objects), Errored Field: elements",
        "{'elements':null} | Elements (an array of objects), Errored Field: elements",
        "{'elements':{}} | Elements (an array of objects), Errored Field: elements",
        "{'elements':[1]} | Elements (1 to 100 objects), Errored Field: elements",
        "{'elements':[null]} | Elements (1 to 100 objects), Errored Field: elements",
        "{'elements':[{'customer_id':7}]} | Element (a string), Errored Field: customer_id",
        "{'elements':[{'anonymous_id':7}]} | Element (a string), Errored Field: anonymous_id",
        "{'elements':[{'identifiers':{'anonymous_id':[]}}]} | Element (a string), Errored Field: anonymous_id",
        "{'elements':[{'actions':null}]} | Element (an array of objects), Errored Field: actions",
        "{'elements':[{'actions':{}}]} | Element (an array of objects), Errored Field: actions",
        "{'elements':[{'actions':[1]}]} | Element (an array of objects), Errored Field: actions",
        "{'elements':[{'actions':[{'action':1}]}]} | Action (a string), Errored Field: action",
        "{'elements':[{'actions':[{'moe_event_uuid':{}}]}]} | Action (a string), Errored Field: moe_event_uuid",
        "{'elements':[{'actions':[{'attributes':null}]}]} | Action (an object), Errored Field: attributes",
        "{'elements':[{'actions':[{'attributes':{'cid':1}}]}]} | Attributes (a string), Errored Field: cid",
        "{'elements':[{'actions':[{'attributes':{'cid':null}}]}]} | Attributes (a string), Errored Field: cid",
        "{'elements':[{'actions':[{'b_id':1}]}]} | Action (a string), Errored Field: b_id",
        "{'elements':[{'actions':[{'attributes':{'b_id':[]}}]}]} | Action (a string), Errored Field: b_id",
      })
  void whatIsOfTheWrongTypeIsNamedLast(String body, String end) {
    assertThat(refusal(body)).isEqualTo(INVALID + end);
  }

  @ParameterizedTest
  @CsvSource({"-54000", "0", "54000", "-0"})
  void anOffsetIsWholeSecondsInRange(String offset) {
    var read = read("{\"elements\":[{\"user_timezone_offset\":" + offset + "}]}");

    assertThat(read.getFirst().offsetSeconds).isEqualTo(Integer.parseInt(offset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "54001",
        "-54001",
        "19800.0",
        "1e3",
        "\"19800\"",
        "true",
        "[]",
        "{}",
        "2147483648",
        "-9223372036854775808",
        "123456789012345678901234567890"
      })
  void anyOtherOffsetIsRefused(String offset) {
    assertThat(refusal("{\"elements\":[{\"user_timezone_offset\":" + offset + "}]}"))
        .isEqualTo(
            INVALID
                + "Element (seconds from -54000 to 54000), Errored Field: user_timezone_offset");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "1.5", "1e9", "[]", "{}"})
  void aTimeIsWholeOrText(String time) {
    assertThat(refusal("{\"elements\":[{\"actions\":[{\"event_time\":" + time + "}]}]}"))
        .isEqualTo(
            INVALID
                + "Action (epoch seconds, or ISO 8601 such as 2026-11-21T10:00:00Z), Errored Field:"
                + " event_time");
  }

  @Test
  void attributesThatCannotBeTakenAreRefused() {
    assertThat(refusal("{'elements':[{'user_attributes':{'moe_x':1}}]}"))
        .isEqualTo(
            INVALID
                + "Element (moe_x is reserved: names may not start with moe_), Errored Field:"
                + " user_attributes");
    assertThat(refusal("{'elements':[{'user_attributes':[]}]}"))
        .isEqualTo(
            INVALID
                + "Element (attributes is expected to be object), Errored Field: user_attributes");
  }

  @Test
  void theEmptyBodyHasAnErrorOfItsOwn() {
    assertThat(refusal("")).isEqualTo("400 Empty request body: A valid JSON document is required.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{'elements':[{}]",
        "{'elements':[{}]} '}'", // as the vendor's samples end
        "{'elements':[{'actions':[",
        "{'elements':[{'user_attributes':{'a':[",
        "{'elements':[{'customer_id':'\\udc00'}]}",
      })
  void whatIsNoJsonObjectIsMalformed(String body) {
    assertThat(refusal(body))
        .isEqualTo(
            "400 Malformed JSON: Could not decode the request body. The JSON was incorrect or not"
                + " encoded as UTF-8.");
  }

  @Test
  void theAnswerIsTheDocumentedOne() {
    assertThat(new String(EventsWire.accepted(), StandardCharsets.UTF_8))
        .matches(
            "\\{\"status\":\"success\",\"message\":\"Your request has been accepted and will be"
                + " processed soon\\.\",\"req_id\":\"[A-Za-z]{8}\"}");
  }
}
