package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnAttune
final class ErrorsTest {
  private static final String BANNER = experiences(experience("banner", EVERYONE));
  private static final String NO_CLIENT =
      """
      {"title": "Request Error",
       "description": "MoEngage Client not found. Please check values for headers - MOE-APPKEY or MOE-DBNAME"}
      """;
  private static final String NO_KEY =
      """
      {"title": "Authentication required",
       "description": "Invalid API_KEY used in Authentication Header"}
      """;
  private static final String MALFORMED =
      """
      {"title": "Malformed JSON",
       "description": "Could not decode the request body. The JSON was incorrect or not encoded as UTF-8."}
      """;
  private static final String EMPTY =
      """
      {"title": "Empty request body", "description": "A valid JSON document is required."}
      """;

  @Test
  @Requirement("ERR-1")
  void aMissingOrUnknownWorkspaceHasItsWords(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var missing =
        Caller.to(attune, "/v1/experiences/fetch")
            .header("Authorization", Caller.basic(shop.id(), Workspace.PERSONALIZE_KEY))
            .POST(Caller.body("{}"));

    Caller.send(missing).is(400, NO_CLIENT);
    for (var path : new String[] {"fetch", "events"}) {
      Caller.send(shop.personalize(path).setHeader("MOE-APPKEY", "NONE").POST(Caller.body("{}")))
          .is(400, NO_CLIENT);
    }
    Caller.send(shop.personalize("metadata").setHeader("MOE-APPKEY", "NONE").GET())
        .is(400, NO_CLIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic %%%%",
        "Basic bm8gY29sb24=",
        "Bearer acceptance-personalize-key",
        "acceptance-personalize-key"
      })
  @Requirement("ERR-2")
  void credentialsThatCannotBeReadHaveTheirWords(String credentials, Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var request = Caller.to(attune, "/v1/experiences/fetch").header("MOE-APPKEY", shop.id());
    if (!credentials.isEmpty()) {
      request.header("Authorization", credentials);
    }

    Caller.send(request.POST(Caller.body("{}"))).is(401, NO_KEY);
  }

