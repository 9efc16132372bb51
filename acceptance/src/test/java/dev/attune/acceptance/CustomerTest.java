package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnAttune
final class CustomerTest {
  private static final String NOTHING = "experiences: []\n";
  private static final String ACCEPTED =
      """
      {"status": "success",
       "message": "Your request has been accepted and will be processed soon.",
       "request_id": "********"}
      """;

  private static String body(String customerId, String attributes) {
    return "{\"type\":\"customer\",\"customer_id\":\"%s\",\"attributes\":%s}"
        .formatted(customerId, attributes);
  }

  private static String error(String type, String message, String attribute) {
    var last = attribute.isEmpty() ? "" : ",\"attribute\":\"" + attribute + "\"";
    return "{\"status\":\"fail\",\"error\":{\"type\":\"%s\",\"message\":\"%s\",\"request_id\":\"********\"%s}}"
        .formatted(type, message, last);
  }

  private static void holds(Workspace shop, String customerId, String attributes) {
    assertThat(shop.attributes(customerId).toString()).isEqualTo(Answer.compact(attributes));
  }

  @Test
  @Requirement("DATA-1")
  void aProfileIsMadeOrChanged(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.customer(body("ann", "{\"plan\":\"gold\",\"city\":\"Pune\"}")).is(200, ACCEPTED);
    holds(shop, "ann", "{\"city\":\"Pune\",\"plan\":\"gold\"}");

    shop.customer(body("ann", "{\"plan\":\"silver\"}")).is(200, ACCEPTED);
    holds(shop, "ann", "{\"city\":\"Pune\",\"plan\":\"silver\"}");
  }

  @Test
  @Requirement("DATA-2")
  void updatesOfExistingOnlyMakeNobody(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    shop.customer("ann", "{}");
    for (var id : List.of("ann", "ben")) {
      shop.customer(
              body(id, "{\"plan\":\"gold\"}")
                  .replace("\"type\"", "\"update_existing_only\":true,\"type\""))
          .is(200, ACCEPTED);
    }

    holds(shop, "ann", "{\"plan\":\"gold\"}");
    assertThat(shop.hasProfile("ben")).isFalse();
  }

  @Test
  @Requirement("DATA-3")
  void attributesOfEveryTypeAreKeptAndNullRemoves(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var all =
        """
        {"text": "ünïcödé", "empty": "", "number": 3, "ratio": 0.25, "flag": false,
         "at": "2026-11-21T10:00:00Z", "fraction": "2026-11-21T10:00:00.250Z",
         "offset": "2026-11-21T10:00:00+05:30", "day": "2026-11-21",
         "list": ["a", 1, true], "object": {"a": {"b": 1}, "c": [1]}, "gone": 1}
        """;
    shop.customer("ann", all);

    shop.customer("ann", "{\"gone\":null,\"never\":null}");

    holds(
        shop,
        "ann",
        """
        {"at": "2026-11-21T10:00:00Z", "day": "2026-11-21", "empty": "", "flag": false,
         "fraction": "2026-11-21T10:00:00.250Z", "list": ["a", 1, true], "number": 3,
         "object": {"a": {"b": 1}, "c": [1]}, "offset": "2026-11-21T10:00:00+05:30",
         "ratio": 0.25, "text": "ünïcödé"}
        """);
  }

  @Test
  @Requirement("DATA-3")
  void timesAreComparedAsMomentsWhateverTheirSpelling(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            "time_zone: Asia/Kolkata\n"
                + experiences(experience("that-day", "{ attribute: at, on: 2026-11-21 }")));
    var expected =
        Map.of(
            "2026-11-20T18:30:00Z", true, // midnight in Kolkata
            "2026-11-20T18:29:59.999Z", false,
            "2026-11-21T01:00:00+09:00", false,
            "2026-11-21T23:59:59+05:30", true,
            "2026-11-21", true,
            "2026-11-22", false,
            "the 21st", false);

