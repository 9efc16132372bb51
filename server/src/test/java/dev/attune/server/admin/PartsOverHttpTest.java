package dev.attune.server.admin;

import static dev.attune.server.admin.AdminServer.etag;
import static dev.attune.server.admin.AdminServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PartsOverHttpTest extends AdminTest {
  private static final String BANNER = DEMO + "/experiences/homepage-banner";
  private static final String NEW_EXPERIENCE =
      """
      name: Christmas Strip
      status: draft
      audiences:
        - audience: { name: All Users, rule: { everyone: true } }
          variations: [ { name: Default, weight: 100, payload: { Title: Hohoho } } ]
      """;

  @Test
  void anExperienceIsCreatedReadChangedAndDeleted() {
    var path = DEMO + "/experiences/christmas-strip";
    var created = server.putYaml(path, NEW_EXPERIENCE);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(json(created).path("version").asInt()).isEqualTo(2);
    var read = server.get(path);
    assertThat(etag(read)).isEqualTo(etag(created));
    assertThat(json(read).path("key").asString()).isEqualTo("christmas-strip");
    assertThat(json(read).path("id").asString()).hasSize(24);
    var changed = server.putYaml(path, NEW_EXPERIENCE.replace("Hohoho", "Ho"));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(etag(changed)).isNotEqualTo(etag(created));
    assertThat(server.delete(path).statusCode()).isEqualTo(204);
    assertProblem(server.get(path), 404, "christmas-strip");
    assertProblem(server.delete(path), 404, "christmas-strip");
  }

  @Test
  void aPartComesAsYamlToo() {
    var yaml = server.send(server.request(BANNER).header("Accept", "text/yaml").GET());
    assertThat(yaml.body()).contains("name: \"Homepage Banner\"");
    assertThat(server.putYaml(BANNER, yaml.body()).statusCode()).isEqualTo(200);
    assertThat(json(server.putYaml(BANNER, yaml.body())).path("differences")).isEmpty();
  }

  @Test
  void theTagOfAPartChangesWithThatPartOnly() {
    var before = etag(server.get(BANNER));
    assertThat(server.putYaml(DEMO + "/segments/more", "name: More").statusCode()).isEqualTo(201);
    assertThat(etag(server.get(BANNER))).isEqualTo(before);
    var again = server.send(server.request(BANNER).header("If-None-Match", before).GET());
    assertThat(again.statusCode()).isEqualTo(304);
  }

  @Test
  void ofRacingChangesThatExpectTheSameExactlyOneGoesThrough() {
    var text = server.get(BANNER).body();
    var tag = etag(server.get(BANNER));
    var answers =
        IntStream.range(0, 8)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(() ->
                    server.putYaml(
                        BANNER, text.replace("Homepage Banner", "Banner " + i), "If-Match", tag)))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
        .containsOnlyOnce(200)
        .containsOnly(200, 412);
    assertThat(etag(server.get(DEMO))).isEqualTo("\"2\"");
  }

  @Test
  void racingChangesToDifferentPartsAllGoThrough() {
    var answers =
        IntStream.range(0, 8)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(
                    () -> server.putYaml(DEMO + "/segments/s" + i, "name: Segment " + i)))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
        .containsOnly(201);
    assertThat(json(server.get(DEMO + "/segments?q=segment")).path("count").asInt()).isEqualTo(8);
  }

  @Test
  void aRefusedUploadDoesNotSpoilTheNextCallOnTheConnection() {
    for (int i = 0; i < 20; i++) {
      assertProblem(server.post(DEMO + "/segments/nope/members", "text/csv", "ann\n"), 404, "nope");
    }
  }

  @Test
  void preconditionsHoldForPartsToo() {
    assertProblem(server.putYaml(BANNER, "{}", "If-None-Match", "*"), 412, "there is one");
    var stale = server.request(BANNER).header("If-Match", "\"0\"").DELETE();
    assertProblem(server.send(stale), 412, "If-Match");
    assertProblem(
        server.putYaml(DEMO + "/segments/new-one", "name: New", "If-Match", "*"), 412, "none");
  }

  @Test
  void aStatusIsSetAlone() {
    var paused = server.postJson(BANNER + "/status", "{\"status\":\"paused\"}");
    assertThat(paused.statusCode()).as(paused.body()).isEqualTo(200);
    assertThat(json(paused).path("differences")).hasSize(1);
    assertThat(json(server.get(BANNER)).path("status").asString()).isEqualTo("paused");
    assertProblem(
        server.postJson(BANNER + "/status", "{\"status\":\"asleep\"}"),
        400,
        "draft, active, paused, archived");
    assertProblem(server.postJson(BANNER + "/status", "{}"), 400, "missing");
    assertProblem(server.postJson(BANNER + "/status", "{\"state\":\"paused\"}"), 400, "'state'");
    assertProblem(server.postJson(BANNER + "/status", "paused"), 400, "JSON object");
    assertProblem(
        server.postJson(DEMO + "/experiences/nothing-here/status", "{\"status\":\"paused\"}"),
        404,
        "nothing-here");
  }

  @Test
  void anInvalidPartIsRefusedWithPathsThatBeginAtThePart() {
    var response = server.putYaml(BANNER, NEW_EXPERIENCE.replace("weight: 100", "weight: 200"));
    assertProblem(response, 422, "mistake");
    var error = json(response).path("errors").get(0);
    assertThat(error.path("path").asString()).isEqualTo("audiences[0].variations[0].weight");
    assertThat(error.path("line").asInt()).isEqualTo(5);
  }

  @Test
  void aKeyOtherThanThePathsIsRefused() {
    var other = server.putYaml(BANNER, "key: another-key\n" + NEW_EXPERIENCE);
    assertProblem(other, 422, "mistake");
  }

  @Test
  void aReferenceToAnAudienceThatIsNotThereIsRefused() {
    var dangling = NEW_EXPERIENCE.replace("{ name: All Users, rule: { everyone: true } }", "FFFF");
    assertProblem(server.putYaml(DEMO + "/experiences/christmas-strip", dangling), 422, "mistake");
  }

  @Test
  void anAudienceInUseIsNotDeletedAndTheAnswerSaysByWhat() {
    assertProblem(
        server.delete(DEMO + "/audiences/42D"), 409, "used by experience homepage-banner");
    assertThat(server.delete(BANNER).statusCode()).isEqualTo(204);
    assertThat(server.delete(DEMO + "/audiences/42D").statusCode()).isEqualTo(204);
  }

  @Test
  void aSegmentThatARuleAsksForIsNotDeleted() {
    assertProblem(server.delete(DEMO + "/segments/vip"), 409, "used by audience 43E");
    assertThat(server.delete(DEMO + "/segments/unused").statusCode()).isEqualTo(204);
    var inline = NEW_EXPERIENCE.replace("everyone: true", "not: { any: [ { segment: vip } ] }");
    assertThat(server.putYaml(DEMO + "/experiences/christmas-strip", inline).statusCode())
        .isEqualTo(201);
    assertProblem(server.delete(DEMO + "/segments/vip"), 409, "experience christmas-strip");
  }

  @Test
  void anAudienceIsCreatedUnderTheIdOfThePath() {
    var created =
        server.putYaml(
            DEMO + "/audiences/AB1", "name: Rich\nrule: { attribute: worth, at_least: 9 }");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    var read = json(server.get(DEMO + "/audiences/AB1"));
    assertThat(read.path("id").asString()).isEqualTo("AB1");
    assertThat(read.path("rule").path("at_least").asInt()).isEqualTo(9);
  }

  @Test
  void listsTellWhatMattersAtAGlance() {
    var experiences = json(server.get(DEMO + "/experiences"));
    assertThat(experiences.path("items").valueStream().map(i -> i.path("key").asString()))
        .containsExactly("homepage-banner", "promo-strip");
    var banner = experiences.path("items").get(0);
    assertThat(banner.path("status").asString()).isEqualTo("active");
    assertThat(banner.path("state").asString()).isEqualTo("active");
    assertThat(banner.path("id").asString()).isEqualTo("65eae5738ea5032b0ef60138");
    var audience = json(server.get(DEMO + "/audiences?q=intent")).path("items").get(0);
    assertThat(audience.path("used_by").asInt()).isEqualTo(1);
    var segments = json(server.get(DEMO + "/segments?limit=1"));
    assertThat(segments.path("count").asInt()).isEqualTo(2);
    assertThat(segments.has("next")).isTrue();
  }

  @Test
  void nothingIsFoundInAWorkspaceThatIsNotThere() {
    for (var path :
        new String[] {"/experiences", "/experiences/abcde", "/audiences", "/segments", "/keys"}) {
      assertProblem(server.get("/admin/v1/workspaces/NOPE" + path), 404, "NOPE");
    }
    assertProblem(server.putYaml("/admin/v1/workspaces/NOPE/segments/x", "name: X"), 404, "NOPE");
    assertProblem(
        server.send(
            server
                .request("/admin/v1/workspaces/NOPE/segments/x/members")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("a"))),
        404,
        "NOPE");
  }
}