  @Test
  @Requirement("ERR-2")
  void aWrongKeyAnotherWorkspaceAndAKeyOfTheOtherKindHaveTheirWords(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var other = Workspace.create(attune, BANNER);
    for (var wrong :
        new String[] {
          Caller.basic(shop.id(), Workspace.PERSONALIZE_KEY + "x"),
          Caller.basic(shop.id(), ""),
          Caller.basic(shop.id(), Workspace.DATA_KEY),
          Caller.basic(other.id(), Workspace.PERSONALIZE_KEY),
          Caller.basic("", Workspace.PERSONALIZE_KEY)
        }) {
      var request = shop.personalize("metadata").setHeader("Authorization", wrong);

      Caller.send(request.GET()).is(401, NO_KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[]",
        "\"text\"",
        "1",
        "null",
        "{",
        "{\"a\":1,}",
        "{\"a\":1}{\"b\":2}",
        "{}'}'", // as the vendor's samples end
        "{\"elements\":[]}'}'",
        "{'a':1}",
        "{\"DAY_OF_THE_WEEK\":\"funday\",\"elements\":5", // wrong in two ways
        "{\"a\":1} // comment",
        " "
      })
  @Requirement("ERR-3")
  void whatIsNoJsonObjectIsMalformed(String body, Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    shop.fetch(body).is(400, MALFORMED);
    shop.events(body).is(400, MALFORMED);
  }

  @Test
  @Requirement("ERR-3")
  void whatIsNotUtf8IsMalformed(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var text = "{\"identifiers\":{\"customer_id\":\"Zoë\"}}";
    for (var charset : new Charset[] {StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16}) {
      var body = BodyPublishers.ofByteArray(text.getBytes(charset));

      Caller.send(shop.personalize("fetch").POST(body)).is(400, MALFORMED);
    }
  }

  @Test
  @Requirement("ERR-3")
  void whatIsTooLongOrTooDeepForJsonHereIsMalformed(Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    assertTaken(shop, "{\"n\":" + "9".repeat(100) + "}", "{\"n\":" + "9".repeat(101) + "}");
    assertTaken(shop, "{\"" + "n".repeat(1_000) + "\":1}", "{\"" + "n".repeat(1_001) + "\":1}");
    assertTaken(
        shop,
        "{\"n\":" + "[".repeat(31) + "]".repeat(31) + "}",
        "{\"n\":" + "[".repeat(32) + "]".repeat(32) + "}");
  }

  private static void assertTaken(Workspace shop, String taken, String refused) {
    assertThat(shop.fetch(taken).status()).isEqualTo(200);
    shop.fetch(refused).is(400, MALFORMED);
  }

  @Test
  @Requirement("ERR-4")
  void anEmptyBodyHasItsWords(Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    shop.fetch("").is(400, EMPTY);
    shop.events("").is(400, EMPTY);
    Caller.send(shop.personalize("fetch").POST(BodyPublishers.noBody())).is(400, EMPTY);
  }

  @Test
  @Requirement("ERR-5")
  void anUnknownWordOfAnEnumIsAnsweredWithThoseAllowed(Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    shop.fetch("{\"DAY_OF_THE_WEEK\":\"funday\"}")
        .is(
            400,
            """
            {"title": "Invalid Field Value",
             "description": "DAY_OF_THE_WEEK - Enum doesnt allow value: funday, allowed values: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]",
             "code": "********"}
            """);
    shop.fetch("{\"TIME_OF_THE_DAY\":\"24\"}")
        .is(
            400,
            """
            {"title": "Invalid Field Value",
             "description": "TIME_OF_THE_DAY - Enum doesnt allow value: 24, allowed values: [00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]",
             "code": "********"}
            """);
  }

  @Test
  @Requirement("ERR-6")
  void aFieldThatFailsInEventsIsTheLastWord(Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    shop.events("{\"elements\":[{\"customer_id\":\"ann\"}]}")
        .is(
            400,
            """
            {"title": "Invalid Field Value",
             "description": "elements - Validators Failed : Validator: Element, Errored Field: actions",
             "code": "********"}
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"identifiers\":5}|identifiers - must be an object",
        "{\"identifiers\":[]}|identifiers - must be an object",
        "{\"identifiers\":{\"customer_id\":5}}|customer_id - must be a string",
        "{\"identifiers\":{\"user_identifiers\":5}}|user_identifiers - must be an object or a string",
        "{\"identifiers\":{\"user_identifiers\":{\"u_em\":[]}}}|user_identifiers.u_em - must be a string",
        "{\"experience_key\":{}}|experience_key - must be an array of strings",
        "{\"experience_key\":[1]}|experience_key - must be an array of strings",
        "{\"DAY_OF_THE_WEEK\":1}|DAY_OF_THE_WEEK - must be a string",
        "{\"TIME_OF_THE_DAY\":14}|TIME_OF_THE_DAY - must be a string",
        "{\"USER_AGENT\":{}}|USER_AGENT - must be a string"
      })
  @Requirement("ERR-7")
  void aFieldOfTheWrongTypeIsNamed(String bodyAndDescription, Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var parts = bodyAndDescription.split("\\|", -1);

    shop.fetch(parts[0])
        .is(
            400,
            "{\"title\":\"Invalid Field Value\",\"description\":\"%s\",\"code\":\"********\"}"
                .formatted(parts[1]));
  }

  @Test
  @Requirement("ERR-8")
  void aBodyMayHaveAMebibyte(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    int limit = 1024 * 1024;
    var most = "{\"note\":\"" + "x".repeat(limit - 11) + "\"}";
    assertThat(most).hasSize(limit);

    shop.fetch(most).hasStatus(200);
    for (var over : List.of(most + " ", most.repeat(5))) {
      shop.fetch(over)
          .is(
              413,
              """
              {"title": "Payload Too Large", "description": "The limit is 1048576 bytes", "code": "********"}
              """);
    }
  }

  @Test
  @Requirement("ERR-9")
  void aCallOverTheLimitIsToldWhenToComeAgain(Attune attune) {
    var shop = Workspace.create(attune, "limits: { fetches_per_minute: 1 }\n" + BANNER);
    shop.fetch("{}").hasStatus(200);

    var refused =
        shop.fetch("{}")
            .is(
                429,
                """
                {"title": "Request limit reached",
                 "description": "This API call has exceeded the rate limit",
                 "code": "********"}
                """);

    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
  }
}
