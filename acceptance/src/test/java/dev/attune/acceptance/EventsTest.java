package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.experiences;
import static dev.attune.acceptance.Documents.split;
import static dev.attune.acceptance.EventsJson.CLICKED;
import static dev.attune.acceptance.EventsJson.SHOWN;
import static dev.attune.acceptance.EventsJson.TIME;
import static dev.attune.acceptance.EventsJson.action;
import static dev.attune.acceptance.EventsJson.attributes;
import static dev.attune.acceptance.EventsJson.element;
import static dev.attune.acceptance.EventsJson.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the fields of an events request must hold.
@OnAttune
final class EventsTest {
  static final String ID = "65eae5738ea5032b0ef60138";
  static final String CID = ID + "_F_T_WP_AB_1_P_0_AU_1";
  static final String BANNER = experiences(split("banner", "status: active, id: " + ID, 50, 50));

  private static String uuid() {
    return UUID.randomUUID().toString();
  }

  /// The whole request is refused, the description ends with the field, and nobody was made.
  private static void refuses(Workspace shop, String body, String field) {
    var answer = shop.events(body).hasStatus(400);
    assertThat(answer.json().required("title").asString()).isEqualTo("Invalid Field Value");
    assertThat(answer.json().required("description").asString())
        .startsWith("elements - Validators Failed : Validator: ")
        .endsWith(", Errored Field: " + field);
    assertThat(answer.json().required("code").asString()).matches("[A-Za-z]{8}");
    assertThat(shop.hasProfile("ann")).isFalse();
  }

  private static String one(String customerId) {
    return element(customerId, action(SHOWN, uuid(), CID));
  }

  @Test
  @Requirement("EVENT-1")
  void thereAreOneToAHundredElements(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    for (var wrong :
        List.of(
            "{}",
            "{\"elements\":[]}",
            "{\"elements\":null}",
            "{\"elements\":{}}",
            "{\"elements\":[5]}",
            "{\"elements\":[[]]}")) {
      refuses(shop, wrong, "elements");
    }
    refuses(shop, request(people("ann", 101)), "elements");

    shop.events(request(people("ben", 100))).hasStatus(200);
    assertThat(shop.stored("ben-99", "/id")).hasSize(1);
  }

