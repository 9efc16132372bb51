package dev.attune.acceptance;

import static dev.attune.acceptance.DataJson.ACCEPTED;
import static dev.attune.acceptance.DataJson.NOTHING;
import static dev.attune.acceptance.DataJson.action;
import static dev.attune.acceptance.DataJson.missing;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `POST /v1/integrations/cohortsync`.
@OnAttune
final class CohortTest {

  static Answer sync(Workspace shop, String action, String... members) {
    return shop.sendData("integrations/cohortsync", body(action, members));
  }

  private static String body(String action, String... members) {
    var uids = List.of(members).stream().map("{\"uid\":\"%s\"}"::formatted).toList();
    return "{\"action\":\"%s\",\"partner\":\"P\",\"parameters\":{\"cohort_name\":\"Big spenders\",\"cohort_id\":\"big-1\",\"members\":[%s]}}"
        .formatted(action, String.join(",", uids));
  }

  @Test
  @Requirement({"COH-1", "COH-3"})
  void aCohortIsASegmentThatRulesMayAskFor(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    shop.customer("ann", "{}");
    shop.customer("ben", "{}");

    sync(shop, "add_members", "ann", "ben").is(200, ACCEPTED);
    var segments = "segments: [{ id: big-1, name: Renamed }]\n";
    shop.put(segments + experiences(experience("for-big", "{ segment: big-1 }")));
    assertThat(shop.keysOf("ann")).containsExactly("for-big");

    sync(shop, "remove_members", "ann").is(200, ACCEPTED);
    assertThat(shop.keysOf("ann")).isEmpty();
    assertThat(shop.keysOf("ben")).containsExactly("for-big");
    sync(shop, "add_members", "ann").is(200, ACCEPTED);
    assertThat(shop.keysOf("ann")).containsExactly("for-big");
    assertThat(name(shop)).isEqualTo("Renamed");
  }

  private static String name(Workspace shop) {
    return Caller.send(shop.admin("/segments/big-1").GET())
        .hasStatus(200)
        .json()
        .path("name")
        .asString();
  }

  @Test
  @Requirement("COH-3")
  void aCohortIsDeclaredWithItsNameByAddingOnly(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);

    sync(shop, "remove_members", "ann").is(200, ACCEPTED);
    Caller.send(shop.admin("/segments/big-1").GET()).hasStatus(404);
    sync(shop, "add_members", "ann").is(200, ACCEPTED);
    assertThat(name(shop)).isEqualTo("Big spenders");
  }

  @Test
  @Requirement("COH-2")
  void strangersArePassedOverAndNobodyCountsAsSeen(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    shop.customer("ann", "{}");
    var seen = shop.profile("ann").path("last_seen");

    sync(shop, "add_members", "ann", "nobody").is(200, ACCEPTED);

    assertThat(shop.hasProfile("nobody")).isFalse();
    assertThat(shop.profile("ann").path("last_seen")).isEqualTo(seen);
    assertThat(shop.profile("ann").at("/segments").toString()).isEqualTo("[\"big-1\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "action":"add_members" | "action":"add"          | action is expected to be add_members or remove_members | action
          "action":"add_members",|                         | action is not found in the payload                     | action
          "parameters":{         | "more":{                | parameters is not found in the payload                 | parameters
          "cohort_id":"big-1",   |                         | cohort_id is not found in the payload                  | cohort_id
          "big-1"                | "big 1"                 | cohort_id 'big 1' has a character it may not have; allowed: A-Z a-z 0-9 _ . : - | cohort_id
          [{"uid":"ann"}]        | []                      | members can not be empty Array                         | members
          [{"uid":"ann"}]        | {}                      | members is expected to be array                        | members
          {"uid":"ann"}          | {}                      | uid is not found in the payload                        | uid
          {"uid":"ann"}          | {"uid":"guest"}         | uid can not be 'guest'                                 | uid
          """)
  @Requirement("COH-4")
  void whatIsWrongWithACohortIsNamed(
      String good, @Nullable String bad, String message, String attribute, Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    var sent = body("add_members", "ann").replace(good, bad == null ? "" : bad);

    shop.sendData("integrations/cohortsync", sent).is(400, missing(message, attribute));
    Caller.send(shop.admin("/segments/big-1").GET()).hasStatus(404);
  }
}
