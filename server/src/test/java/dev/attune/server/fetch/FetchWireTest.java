package dev.attune.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.server.Caught;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchWireTest {
  private static final String MALFORMED =
      "400 Malformed JSON: Could not decode the request body. The JSON was incorrect or not encoded"
          + " as UTF-8.";

  private static FetchRequest read(String json) {
    return FetchWire.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String refusal(String json) {
    return Caught.personalize(() -> read(json));
  }

  private static String invalid(String description) {
    return "400 Invalid Field Value: " + description;
  }

  @Test
  void theEmptyObjectIsAnAnonymousVisitorWhoAsksForAll() {
    assertThat(read("{}")).isEqualTo(new FetchRequest.Builder().build());
  }

  @Test
  void theDocumentedBodyIsRead() {
    var request =
        read(
            """
            { "identifiers": { "customer_id": "user_8821", "anonymous_id": "s-1",
                "user_identifiers": { "u_em": "jane@example.com", "loyalty_card": "L-1" } },
              "experience_key": ["homepage-banner", "promo-strip"],
              "DAY_OF_THE_WEEK": "Monday", "TIME_OF_THE_DAY": "14",
              "USER_IP_ADDRESS": "203.0.113.42", "USER_AGENT": "Mozilla/5.0",
              "utm_medium": "email" }
            """);

    assertThat(request.customerId()).isEqualTo("user_8821");
    assertThat(request.anonymousId()).isEqualTo("s-1");
    assertThat(request.userIdentifiers())
        .containsOnlyKeys("u_em", "loyalty_card")
        .containsEntry("u_em", "jane@example.com");
    assertThat(request.anyIdentifier()).isEmpty();
    assertThat(request.keys()).containsExactly("homepage-banner", "promo-strip");
    assertThat(request.day()).isEqualTo(DayOfWeek.MONDAY);
    assertThat(request.hour()).isEqualTo(14);
    assertThat(request.ipAddress()).isEqualTo("203.0.113.42");
    assertThat(request.userAgent()).isEqualTo("Mozilla/5.0");
    assertThat(request.query()).isEqualTo(java.util.Map.of("utm_medium", new Value.Text("email")));
  }

  @Test
  void nullIsAbsentEverywhere() {
    assertThat(
            read(
                """
                { "identifiers": { "customer_id": null, "anonymous_id": null,
                    "user_identifiers": { "u_em": null } },
                  "experience_key": null, "DAY_OF_THE_WEEK": null, "TIME_OF_THE_DAY": null,
                  "USER_IP_ADDRESS": null, "USER_AGENT": null, "utm_medium": null }
                """))
        .isEqualTo(new FetchRequest.Builder().build());
    assertThat(read("{\"identifiers\":null}")).isEqualTo(new FetchRequest.Builder().build());
    assertThat(read("{\"identifiers\":{\"user_identifiers\":null}}"))
        .isEqualTo(new FetchRequest.Builder().build());
  }

  @Test
  void identifiersMayBeOneTextOrNumbers() {
    assertThat(read("{\"identifiers\":{\"user_identifiers\":\"L-1\"}}").anyIdentifier())
        .isEqualTo("L-1");
    assertThat(
            read("{\"identifiers\":{\"user_identifiers\":{\"u_mb\":919876543210}}}")
                .userIdentifiers())
        .containsEntry("u_mb", "919876543210");
  }

  @Test
  void aSingleKeyMayBeAText() {
    assertThat(read("{\"experience_key\":\"home\"}").keys()).containsExactly("home");
    assertThat(read("{\"experience_key\":[]}").keys()).isEmpty();
  }

  @Test
  void theFirst25KeysCountEachOnce() {
    var keys =
        IntStream.rangeClosed(1, 40)
            .mapToObj(i -> "\"key-%02d\"".formatted(i))
            .collect(Collectors.joining(","));
    var read = read("{\"experience_key\":[\"key-02\",\"key-02\"," + keys + "]}").keys();

    assertThat(read).hasSize(23).doesNotHaveDuplicates().startsWith("key-02", "key-01", "key-03");
    assertThat(read.getLast()).isEqualTo("key-23");
  }

  @ParameterizedTest
  @CsvSource({"Sunday,SUNDAY", "Wednesday,WEDNESDAY", "Saturday,SATURDAY"})
  void daysHaveTheirEnglishNames(String name, DayOfWeek day) {
    assertThat(read("{\"DAY_OF_THE_WEEK\":\"" + name + "\"}").day()).isEqualTo(day);
  }

  @ParameterizedTest
  @ValueSource(strings = {"funday", "monday", "MONDAY", "Mon", "", " Monday"})
  void anyOtherDayIsRefusedWithTheSevenFromSunday(String day) {
    assertThat(refusal("{\"DAY_OF_THE_WEEK\":\"" + day + "\"}"))
        .isEqualTo(
            invalid(
                "DAY_OF_THE_WEEK - Enum doesnt allow value: "
                    + day
                    + ", allowed values: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday,"
                    + " Saturday]"));
  }

  @ParameterizedTest
  @CsvSource({"00,0", "09,9", "23,23"})
  void hoursHaveTwoDigits(String text, int hour) {
    assertThat(read("{\"TIME_OF_THE_DAY\":\"" + text + "\"}").hour()).isEqualTo(hour);
  }

  @ParameterizedTest
  @ValueSource(strings = {"24", "9", "-1", "1:", "014", "", "१४", "14:00"})
  void anyOtherHourIsRefusedWithThe24(String hour) {
    assertThat(refusal("{\"TIME_OF_THE_DAY\":\"" + hour + "\"}"))
        .isEqualTo(
            invalid(
                "TIME_OF_THE_DAY - Enum doesnt allow value: "
                    + hour
                    + ", allowed values: [00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11, 12, 13,"
                    + " 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]"));
  }

  @Test
  void aLongValueIsQuotedInPartAndNeverHalfACharacter() {
    var day = "x".repeat(99) + "😀".repeat(1_000);

    assertThat(refusal("{\"DAY_OF_THE_WEEK\":\"" + day + "\"}"))
        .startsWith(
            invalid("DAY_OF_THE_WEEK - Enum doesnt allow value: " + "x".repeat(99) + "…, allowed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'identifiers':7} | identifiers - must be an object",
        "{'identifiers':'asha'} | identifiers - must be an object",
        "{'identifiers':[]} | identifiers - must be an object",
        "{'identifiers':{'customer_id':7}} | customer_id - must be a string",
        "{'identifiers':{'customer_id':{}}} | customer_id - must be a string",
        "{'identifiers':{'anonymous_id':true}} | anonymous_id - must be a string",
        "{'identifiers':{'user_identifiers':7}} | user_identifiers - must be an object or a string",
        "{'identifiers':{'user_identifiers':{'u_em':[]}}} | user_identifiers.u_em - must be a string",
        "{'experience_key':{}} | experience_key - must be an array of strings",
        "{'experience_key':7} | experience_key - must be an array of strings",
        "{'experience_key':['a',null]} | experience_key - must be an array of strings",
        "{'experience_key':[['a']]} | experience_key - must be an array of strings",
        "{'DAY_OF_THE_WEEK':1} | DAY_OF_THE_WEEK - must be a string",
        "{'TIME_OF_THE_DAY':14} | TIME_OF_THE_DAY - must be a string",
        "{'USER_IP_ADDRESS':1} | USER_IP_ADDRESS - must be a string",
        "{'USER_AGENT':[]} | USER_AGENT - must be a string",
      })
  void aFieldOfTheWrongTypeIsNamed(String body, String description) {
    assertThat(refusal(body.replace('\'', '"'))).isEqualTo(invalid(description));
  }

  @Test
  void otherFieldsAreTextsAnyOfOrNothing() {
    var query =
        read("""
        { "utm": "email", "n": 1.50, "big": 123456789012345678901234567890, "e": 1e400,
          "yes": true, "any": ["a", 2, false, null, {"b": 1}, ["c"]], "none": {"a": [1]},
          "nothing": null }
        """)
            .query();

    assertThat(query).containsOnlyKeys("utm", "n", "big", "e", "yes", "any");
    assertThat(query.get("n")).isEqualTo(new Value.Text("1.50"));
    assertThat(query.get("e")).isEqualTo(new Value.Text("1e400"));
    assertThat(query.get("yes")).isEqualTo(new Value.Text("true"));
    assertThat(query.get("any"))
        .isEqualTo(
            new Value.Array(
                List.of(new Value.Text("a"), new Value.Text("2"), new Value.Text("false"))));
  }

  @Test
  void otherFieldsAreBounded() {
    var many = "\"x\",".repeat(100_000) + "\"y\"";
    var names =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "\"n%d\":1".formatted(i))
            .collect(Collectors.joining(","));
    var query =
        read("{\"a\":[%s],\"long\":\"%s\",\"longs\":[\"%s\",\"b\"],%s}"
                .formatted(many, "x".repeat(16_385), "x".repeat(16_385), names))
            .query();

    assertThat(query).hasSize(1_000).doesNotContainKey("long");
    assertThat(query.get("a"))
        .isInstanceOfSatisfying(Value.Array.class, array -> assertThat(array.items()).hasSize(254));
    assertThat(query.get("longs")).isEqualTo(new Value.Array(List.of(new Value.Text("b"))));
  }

  @Test
  void ofAFieldThatIsThereTwiceTheLastCounts() {
    var request =
        read(
            """
            { "experience_key": ["a"], "experience_key": ["b"], "utm": "1", "utm": "2",
              "identifiers": { "customer_id": "x", "customer_id": "y" } }
            """);

    assertThat(request.keys()).containsExactly("b");
    assertThat(request.query()).containsEntry("utm", new Value.Text("2"));
    assertThat(request.customerId()).isEqualTo("y");
  }

  @Test
  void theLastOneCountsAlsoWhereItSaysLessOrNothing() {
    var request =
        read(
            """
            { "utm": "1", "utm": null, "ref": "1", "ref": {},
              "identifiers": { "customer_id": "x", "anonymous_id": "a", "user_identifiers": "e" },
              "identifiers": { "user_identifiers": "f", "user_identifiers": { "u_em": "g" } } }
            """);

    assertThat(request.query()).isEmpty();
    assertThat(request.customerId()).isEmpty();
    assertThat(request.anonymousId()).isEmpty();
    assertThat(request.anyIdentifier()).isEmpty();
    assertThat(request.userIdentifiers()).containsOnly(Map.entry("u_em", "g"));
  }

  @Test
  void theEmptyBodyHasAnErrorOfItsOwn() {
    assertThat(refusal("")).isEqualTo("400 Empty request body: A valid JSON document is required.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "null",
        "7",
        "\"{}\"",
        "[]",
        "[{}]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{\"experience_key\":[",
        "{\"experience_key\":[\"a\",",
        "{\"x\":[1,",
        "{\"identifiers\":{",
        "{\"identifiers\":{\"user_identifiers\":{\"a\":",
        "{}{}",
        "{} x",
        "{}}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":+1}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\ud800\"}",
        "{} // comment",
        "\ufeff{}",
      })
  void whatIsNoJsonObjectIsMalformed(String body) {
    assertThat(refusal(body)).isEqualTo(MALFORMED);
  }

  @Test
  void bytesThatAreNotUtf8AreMalformed() {
    var body = "{\"utm\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(Caught.personalize(() -> FetchWire.read(body))).isEqualTo(MALFORMED);
    assertThat(Caught.personalize(() -> FetchWire.read("{}".getBytes(StandardCharsets.UTF_16LE))))
        .isEqualTo(MALFORMED);
  }

  @Test
  void deepNestingIsMalformed() {
    assertThat(refusal("{\"a\":" + "[".repeat(1_000_000))).isEqualTo(MALFORMED);
  }
}
