package dev.attune.server.admin;

import static dev.attune.server.admin.AdminServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KeysOverHttpTest extends AdminTest {
  private static final String KEYS = DEMO + "/keys";

  @Test
  void aSecretIsShownOnceAndWorksAtOnce() {
    var created = server.postJson(KEYS, "{\"kind\":\"personalize\",\"name\":\"app\"}");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(created.headers().firstValue("Cache-Control")).hasValue("no-store");
    var secret = json(created).path("secret").asString();
    assertThat(secret).hasSizeGreaterThan(20);
    assertThat(server.fetchStatus("DEMO", secret)).isEqualTo(200);
    var listed = server.get(KEYS);
    assertThat(json(listed).path("count").asInt()).isEqualTo(2);
    assertThat(listed.body()).doesNotContain(secret).doesNotContain("sha256");
    assertThat(server.get(DEMO).body()).doesNotContain(secret);
  }

  @Test
  void regeneratingEndsTheOlderKeysOfThatKindAtOnce() {
    var data = json(server.postJson(KEYS, "{\"kind\":\"data\"}")).path("id").asString();
    var made = server.postJson(KEYS + "/regenerate", "{\"kind\":\"personalize\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(server.fetchStatus("DEMO", "demo-personalize-key")).isEqualTo(401);
    assertThat(server.fetchStatus("DEMO", json(made).path("secret").asString())).isEqualTo(200);
    assertThat(json(server.get(KEYS)).path("items").valueStream().map(k -> k.path("id").asString()))
        .containsExactly(data, json(made).path("id").asString());
  }

  @Test
  void aDeletedKeyOpensNothing() {
    var id = json(server.get(KEYS)).path("items").get(0).path("id").asString();
    assertThat(server.delete(KEYS + "/" + id).statusCode()).isEqualTo(204);
    assertThat(server.fetchStatus("DEMO", "demo-personalize-key")).isEqualTo(401);
    assertProblem(server.delete(KEYS + "/" + id), 404, id);
  }

  @Test
  void thereAreOnlySoManyKeysOfAKind() {
    for (int i = 1; i < 10; i++) {
      assertThat(server.postJson(KEYS, "{\"kind\":\"personalize\"}").statusCode()).isEqualTo(201);
    }
    assertProblem(server.postJson(KEYS, "{\"kind\":\"personalize\"}"), 409, "10");
    assertThat(server.postJson(KEYS, "{\"kind\":\"data\"}").statusCode()).isEqualTo(201);
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertProblem(server.postJson(KEYS, "{\"kind\":\"master\"}"), 400, "personalize, data");
    assertProblem(server.postJson(KEYS, "{\"name\":\"x\"}"), 400, "missing");
    assertProblem(
        server.postJson(KEYS, "{\"kind\":\"data\",\"secret\":\"mine\"}"), 400, "'secret'");
    assertProblem(server.postJson(KEYS, "{\"kind\":7}"), 400, "text");
    assertProblem(
        server.postJson(KEYS, "{\"kind\":\"data\",\"name\":\"%s\"}".formatted("x".repeat(257))),
        400,
        "257");
    assertProblem(
        server.postJson("/admin/v1/workspaces/NOPE/keys", "{\"kind\":\"data\"}"), 404, "NOPE");
  }
}
