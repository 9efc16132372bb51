package dev.attune.acceptance;

import static dev.attune.acceptance.DataJson.ACCEPTED;
import static dev.attune.acceptance.DataJson.NOTHING;
import static dev.attune.acceptance.DataJson.RESOLUTION;
import static dev.attune.acceptance.DataJson.action;
import static dev.attune.acceptance.DataJson.eventOf;
import static dev.attune.acceptance.DataJson.missing;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the data APIs do to whole people: merge, delete, export.
@OnAttune
final class PeopleTest {

  private static String pair(String merged, String retained) {
    return "{\"merged_user\":\"%s\",\"retained_user\":\"%s\"}".formatted(merged, retained);
  }

  private static Answer merge(Workspace shop, String... pairs) {
    return shop.sendData(
        "customer/merge?app_id=" + shop.id(),
        "{\"merge_data\":[%s]}".formatted(String.join(",", pairs)));
  }

  private static Answer delete(Workspace shop, String type, String value) {
    return shop.sendData(
        "customer/delete?app_id=" + shop.id(),
        "{\"identity_type\":\"%s\",\"identity_value\":\"%s\"}".formatted(type, value));
  }

  private static Answer export(Workspace shop, String body) {
    return shop.sendData("customers/export?app_id=" + shop.id(), body);
  }

  private static String byId(String id) {
    return "{\"identifier_type\":\"customer_id\",\"identifier\":\"%s\"}".formatted(id);
  }

  private static String users(String users, String notFound) {
    return "{\"status\":\"success\",\"type\":\"export_users\",\"data\":{\"users\":[%s],\"users_not_found\":[%s]}}"
        .formatted(users, notFound);
  }

  // ---- merge

  @Test
  @Requirement({"MERGE-1", "MERGE-2"})
  void aMergedPersonBecomesPartOfTheRetainedOne(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    shop.customer("old", "{\"plan\":\"silver\",\"city\":\"Pune\"}");
    shop.customer("new", "{\"plan\":\"gold\"}");
    shop.event(eventOf("old", action("Product Viewed"))).hasStatus(200);
    shop.event(eventOf("new", action("Order Placed"))).hasStatus(200);
    CohortTest.sync(shop, "add_members", "old").hasStatus(200);

    merge(shop, pair("old", "new")).is(200, "{\"status\":\"success\",\"operation\":\"created\"}");

    for (var id : List.of("old", "new")) {
      assertThat(shop.profile(id).at("/customer_id").asString()).isEqualTo("new");
      assertThat(shop.attributes(id).toString()).isEqualTo("{\"city\":\"Pune\",\"plan\":\"gold\"}");
      assertThat(shop.stored(id, "/name"))
          .containsExactlyInAnyOrder("Product Viewed", "Order Placed");
      assertThat(shop.profile(id).at("/segments").toString()).isEqualTo("[\"big-1\"]");
    }
    shop.customer("old", "{\"plan\":\"platinum\"}");
    assertThat(shop.attributes("new").path("plan").asString()).isEqualTo("platinum");
  }

  @Test
  @Requirement("MERGE-3")
  void whereIdentityResolutionIsOnTheCallIsRefused(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + NOTHING);
    shop.customer("old", "{}");

