package dev.attune.server.admin;

import static dev.attune.server.admin.AdminServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.attribution.Touch;
import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class PeopleOverHttpTest extends AdminTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("DEMO");
  private static final Instant SEEN = Instant.parse("2026-11-20T08:00:00Z");

  @BeforeEach
  void knowJane() {
    var touch = new Touch(Touch.Kind.SHOWN, "65eae5738ea5032b0ef60138", "42D", "2", "", Map.of());
    var shown =
        new Event("e1", "Shown", SEEN, SEEN, "web", Map.of("n", new Value.Amount(2)), touch);
    var write =
        new ProfileWrite(
            "jane/1",
            false,
            SEEN,
            AttributeChanges.setting(
                Map.of(
                    "plan", new Value.Text("gold"),
                    "age", new Value.Amount(41),
                    "tags", new Value.Array(List.of(new Value.Flag(true), new Value.Text("x"))),
                    "address", new Value.Fields(Map.of("city", new Value.Text("Bengaluru"))))),
            List.of(),
            Set.of(),
            Set.of("vip"),
            Set.of(),
            List.of(shown));
    server.storage().profiles().write(WORKSPACE, Policy.NONE, List.of(write));
  }

  @Test
  void aProfileIsAllThatIsKnown() {
    var profile = json(server.get(DEMO + "/profiles/jane%2F1"));
    assertThat(profile.path("customer_id").asString()).isEqualTo("jane/1");
    assertThat(profile.path("first_seen").asString()).isEqualTo("2026-11-20T08:00:00Z");
    assertThat(profile.path("segments").get(0).asString()).isEqualTo("vip");
    assertThat(profile.path("attributes").toString())
        .isEqualTo(
            "{\"address\":{\"city\":\"Bengaluru\"},\"age\":41,\"plan\":\"gold\",\"tags\":[true,\"x\"]}");
    var exposure = profile.path("exposures").get(0);
    assertThat(exposure.path("experience").asString()).isEqualTo("homepage-banner");
    assertThat(exposure.path("variation_id").asString()).isEqualTo("2");
    var event = profile.path("events").get(0);
    assertThat(event.path("name").asString()).isEqualTo("Shown");
    assertThat(event.path("attributes").path("n").asInt()).isEqualTo(2);
    assertThat(event.path("touch").toString())
        .isEqualTo(
            "{\"kind\":\"shown\",\"experience\":\"homepage-banner\","
                + "\"experience_id\":\"65eae5738ea5032b0ef60138\","
                + "\"audience_id\":\"42D\",\"variation_id\":\"2\"}");
    assertThat(profile.path("has_more_events").asBoolean()).isFalse();
    assertProblem(server.get(DEMO + "/profiles/stranger"), 404, "stranger");
  }

  @Test
  void allThatAPersonDidIsShownUnderEachOfTheirIds() {
    var ordered = new Event("e2", "Order Placed", SEEN, SEEN, "web", Map.of(), null);
    write(ProfileWrite.of("anon-7", SEEN, List.of(ordered)));
    write(
        new ProfileWrite(
            "jane/1",
            false,
            SEEN,
            AttributeChanges.NONE,
            List.of(),
            Set.of("anon-7"),
            Set.of(),
            Set.of(),
            List.of()));
    var profile = json(server.get(DEMO + "/profiles/anon-7"));
    assertThat(profile.path("customer_id").asString()).isEqualTo("jane/1");
    assertThat(profile.path("merged").get(0).path("customer_id").asString()).isEqualTo("anon-7");
    assertThat(profile.path("history").toString())
        .isEqualTo(
            "{\"Order Placed\":{\"count\":1,\"first\":\"2026-11-20T08:00:00Z\","
                + "\"last\":\"2026-11-20T08:00:00Z\"}}");
    assertThat(profile.path("events")).hasSize(2);
    var one = json(server.get(DEMO + "/profiles/jane%2F1?events=1"));
    assertThat(one.path("events")).hasSize(1);
    assertThat(one.path("has_more_events").asBoolean()).isTrue();
    assertProblem(server.get(DEMO + "/profiles/jane%2F1?events=-1"), 400, "0 to 10,000");
  }

  @Test
  void anErasedPersonIsAStranger() {
    server.post(DEMO + "/segments/vip/members", "text/csv", "jane/1");
    assertThat(server.delete(DEMO + "/profiles/jane%2F1").statusCode()).isEqualTo(204);
    assertProblem(server.get(DEMO + "/profiles/jane%2F1"), 404, "jane/1");
    assertProblem(server.delete(DEMO + "/profiles/jane%2F1"), 404, "jane/1");
    assertThat(json(server.get(DEMO + "/segments/vip")).path("size").asInt()).isZero();
    assertThat(json(server.get(DEMO + "/audiences/42D/size")).path("profiles").asInt()).isZero();
    assertThat(server.storage().events().latest(WORKSPACE, "jane/1", 10)).isEmpty();
  }

  @Test
  void aPersonIsErasedUnderWhicheverOfTheirIds() {
    write(ProfileWrite.of("anon-7", SEEN, List.of()));
    write(
        new ProfileWrite(
            "jane/1",
            false,
            SEEN,
            AttributeChanges.NONE,
            List.of(),
            Set.of("anon-7"),
            Set.of(),
            Set.of(),
            List.of()));
    assertThat(server.delete(DEMO + "/profiles/anon-7").statusCode()).isEqualTo(204);
    for (var id : List.of("anon-7", "jane%2F1")) {
      assertThat(server.get(DEMO + "/profiles/" + id).statusCode()).isEqualTo(404);
    }
  }

  private void write(ProfileWrite write) {
    server.storage().profiles().write(WORKSPACE, Policy.NONE, List.of(write));
  }

  @Test
  void aStorageThatCannotBeReachedIsSaidWithACodeForTheLog() {
    server.storage().close();
    var response = server.get(DEMO + "/profiles/jane%2F1");
    assertProblem(response, 503, "Nothing was changed");
    assertThat(json(response).path("code").asString()).matches("[A-Za-z]{8}");
    assertThat(response.body()).doesNotContain("SQL").doesNotContain("attune.db");
  }

  @Test
  void aServedPersonIsExplained() {
    var answer = explain("{\"identifiers\":{\"customer_id\":\"jane/1\"}}");
    assertThat(answer.path("person").path("profile_found").asBoolean()).isTrue();
    assertThat(answer.path("person").path("bucketed_by").asString()).isEqualTo("jane/1");
    assertThat(answer.path("version").asInt()).isEqualTo(1);
    var banner = experience(answer, "homepage-banner");
    assertThat(banner.path("decision").asString()).isEqualTo("served");
    assertThat(banner.path("because").asString()).isEqualTo("sticky");
    assertThat(banner.path("variation").path("name").asString()).isEqualTo("Bold");
    assertThat(banner.path("audience").path("name").asString()).isEqualTo("High Intent Users");
    assertThat(banner.path("cid").asString())
        .isEqualTo("65eae5738ea5032b0ef60138_F_T_WP_AB_2_P_0_AU_42D");
    assertThat(banner.path("control").path("held_out_below").asInt()).isZero();
    var audience = banner.path("audiences").get(0);
    assertThat(audience.path("matched").asBoolean()).isTrue();
    assertThat(audience.path("bucket").asInt()).isBetween(0, 9_999);
    assertThat(audience.path("split").toString())
        .isEqualTo(
            "[{\"from\":0,\"to\":4999,\"variation\":\"1\"},{\"from\":5000,\"to\":9999,\"variation\":\"2\"}]");
    assertThat(audience.path("rule").toString())
        .isEqualTo(
            "{\"matched\":true,\"rule\":{\"attribute\":\"plan\",\"is\":\"gold\"},\"seen\":\"gold\",\"wanted\":{\"is\":\"gold\"}}");
  }

  @Test
  void aWithheldExperienceSaysWhy() {
    var answer = explain("{}");
    assertThat(answer.path("person").path("profile_found").asBoolean()).isFalse();
    var banner = experience(answer, "homepage-banner");
    assertThat(banner.path("decision").asString()).isEqualTo("withheld");
    assertThat(banner.path("reason").asString()).isEqualTo("no_audience_matched");
    assertThat(banner.path("audiences").get(0).path("note").asString()).contains("profile");
    assertThat(banner.path("audiences").get(0).path("rule").path("seen").isNull()).isTrue();
    assertThat(experience(answer, "promo-strip").path("reason").asString()).isEqualTo("paused");
  }

  @Test
  void onlyTheKeysAskedForAreExplainedAlsoUnknownOnes() {
    var answer = explain("{\"experience_key\":[\"no-such-key\",\"promo-strip\"]}");
    assertThat(answer.path("experiences").valueStream().map(e -> e.path("key").asString()))
        .containsExactly("no-such-key", "promo-strip");
    assertThat(answer.path("experiences").get(0).path("reason").asString())
        .isEqualTo("unknown_key");
  }

  @Test
  void aTreeOfRulesIsExplainedNodeByNode() {
    var experience =
        """
        name: For friends
        status: active
        audiences:
          - audience: 43E
            variations: [ { name: Default, weight: 100, payload: { Title: Hi } } ]
        """;
    assertThat(server.putYaml(DEMO + "/experiences/friends-only", experience).statusCode())
        .isEqualTo(201);
    var answer =
        explain(
            "{\"identifiers\":{\"customer_id\":\"jane/1\"},\"experience_key\":\"friends-only\",\"utm\":\"ad\"}");
    var rule = experience(answer, "friends-only").path("audiences").get(0).path("rule");
    assertThat(rule.toString())
        .isEqualTo(
            "{\"matched\":false,\"all\":["
                + "{\"matched\":true,\"rule\":{\"segment\":\"vip\"},\"seen\":true,\"wanted\":true},"
                + "{\"matched\":false,\"not\":{\"matched\":true,\"rule\":{\"query\":\"utm\",\"is\":\"ad\"},"
                + "\"seen\":\"ad\",\"wanted\":{\"is\":\"ad\"}}}]}");
    assertThat(answer.path("visit").path("query").path("utm").asString()).isEqualTo("ad");
  }

  @Test
  void aBodyThatAFetchWouldRefuseIsRefusedInTheSameWords() {
    assertProblem(server.postJson(DEMO + "/explain", ""), 400, "A valid JSON document is required");
    assertProblem(server.postJson(DEMO + "/explain", "{"), 400, "Could not decode");
    assertProblem(
        server.postJson(DEMO + "/explain", "{\"DAY_OF_THE_WEEK\":\"funday\"}"), 400, "funday");
    assertProblem(server.postJson("/admin/v1/workspaces/NOPE/explain", "{}"), 404, "NOPE");
  }

  private JsonNode explain(String body) {
    var response = server.postJson(DEMO + "/explain", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Attune-Catalog-Version")).isPresent();
    return json(response);
  }

  private static JsonNode experience(JsonNode answer, String key) {
    return answer
        .path("experiences")
        .valueStream()
        .filter(e -> e.path("key").asString().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