  private static String people(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> one(i == 0 ? name : name + "-" + i))
        .collect(Collectors.joining(","));
  }

  @Test
  @Requirement("EVENT-2")
  void theCustomerIdIsRequiredAndMakesAProfile(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var actions = "\"actions\":[" + action(SHOWN, uuid(), CID) + "]";
    refuses(shop, request("{" + actions + "}"), "customer_id");
    refuses(shop, request("{\"customer_id\":\"\"," + actions + "}"), "customer_id");
    refuses(shop, request("{\"customer_id\":null," + actions + "}"), "customer_id");
    refuses(shop, request("{\"customer_id\":5," + actions + "}"), "customer_id");
    refuses(shop, request(one("a".repeat(513))), "customer_id");

    for (var id : List.of("a".repeat(512), "session 5f/1?x=%20", "अन्न", "guest")) {
      shop.events(request(one(id))).hasStatus(200);
      assertThat(shop.profile(id).required("customer_id").asString()).isEqualTo(id);
    }
  }

  @Test
  @Requirement("EVENT-3")
  void userAttributesAreSetOnTheProfile(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    shop.customer("ann", "{\"plan\":\"silver\",\"city\":\"Pune\",\"old\":1}");

    shop.events(
            request(
                "{\"customer_id\":\"ann\",\"user_attributes\":{\"plan\":\"gold\",\"n\":3,\"old\":null},\"actions\":[%s]}"
                    .formatted(action(SHOWN, uuid(), CID))))
        .hasStatus(200);

    assertThat(shop.attributes("ann").toString())
        .isEqualTo(Answer.compact("{\"city\":\"Pune\",\"n\":3,\"plan\":\"gold\"}"));
    var fresh = Workspace.create(attune, BANNER);
    for (var wrong : List.of("[]", "\"text\"", "5", "true")) {
      refuses(
          fresh,
          request(
              "{\"customer_id\":\"ann\",\"user_attributes\":%s,\"actions\":[%s]}"
                  .formatted(wrong, action(SHOWN, uuid(), CID))),
          "user_attributes");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-54000,true",
    "0,true",
    "19800,true",
    "54000,true",
    "54001,false",
    "-54001,false",
    "1.5,false",
    "'\"19800\"',false",
    "null,true",
    "99999999999999999999,false"
  })
  @Requirement("EVENT-4")
  void theTimeZoneIsWholeSeconds(String offset, boolean valid, Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var body =
        request(
            "{\"customer_id\":\"ann\",\"user_timezone_offset\":%s,\"actions\":[%s]}"
                .formatted(offset, action(SHOWN, uuid(), CID)));

    if (valid) {
      shop.events(body).hasStatus(200);
    } else {
      refuses(shop, body, "user_timezone_offset");
    }
  }

  @Test
  @Requirement("EVENT-5")
  void thereAreOneToAThousandActionsInARequest(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    refuses(shop, request(element("ann")), "actions");
    for (var wrong : List.of("{}", "null", "[5]", "\"text\"")) {
      refuses(shop, request("{\"customer_id\":\"ann\",\"actions\":" + wrong + "}"), "actions");
    }
    refuses(shop, request(many("ann", 500), many("ben", 501)), "actions");

    shop.events(request(many("ben", 500), many("cleo", 500))).hasStatus(200);
  }

  private static String many(String customerId, int count) {
    return element(
        customerId,
        IntStream.range(0, count).mapToObj(i -> action(SHOWN, uuid(), CID)).toArray(String[]::new));
  }

  @Test
  @Requirement("EVENT-6")
  void anActionIsShownOrClickedInThatCase(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    for (var wrong :
        List.of(SHOWN.toLowerCase(Locale.ROOT), "SHOWN", "", "MOE_PERSONALIZATION_MESSAGE_SEEN")) {
      refuses(shop, request(element("ann", action(wrong, uuid(), CID))), "action");
    }
    refuses(
        shop, request(element("ann", "{\"moe_event_uuid\":\"%s\"}".formatted(uuid()))), "action");

    shop.events(request(element("ann", action(SHOWN, uuid(), CID), action(CLICKED, uuid(), CID))))
        .hasStatus(200);
    assertThat(shop.stored("ann", "/name")).containsExactlyInAnyOrder(SHOWN, CLICKED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "aa886712",
        "aa886712-4537-47c1-b126-2686efda2e2",
        "aa886712-4537-47c1-b126-2686efda2e26x",
        "aa88671245-37-47c1-b126-2686efda2e26",
        "ga886712-4537-47c1-b126-2686efda2e26",
        "{aa886712-4537-47c1-b126-2686efda2e2}"
      })
  @Requirement("EVENT-7")
  void theUuidIsOne(String wrong, Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    refuses(shop, request(element("ann", action(SHOWN, wrong, CID))), "moe_event_uuid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0      | 1725258666                            | 2024-09-02T06:31:06Z
          0      | "2024-09-02T06:31:06Z"                | 2024-09-02T06:31:06Z
          0      | "2024-09-02T06:31:06.250Z"            | 2024-09-02T06:31:06.250Z
          0      | "2024-09-02T12:01:06+05:30"           | 2024-09-02T06:31:06Z
          19800  | "2024-09-02T12:01:06+01:00"           | 2024-09-02T11:01:06Z
          19800  | "2024-09-02T12:01:06"                 | 2024-09-02T06:31:06Z
          -3600  | "2024-09-02T12:01"                    | 2024-09-02T13:01:00Z
          0      | "2024-09-02T12:01:06"                 | 2024-09-02T12:01:06Z
          0      | 0                                     | 1970-01-01T00:00:00Z
          """)
  @Requirement("EVENT-8")
  void theTimeIsEpochSecondsOrIsoText(int offset, String time, String expected, Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    shop.events(
            request(
                "{\"customer_id\":\"ann\",\"actions\":[%s],\"user_timezone_offset\":%d}"
                    .formatted(action(SHOWN, uuid(), time, CID, ""), offset)))
        .hasStatus(200);

    assertThat(shop.stored("ann", "/at")).containsExactly(expected);
    assertThat(shop.profile("ann").at("/exposures/0/at").asString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"\"",
        "\"yesterday\"",
        "\"2024-09-02\"",
        "\"1725258666\"",
        "1725258666.5",
        "-1",
        "\"2024-13-02T06:31:06Z\"",
        "\"2024-09-02T06:31:06+25:00\"",
        "\"2024-09-02 06:31:06\"",
        "{}",
        "[]"
      })
  @Requirement("EVENT-8")
  void anythingElseIsNoTime(String wrong, Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    refuses(shop, request(element("ann", action(SHOWN, uuid(), wrong, CID, ""))), "event_time");
  }

  @Test
  @Requirement("EVENT-9")
  void millisecondsAreRefusedAsSuch(Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    shop.events(request(element("ann", action(SHOWN, uuid(), TIME + "000", CID, ""))))
        .is(
            400,
            """
            {"title": "Invalid Field Value",
             "description": "elements - Validators Failed : Validator: Action (in seconds, these look like milliseconds), Errored Field: event_time",
             "code": "********"}
            """);
    assertThat(shop.hasProfile("ann")).isFalse();
  }

  @Test
  @Requirement("EVENT-10")
  void theTimeIsAtMostADayAhead(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var now = Instant.now();
    for (var wrong :
        List.of(
            Long.toString(now.plus(25, ChronoUnit.HOURS).getEpochSecond()),
            "\"" + now.plus(25, ChronoUnit.HOURS) + "\"")) {
      refuses(shop, request(element("ann", action(SHOWN, uuid(), wrong, CID, ""))), "event_time");
    }

    var soon = Long.toString(now.plus(23, ChronoUnit.HOURS).getEpochSecond());
    shop.events(request(element("ann", action(SHOWN, uuid(), soon, CID, "")))).hasStatus(200);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"web\"',web",
    "'\"Android\"',android",
    "'\"IOS\"',ios",
    "'\"tv\"',tv",
    "'\"fridge\"',Unknown",
    "'\"\"',Unknown",
    "null,Unknown",
    "5,Unknown"
  })
  @Requirement("EVENT-11")
  void thePlatformIsOneOfFourOrUnknown(String platform, String expected, Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var shown = action(SHOWN, uuid(), CID).replace("\"web\"", platform);

    shop.events(request(element("ann", shown))).hasStatus(200);

    assertThat(shop.stored("ann", "/platform")).containsExactly(expected);
  }

  @Test
  @Requirement("EVENT-11")
  void thePlatformMayBeMissing(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var shown = action(SHOWN, uuid(), CID).replace("\"platform\":\"web\",", "");

    shop.events(request(element("ann", shown))).hasStatus(200);

    assertThat(shop.stored("ann", "/platform")).containsExactly("Unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cid",
        "experience",
        "moe_locale_id",
        "moe_variation_id",
        "audience_name",
        "audience_id"
      })
  @Requirement("EVENT-12")
  void eachAttributeOfTheContextIsARequiredText(String name, Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var shown = action(SHOWN, uuid(), CID);

    refuses(shop, request(element("ann", shown.replace("\"" + name + "\":", "\"x\":"))), name);
    for (var wrong : List.of("5", "null", "{}")) {
      var replaced = shown.replaceAll("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":" + wrong);
      refuses(shop, request(element("ann", replaced)), name);
    }
  }

  @Test
  @Requirement("EVENT-12")
  void theAttributesAreRequiredTheTypeIsNot(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var shown = action(SHOWN, uuid(), CID);
    refuses(
        shop, request(element("ann", shown.replace("\"attributes\":", "\"x\":"))), "attributes");
    refuses(shop, request(element("ann", shown.replace(attributes(CID), "5"))), "attributes");

    var typeless = shown.replace(",\"type\":\"Web Personalization\"", "");
    shop.events(request(element("ann", typeless))).hasStatus(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "banner",
        "65eae5738ea5032b0ef60139_F_T_WP_AB_1_P_0_AU_1", // no such experience
        "65eae5738ea5032b0ef60138_F_T_WP_AB_1_P_0",
        "65eae5738ea5032b0ef60138_F_T_WP_AB__P_0_AU_1",
        "x65eae5738ea5032b0ef60138_F_T_WP_AB_1_P_0_AU_1"
      })
  @Requirement("EVENT-13")
  void theCidNamesAnExperienceOfTheWorkspace(String cid, Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    refuses(shop, request(element("ann", action(SHOWN, uuid(), cid))), "cid");
  }

  @Test
  @Requirement("EVENT-14")
  void theElementThatWasClickedIsInTheAttributesOrBesideThem(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var inside =
        action(CLICKED, uuid(), CID).replace("{\"cid\"", "{\"b_id\":\"Add to Cart\",\"cid\"");
    var beside = action(CLICKED, uuid(), Long.toString(TIME), CID, ",\"b_id\":\"Add to Cart\"");

    shop.events(request(element("ann", inside), element("ben", beside))).hasStatus(200);

    assertThat(shop.stored("ann", "/attributes/b_id")).containsExactly("Add to Cart");
    assertThat(shop.stored("ben", "/attributes/b_id")).containsExactly("Add to Cart");
  }
}
