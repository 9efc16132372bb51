package dev.attune.server.admin;

import static dev.attune.server.admin.AdminServer.SHOP;
import static dev.attune.server.admin.AdminServer.etag;
import static dev.attune.server.admin.AdminServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WorkspacesOverHttpTest extends AdminTest {

  @Test
  void aDocumentComesBackAsJsonAndAsYaml() {
    var asJson = server.get(DEMO);
    assertThat(asJson.statusCode()).isEqualTo(200);
    assertThat(asJson.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(json(asJson).path("experiences").size()).isEqualTo(2);
    assertThat(etag(asJson)).isEqualTo("\"1\"");
    var asYaml = server.send(server.request(DEMO).header("Accept", "application/yaml").GET());
    assertThat(asYaml.headers().firstValue("Content-Type"))
        .hasValue("application/yaml; charset=utf-8");
    assertThat(asYaml.body()).contains("key: \"homepage-banner\"");
  }

  @Test
  void whatIsExportedChangesNothingWhenItIsPutBack() {
    var exported = server.send(server.request(DEMO).header("Accept", "application/yaml").GET());
    var back = server.putYaml(DEMO, exported.body());
    assertThat(back.statusCode()).isEqualTo(200);
    assertThat(json(back).path("differences")).isEmpty();
    assertThat(json(back).path("version").asInt()).isEqualTo(1);
  }

  @Test
  void secretsAreNeverInADocumentThatComesBack() {
    assertThat(server.get(DEMO).body())
        .doesNotContain("demo-personalize-key")
        .doesNotContain("sha");
    assertThat(server.send(server.request(DEMO).header("Accept", "application/yaml").GET()).body())
        .doesNotContain("demo-personalize-key");
    assertThat(server.fetchStatus("DEMO", "demo-personalize-key")).isEqualTo(200);
  }

  @Test
  void aChangeAnswersTheNewVersionAndWhatDiffers() {
    var response = server.putYaml(DEMO, SHOP.replace("Free shipping", "Ships free"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(etag(response)).isEqualTo("\"2\"");
    assertThat(response.headers().firstValue("Attune-Catalog-Version")).hasValue("2");
    var answer = json(response);
    assertThat(answer.path("before").asInt()).isEqualTo(1);
    assertThat(answer.path("version").asInt()).isEqualTo(2);
    assertThat(answer.path("differences")).hasSize(1);
    var difference = answer.path("differences").get(0);
    assertThat(difference.path("path").asString()).startsWith("experiences[homepage-banner]");
    assertThat(difference.path("kind").asString()).isEqualTo("changed");
    assertThat(difference.toString()).contains("Free shipping").contains("Ships free");
  }

  @Test
  void newWeightsSayHowManyBucketsMove() {
    var moved =
        SHOP.replace("name: Default, weight: 50", "name: Default, weight: 70")
            .replace("name: Bold, weight: 50", "name: Bold, weight: 30");
    var answer = json(server.putYaml(DEMO, moved));
    assertThat(
            answer
                .path("differences")
                .valueStream()
                .mapToInt(d -> d.path("moved_buckets").asInt(0)))
        .contains(2_000);
  }

  @Test
  void aDryRunStoresNothing() {
    var response = server.putYaml(DEMO + "?dry_run=true", SHOP.replace("Demo shop", "Other shop"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("dry_run").asBoolean()).isTrue();
    assertThat(json(response).path("version").asInt()).isEqualTo(1);
    assertThat(json(response).path("differences")).hasSize(1);
    assertThat(server.get(DEMO).body()).contains("Demo shop");
    var created = SHOP.replace("id: DEMO", "id: NEW");
    assertThat(
            json(server.putYaml("/admin/v1/workspaces/NEW?dry_run=true", created))
                .path("version")
                .asInt())
        .isZero();
    assertProblem(server.get("/admin/v1/workspaces/NEW"), 404, "NEW");
    assertProblem(server.putYaml(DEMO + "?dry_run=yes", SHOP), 400, "dry_run");
  }

  @Test
  void anInvalidDocumentIsRefusedWithPathAndLineOfEachMistake() {
    var response =
        server.putYaml(
            DEMO,
            SHOP.replace("status: active", "status: actve").replace("weight: 100", "weight: 101"));
    assertProblem(response, 422, "2 mistakes");
    var errors = json(response).path("errors");
    assertThat(errors.get(0).path("path").asString()).isEqualTo("experiences[0].status");
    assertThat(errors.get(0).path("line").asInt())
        .isEqualTo(1 + SHOP.lines().toList().indexOf("    status: active"));
    assertThat(errors.get(0).path("message").asString()).contains("active");
    assertThat(errors.get(1).path("path").asString())
        .isEqualTo("experiences[1].audiences[0].variations[0].weight");
    assertThat(server.get(DEMO).headers().firstValue("ETag")).hasValue("\"1\"");
  }

  @Test
  void aDocumentThatIsNoDocumentIsRefused() {
    assertProblem(server.putYaml(DEMO, ""), 422, "mistake");
    assertProblem(server.putYaml(DEMO, "{ id: DEMO, name"), 422, "mistake");
    assertProblem(server.putYaml(DEMO, "[1, 2]"), 422, "mistake");
    assertProblem(
        server.send(
            server
                .request(DEMO)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', '}'}))),
        422,
        "mistake");
  }

  @Test
  void aSecretNamedByEnvironmentIsForTheCommandLineToResolve() {
    var response =
        server.putYaml(DEMO, SHOP.replace("secret: demo-personalize-key", "secret_env: DEMO_KEY"));
    assertProblem(response, 422, "mistake");
  }

  @Test
  void thePathMustNameTheDocumentsWorkspace() {
    assertProblem(server.putYaml("/admin/v1/workspaces/OTHER", SHOP), 400, "DEMO");
  }

  @Test
  void onlyJsonAndYamlAreTaken() {
    var xml = server.request(DEMO).header("Content-Type", "text/xml");
    assertProblem(server.send(xml.PUT(BodyPublishers.ofString(SHOP))), 415, "application/yaml");
    var packed = server.request(DEMO).header("Content-Encoding", "gzip");
    assertProblem(server.send(packed.PUT(BodyPublishers.ofString(SHOP))), 415, "Content-Encoding");
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    // Expecting 100, so that the answer is not lost in the middle of sending.
    var part = BodyPublishers.ofByteArray(new byte[AdminApi.MAX_PART_BYTES + 1]);
    assertProblem(
        server.send(server.request(DEMO + "/segments/vip").expectContinue(true).PUT(part)),
        413,
        "1,048,576");
    var whole = BodyPublishers.ofByteArray(new byte[AdminApi.MAX_WORKSPACE_BYTES + 1]);
    assertProblem(
        server.send(server.request(DEMO).expectContinue(true).PUT(whole)), 413, "33,554,432");
  }

  @Test
  void ifMatchLetsAChangeThroughOnlyToTheVersionThatStands() {
    var changed = SHOP.replace("Demo shop", "Other shop");
    assertProblem(server.putYaml(DEMO, changed, "If-Match", "\"7\""), 412, "\"1\"");
    assertThat(server.putYaml(DEMO, changed, "If-Match", "\"9\", \"1\"").statusCode())
        .isEqualTo(200);
    assertThat(server.putYaml(DEMO, SHOP, "If-Match", "*").statusCode()).isEqualTo(200);
    assertProblem(
        server.putYaml(
            "/admin/v1/workspaces/NEW", SHOP.replace("id: DEMO", "id: NEW"), "If-Match", "*"),
        412,
        "none");
  }

  @Test
  void ifNoneMatchCreatesOnly() {
    assertProblem(server.putYaml(DEMO, SHOP, "If-None-Match", "*"), 412, "\"1\"");
    var created =
        server.putYaml(
            "/admin/v1/workspaces/NEW", SHOP.replace("id: DEMO", "id: NEW"), "If-None-Match", "*");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(json(created).path("before").asInt()).isZero();
  }

  @Test
  void ofRacingChangesToOneVersionExactlyOneGoesThrough() {
    var answers =
        IntStream.range(0, 4) // as many as stream at a time: more may be told to come again
            .mapToObj(i ->
                CompletableFuture.supplyAsync(() ->
                    server.putYaml(
                        DEMO, SHOP.replace("Demo shop", "Shop " + i), "If-Match", "\"1\"")))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
        .containsOnlyOnce(200)
        .containsOnly(200, 412);
    assertThat(etag(server.get(DEMO))).isEqualTo("\"2\"");
  }

  @Test
  void aCallerWhoHasTheVersionIsNotSentItAgain() {
    var again = server.send(server.request(DEMO).header("If-None-Match", "\"1\"").GET());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void aDeletedWorkspaceIsGone() {
    var stale = server.request(DEMO).header("If-Match", "\"5\"").DELETE();
    assertProblem(server.send(stale), 412, "\"1\"");
    assertThat(server.delete(DEMO).statusCode()).isEqualTo(204);
    assertProblem(server.get(DEMO), 404, "DEMO");
    assertProblem(server.delete(DEMO), 404, "DEMO");
    assertThat(server.fetchStatus("DEMO", "demo-personalize-key")).isEqualTo(400);
  }

  @Test
  void theListIsPagedAndSearched() {
    for (var id : new String[] {"ALPHA", "BETA", "GAMMA"}) {
      var document =
          "id: %s\nname: Shop of %s\n".formatted(id, id.toLowerCase(java.util.Locale.ROOT));
      assertThat(server.putYaml("/admin/v1/workspaces/" + id, document).statusCode())
          .isEqualTo(201);
    }
    var first = json(server.get("/admin/v1/workspaces?limit=3"));
    assertThat(first.path("count").asInt()).isEqualTo(4);
    assertThat(first.path("items").valueStream().map(i -> i.path("id").asString()))
        .containsExactly("ALPHA", "BETA", "DEMO");
    var second =
        json(server.get("/admin/v1/workspaces?limit=3&cursor=" + first.path("next").asString()));
    assertThat(second.path("items").valueStream().map(i -> i.path("id").asString()))
        .containsExactly("GAMMA");
    assertThat(second.has("next")).isFalse();
    var found = json(server.get("/admin/v1/workspaces?q=OF%20BET"));
    assertThat(found.path("items")).hasSize(1);
    var demo = json(server.get("/admin/v1/workspaces?q=demo")).path("items").get(0);
    assertThat(demo.path("experiences").asInt()).isEqualTo(2);
    assertThat(demo.path("keys").asInt()).isEqualTo(1);
  }

  @Test
  void aLimitOrCursorThatCannotBeIsSaid() {
    assertProblem(server.get("/admin/v1/workspaces?limit=0"), 400, "1 to 1,000");
    assertProblem(server.get("/admin/v1/workspaces?limit=many"), 400, "'many'");
    assertProblem(server.get("/admin/v1/workspaces?cursor=%21"), 400, "cursor");
  }
}
