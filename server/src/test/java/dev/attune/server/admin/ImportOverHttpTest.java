package dev.attune.server.admin;

import static dev.attune.server.admin.AdminServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.storage.Identifier;
import dev.attune.storage.WorkspaceId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ImportOverHttpTest extends AdminTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("DEMO");
  private static final String IMPORT = DEMO + "/profiles/import";
  private static final String NDJSON = "application/x-ndjson";

  private static void assertImported(
      HttpResponse<String> response, long created, long updated, long unknown, long bad) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    var answer = json(response);
    assertThat(
            Stream.of("created", "updated", "unknown", "bad")
                .map(name -> answer.path(name).asLong(-1)))
        .as(response.body())
        .containsExactly(created, updated, unknown, bad);
  }

  private Profile profile(String id) {
    var profile = server.storage().profiles().find(WORKSPACE, id);
    assertThat(profile).as(id).isNotNull();
    return profile;
  }

  @Test
  void linesOfJsonBecomeProfiles() {
    var lines =
        """
        {"customer_id":"ann","attributes":{"plan":"gold","age":41},"segments":["vip"]}
        {"customer_id":"bob","update_existing_only":true,"attributes":{"plan":"gold"}}
        {"customer_id":"ann","attributes":{"age":42}}
        """;
    assertImported(server.post(IMPORT, NDJSON, lines), 1, 1, 1, 0);
    assertThat(profile("ann").attributes())
        .containsEntry("plan", new Value.Text("gold"))
        .containsEntry("age", new Value.Amount(42));
    assertThat(profile("ann").segments()).containsExactly("vip");
    assertThat(profile("ann").lastSeen()).isEqualTo(AdminServer.NOW);
    assertThat(server.storage().profiles().find(WORKSPACE, "bob")).isNull();
  }

  @Test
  void aTableBecomesProfiles() {
    var csv = "customer_id,plan,age:number\r\nann,\"gold\nplus\",41\r\nbob,,\r\n";
    assertImported(server.post(IMPORT, "text/csv; charset=utf-8", csv), 2, 0, 0, 0);
    assertThat(profile("ann").attributes())
        .containsEntry("plan", new Value.Text("gold\nplus"))
        .containsEntry("age", new Value.Amount(41));
    assertThat(profile("bob").attributes()).isEmpty();
    var headless = server.post(IMPORT + "?bad_lines=skip", "text/csv", "ann,gold\n");
    assertProblem(headless, 400, "the header has no column customer_id");
  }

  @Test
  void aBadLineRefusesAllOfIt() {
    var lines = "{\"customer_id\":\"ann\"}\n{\"customer_id\":\"guest\"}\n";
    var response = server.post(IMPORT, NDJSON, lines);
    assertProblem(response, 400, "nothing of it was applied");
    assertThat(json(response).path("bad_lines").toString())
        .isEqualTo("[{\"line\":2,\"message\":\"customer_id can not be 'guest'\"}]");
    assertThat(server.storage().profiles().page(WORKSPACE, null, 10)).isEmpty();
    assertImported(server.post(IMPORT + "?bad_lines=skip", NDJSON, lines), 1, 0, 0, 1);
  }

  @Test
  void whatDoesNotFitIntoAProfileIsABadLineToo() {
    var first = "{\"customer_id\":\"ann\",\"attributes\":{%s}}";
    var names = IntStream.range(0, 999).mapToObj(i -> "\"a" + i + "\":1");
    assertImported(
        server.post(IMPORT, NDJSON, first.formatted(names.collect(Collectors.joining(",")))),
        1,
        0,
        0,
        0);
    var response = server.post(IMPORT, NDJSON, first.formatted("\"b\":1,\"c\":2"));
    assertImported(response, 0, 0, 0, 1);
    assertThat(response.body()).contains("more than 1,000 attributes");
    assertThat(profile("ann").attributes()).hasSize(999);
  }

  @Test
  void manyBatchesAreWrittenInTheirOrder() {
    var lines =
        IntStream.range(0, 4_321)
            .mapToObj(
                i ->
                    "{\"customer_id\":\"p%d\",\"attributes\":{\"n\":%d}}".formatted(i % 1_500, i))
            .collect(Collectors.joining("\n"));
    assertImported(server.post(IMPORT, NDJSON, lines), 1_500, 2_821, 0, 0);
    assertThat(profile("p0").attributes()).containsEntry("n", new Value.Amount(3_000));
    assertThat(profile("p1320").attributes()).containsEntry("n", new Value.Amount(4_320));
    assertThat(profile("p1321").attributes()).containsEntry("n", new Value.Amount(2_821));
  }

  @Test
  void identifiersAreClaimed() {
    server.putYaml(
        DEMO,
        AdminServer.SHOP + "identity: { resolution: true, identifiers: [u_em] }\n");
    server.post(IMPORT, "text/csv", "customer_id,u_em\nann,ann@example.com\n");
    assertThat(
            server
                .storage()
                .identities()
                .find(WORKSPACE, new Identifier("u_em", "ann@example.com")))
        .isEqualTo("ann");
  }

  @Test
  void anotherTypeAndAnotherWorkspaceAreRefused() {
    assertProblem(server.post(IMPORT, "application/json", "[]"), 415, "text/csv");
    assertProblem(
        server.post("/admin/v1/workspaces/NOPE/profiles/import", NDJSON, ""), 404, "NOPE");
  }

  @Test
  void aPersonWhoseIdIsImportIsStillFound() {
    server.post(IMPORT, NDJSON, "{\"customer_id\":\"import\"}");
    var encoded = DEMO + "/profiles/%69mport";
    assertThat(json(server.get(encoded)).path("customer_id").asString()).isEqualTo("import");
    assertThat(server.delete(encoded).statusCode()).isEqualTo(204);
  }

  @Test
  void withoutTheTokenNothingIsRead() {
    var request =
        server
            .request(IMPORT)
            .setHeader("Authorization", "Bearer wrong")
            .header("Content-Type", NDJSON)
            .POST(BodyPublishers.ofString("{\"customer_id\":\"ann\"}"));
    assertProblem(server.send(request), 401, "token");
    assertThat(server.storage().profiles().page(WORKSPACE, null, 10)).isEmpty();
  }
}