    merge(shop, pair("old", "new"))
        .is(
            400,
            missing(
                "identity resolution is on in this workspace: people are merged by their"
                    + " identifiers, not by this call",
                "merge_data"));
    assertThat(shop.profile("old").at("/customer_id").asString()).isEqualTo("old");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                             | merge_data is not found in the payload            | merge_data
          {"merge_data":[]}                                              | merge_data can not be empty Array                 | merge_data
          {"merge_data":{}}                                              | merge_data is expected to be array                | merge_data
          {"merge_data":[{"merged_user":"old"}]}                         | retained_user is not found in the payload         | retained_user
          {"merge_data":[{"retained_user":"new"}]}                       | merged_user is not found in the payload           | merged_user
          {"merge_data":[{"merged_user":"guest","retained_user":"new"}]} | merged_user can not be 'guest'                    | merged_user
          {"merge_data":[{"merged_user":"old","retained_user":5}]}       | retained_user is expected to be string            | retained_user
          {"merge_data":[{"merged_user":"new","retained_user":"new"}]}   | merged_user and retained_user are the same        | merged_user
          """)
  @Requirement("MERGE-4")
  void aMistakeInAnyPairAndNobodyIsMerged(
      String body, String message, String attribute, Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    shop.customer("old", "{}");

    var second = body.replace("[{", "[" + pair("old", "other") + ",{");
    for (var sent : List.of(body, second)) {
      shop.sendData("customer/merge?app_id=" + shop.id(), sent)
          .is(400, missing(message, attribute));
    }
    assertThat(shop.profile("old").at("/customer_id").asString()).isEqualTo("old");
  }

  @Test
  @Requirement("MERGE-4")
  void aCallTakesAThousandPairs(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var many = (pair("old", "new") + ",").repeat(999);

    merge(shop, many + pair("old", "new")).hasStatus(200);
    merge(shop, many + pair("old", "new"), pair("old", "new"))
        .is(400, missing("merge_data can have at most 1000 elements", "merge_data"));
  }

  @Test
  @Requirement("MERGE-5")
  void strangersAreMadeAndChainsComeTogetherInTheirOrder(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    shop.customer("a", "{\"from\":\"a\"}");

    merge(shop, pair("a", "b"), pair("b", "c"), pair("unknown-yet", "c")).hasStatus(200);

    for (var id : List.of("a", "b", "c", "unknown-yet")) {
      assertThat(shop.profile(id).at("/customer_id").asString()).as(id).isEqualTo("c");
    }
    assertThat(shop.attributes("c").toString()).isEqualTo("{\"from\":\"a\"}");
    merge(shop, pair("a", "d")).hasStatus(200);
    assertThat(shop.profile("a").at("/customer_id").asString()).as("stays").isEqualTo("c");
  }

  // ---- delete

  @Test
  @Requirement("DEL-1")
  void everythingOfAPersonIsErasedUnderAllTheirIds(Attune attune) {
    var shop =
        Workspace.create(
            attune, experiences(experience("for-gold", "{ attribute: plan, is: gold }")));
    shop.customer("old", "{\"plan\":\"gold\"}");
    shop.event(eventOf("new", action("Order Placed"))).hasStatus(200);
    merge(shop, pair("old", "new")).hasStatus(200);
    assertThat(shop.keysOf("old")).containsExactly("for-gold");

    delete(shop, "customer_id", "old").is(200, ACCEPTED);

    for (var id : List.of("old", "new")) {
      assertThat(shop.hasProfile(id)).as(id).isFalse();
      assertThat(shop.keysOf(id)).isEmpty();
    }
    shop.customer("old", "{}");
    assertThat(shop.profile("old").at("/customer_id").asString()).isEqualTo("old");
    assertThat(shop.stored("old", "/name")).isEmpty();
    assertThat(shop.hasProfile("new")).isFalse();
  }

  @Test
  @Requirement("DEL-2")
  void aStrangerIsDeletedAsWell(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + NOTHING);

    delete(shop, "customer_id", "nobody").is(200, ACCEPTED);
    delete(shop, "u_em", "nobody@example.com").is(200, ACCEPTED);
  }

  @Test
  @Requirement("DEL-3")
  void anIdentifierMayNameWhomToDelete(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + NOTHING);
    shop.customer("ann", "{\"u_em\":\"ann@example.com\"}");
    shop.customer("ben", "{\"u_em\":\"ben@example.com\"}");

    delete(shop, "u_em", "ann@example.com").is(200, ACCEPTED);

    assertThat(shop.hasProfile("ann")).isFalse();
    assertThat(shop.hasProfile("ben")).isTrue();
    delete(shop, "moengage_id", "x")
        .is(
            400,
            missing(
                "identity_type is expected to be customer_id or u_em or loyalty_card",
                "identity_type"));
    delete(Workspace.create(attune, NOTHING), "u_em", "x")
        .is(400, missing("identity_type is expected to be customer_id", "identity_type"));
    delete(shop, "customer_id", "")
        .is(400, missing("identity_value can not be empty", "identity_value"));
    shop.sendData("customer/delete", "{\"identity_type\":\"customer_id\"}")
        .is(400, missing("identity_value is not found in the payload", "identity_value"));
  }

  // ---- export

  @Test
  @Requirement({"EXP-1", "EXP-2"})
  void attributesAreExportedAsTheyWereSent(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    shop.customer(
        "ann", "{\"n\":1.5,\"at\":\"2026-11-21T10:00:00+05:30\",\"o\":{\"a\":[true]},\"t\":\"x\"}");
    shop.customer("ben", "{\"t\":\"y\"}");

    export(
            shop,
            "{\"data\":{\"identifiers\":[%s,%s,%s],\"user_fields_to_export\":[\"t\",\"uid\",\"o\",\"at\",\"n\",\"customer_id\"]}}"
                .formatted(byId("ben"), byId("nobody"), byId("ann")))
        .is(
            200,
            users(
                "{\"user_attributes\":{\"t\":\"y\",\"uid\":\"ben\",\"customer_id\":\"ben\"}},"
                    + "{\"user_attributes\":{\"t\":\"x\",\"uid\":\"ann\",\"o\":{\"a\":[true]},\"at\":\"2026-11-21T10:00:00+05:30\",\"n\":1.5,\"customer_id\":\"ann\"}}",
                "\"nobody\""));
  }

  @Test
  @Requirement("EXP-2")
  void withoutFieldsEverythingIsExported(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    shop.customer("ann", "{\"t\":\"x\"}");

    var attributes =
        export(shop, "{\"data\":{\"identifiers\":[%s]}}".formatted(byId("ann")))
            .hasStatus(200)
            .json()
            .at("/data/users/0/user_attributes");

    assertThat(attributes.propertyNames()).containsExactly("cr_t", "t", "u_l_a", "uid");
    assertThat(attributes.path("cr_t")).isEqualTo(shop.profile("ann").path("first_seen"));
  }

  @Test
  @Requirement("EXP-3")
  void aCallIsForOneToTwentyPeople(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var nineteen = (byId("nobody") + ",").repeat(19);

    export(shop, "{\"data\":{\"identifiers\":[%s%s]}}".formatted(nineteen, byId("nobody")))
        .is(200, users("", "\"nobody\",".repeat(19) + "\"nobody\""));
    export(
            shop,
            "{\"data\":{\"identifiers\":[%s%s,%s]}}"
                .formatted(nineteen, byId("nobody"), byId("nobody")))
        .is(400, missing("identifiers can have at most 20 elements", "identifiers"));
    export(shop, "{\"data\":{\"identifiers\":[]}}")
        .is(400, missing("identifiers can not be empty Array", "identifiers"));
    export(shop, "{\"data\":{}}")
        .is(400, missing("identifiers is not found in the payload", "identifiers"));
  }

  @Test
  @Requirement("EXP-4")
  void anIdentifierMayNameWhomToExport(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + NOTHING);
    shop.customer("ann", "{\"u_em\":\"ann@example.com\"}");
    var body =
        "{\"data\":{\"identifiers\":[{\"identifier_type\":\"u_em\",\"identifier\":\"%s\"}],\"user_fields_to_export\":[\"uid\"]}}";

    export(shop, body.formatted("ann@example.com"))
        .is(200, users("{\"user_attributes\":{\"uid\":\"ann\"}}", ""));
    export(shop, body.formatted("ben@example.com")).is(200, users("", "\"ben@example.com\""));
    export(shop, body.formatted("x").replace("u_em", "id"))
        .is(
            400,
            missing(
                "identifier_type is expected to be customer_id or u_em or loyalty_card",
                "identifier_type"));
  }

  @Test
  @Requirement("EXP-5")
  void theFieldsMayStandOutsideOfData(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    shop.customer("ann", "{\"t\":\"x\"}");

    export(shop, "{\"identifiers\":[%s],\"user_fields_to_export\":[\"t\"]}".formatted(byId("ann")))
        .is(200, users("{\"user_attributes\":{\"t\":\"x\"}}", ""));
  }
}