    expected.forEach((time, matches) -> {
      shop.customer("ann", "{\"at\":\"%s\"}".formatted(time));
      assertThat(!shop.keysOf("ann").isEmpty()).as(time).isEqualTo(matches);
    });
  }

  @Test
  @Requirement("DATA-3")
  void arraysHaveUpTo254ValuesAndObjectsTwoLevels(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var most = IntStream.range(0, 254).mapToObj(Integer::toString).collect(Collectors.joining(","));

    shop.customer("ann", "{\"list\":[%s]}".formatted(most));
    shop.customer(body("ann", "{\"list\":[%s,254]}".formatted(most)))
        .is(400, error("MissingAttributeError", "list has more than 254 values", "list"));
    shop.customer("ann", "{\"deep\":{\"a\":{\"b\":1}}}");
    shop.customer(body("ann", "{\"deep\":{\"a\":{\"b\":{}}}}"))
        .is(
            400,
            error("MissingAttributeError", "deep has objects more than 2 levels deep", "deep"));
  }

  @Test
  @Requirement("DATA-4")
  void valuesAreAddedToArraysOnceAndTakenOut(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    shop.customer("ann", "{\"tags\":[\"a\",\"b\"]}");

    shop.customer(
        "ann",
        "{\"addValueToArrayField\":{\"tags\":[\"b\",\"c\",\"c\"],\"fresh\":[1]},\"plan\":\"gold\"}");
    holds(shop, "ann", "{\"fresh\":[1],\"plan\":\"gold\",\"tags\":[\"a\",\"b\",\"c\"]}");

    shop.customer("ann", "{\"removeValueFromArrayField\":{\"tags\":[\"a\",\"z\"],\"none\":[1]}}");
    holds(shop, "ann", "{\"fresh\":[1],\"plan\":\"gold\",\"tags\":[\"b\",\"c\"]}");
    shop.customer(body("ann", "{\"addValueToArrayField\":{\"tags\":\"d\"}}"))
        .is(400, error("MissingAttributeError", "tags is expected to be array", "tags"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "guest",
        "null",
        "0",
        "1",
        "true",
        "false",
        "na",
        "n/a",
        "",
        "none",
        "-1",
        "-2",
        "2",
        "id",
        "user_id",
        "customer_id",
        "uid",
        "userid"
      })
  @Requirement("DATA-5")
  void idsOfNobodyAreRefusedInAnyCase(String id, Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    for (var spelled : List.of(id, id.toUpperCase(Locale.ROOT))) {
      var answer = shop.customer(body(spelled, "{}")).hasStatus(400).json();

      assertThat(answer.at("/error/type").asString()).isEqualTo("MissingAttributeError");
      assertThat(answer.at("/error/attribute").asString()).isEqualTo("customer_id");
    }
    shop.customer(body(id + "-x", "{}")).hasStatus(200);
  }

  @Test
  @Requirement("DATA-6")
  void namesWithThePrefixAreReserved(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.customer(body("ann", "{\"moe_plan\":1}"))
        .is(
            400,
            error(
                "MissingAttributeError",
                "moe_plan is reserved: names may not start with moe_",
                "moe_plan"));
    assertThat(shop.hasProfile("ann")).isFalse();
  }

  @Test
  @Requirement("DATA-7")
  void standardNamesAreKnownToRulesAndTemplates(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            """
            experiences:
              - key: greeting
                name: Greeting
                status: active
                audiences:
                  - audience: { name: Known, rule: { all: [
                      { attribute: uid, is: ann }, { attribute: cr_t, in_the_last: { days: 1 } },
                      { attribute: u_l_a, in_the_last: { days: 1 } } ] } }
                    variations:
                      - name: Default
                        weight: 100
                        payload:
                          Text: "{{ UserAttribute['uid'] }}|{{ UserAttribute['Email'] }}|{{ UserAttribute['Mobile Number'] }}|{{ UserAttribute['Name'] }}|{{ UserAttribute['First Name'] }}|{{ UserAttribute['Last Name'] }}|{{ UserAttribute['Gender'] }}|{{ UserAttribute['Birthday'] }}"
            """);
    shop.customer(
        "ann",
        """
        {"u_em": "ann@example.com", "u_mb": "+91", "u_n": "Ann A.", "u_fn": "Ann", "u_ln": "A.",
         "u_gd": "F", "u_bd": "1990-04-01"}
        """);

    assertThat(shop.experience("greeting", "ann").at("/payload/Text/value").asString())
        .isEqualTo("ann|ann@example.com|+91|Ann A.|Ann|A.|F|1990-04-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"customer","attributes":{}}                            | customer_id is not found in the payload | customer_id
          {"customer_id":"ann","attributes":{}}                          | type is not found in the payload        | type
          {"type":"customer","customer_id":"ann"}                        | attributes is not found in the payload  | attributes
          {"type":"event","customer_id":"ann","attributes":{}}           | type is expected to be customer         | type
          {"type":"Customer","customer_id":"ann","attributes":{}}        | type is expected to be customer         | type
          {"type":"customer","customer_id":5,"attributes":{}}            | customer_id is expected to be string    | customer_id
          {"type":"customer","customer_id":"ann","attributes":[]}        | attributes is expected to be object     | attributes
          {"type":"customer","customer_id":"ann","update_existing_only":"yes","attributes":{}} | update_existing_only is expected to be boolean | update_existing_only
          {"type":"customer","customer_id":"ann","attributes":{"a":[[]]}} | a has an array in an array             | a
          """)
  @Requirement("DERR-1")
  void whatIsMissingOrOfTheWrongTypeIsNamed(
      String body, String message, String attribute, Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    shop.customer(body).is(400, error("MissingAttributeError", message, attribute));
    assertThat(shop.hasProfile("ann")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[]", "{", "{}{}", "{\"type\":\"customer\"}'}'"})
  @Requirement("DERR-2")
  void whatIsNoJsonObjectIsMalformed(String body, Attune attune) {
    Workspace.create(attune, NOTHING)
        .customer(body)
        .is(
            400,
            error(
                "Malformed JSON",
                "Could not decode the request body. The JSON was incorrect or not encoded as UTF-8.",
                ""));
  }

  @Test
  @Requirement("DERR-3")
  void noOrWrongCredentialsAreRefused(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var other = Workspace.create(attune, NOTHING);
    for (var wrong :
        List.of(
            "Basic",
            "Basic %%%",
            Caller.basic(shop.id(), "wrong"),
            Caller.basic("NOBODY", Workspace.DATA_KEY),
            Caller.basic(shop.id(), Workspace.PERSONALIZE_KEY))) {
      var answer =
          Caller.send(
              shop.data().setHeader("Authorization", wrong).POST(Caller.body(body("ann", "{}"))));

      assertThat(answer.hasStatus(401).json().at("/error/type").asString())
          .isEqualTo("Authentication required");
    }
    assertThat(other.hasProfile("ann")).isFalse();
    var none = Caller.to(attune, "/v1/customer/" + shop.id()).POST(Caller.body(body("ann", "{}")));
    Caller.send(none).hasStatus(401);
  }

  @Test
  @Requirement("DERR-4")
  void anotherWorkspaceInThePathIsAMismatch(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var other = Workspace.create(attune, NOTHING);

    Caller.send(
            Caller.to(attune, "/v1/customer/" + other.id())
                .header("Authorization", Caller.basic(shop.id(), Workspace.DATA_KEY))
                .POST(Caller.body(body("ann", "{}"))))
        .is(
            409,
            error("Authentication Mismatch", "App key mismatch in params and authentication", ""));
    assertThat(other.hasProfile("ann")).isFalse();
  }

  @Test
  @Requirement("DERR-5")
  void aBodyMayHave128Kibibytes(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var empty = body("ann", "{}").replace("}}", "},\"note\":\"\"}");
    var most = empty.replace("\"\"", "\"" + "x".repeat(128 * 1024 - empty.length()) + "\"");
    assertThat(most).hasSize(128 * 1024);

    shop.customer(most).hasStatus(200);
    var answer = shop.customer(most + " ").hasStatus(413).json();
    assertThat(answer.at("/error/type").asString()).isEqualTo("PayloadTooLarge");
  }

  @Test
  @Requirement("DERR-6")
  void onlyJsonIsTaken(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    for (var wrong : List.of("text/plain", "application/x-www-form-urlencoded")) {
      var answer =
          Caller.send(
              shop.data().setHeader("Content-Type", wrong).POST(Caller.body(body("ann", "{}"))));

      assertThat(answer.hasStatus(415).json().at("/error/type").asString())
          .isEqualTo("Unsupported Media Type");
    }
    Caller.send(
            shop.data()
                .setHeader("Content-Type", "application/JSON; charset=utf-8")
                .POST(Caller.body(body("ann", "{}"))))
        .hasStatus(200);
  }

  @Test
  @Requirement("DATA-1")
  void whatWasWrittenIsServedAtOnce(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                experience("for-gold", "{ attribute: plan, is: gold }"),
                experience("for-all", EVERYONE)));
    shop.customer("ann", "{\"plan\":\"silver\"}");
    assertThat(shop.keysOf("ann")).containsExactly("for-all");

    shop.customer("ann", "{\"plan\":\"gold\"}");

    assertThat(shop.keysOf("ann")).contains("for-gold");
  }
}
