package dev.attune.server.admin;

import static dev.attune.server.admin.AdminServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Profile;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MembersOverHttpTest extends AdminTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("DEMO");
  private static final String MEMBERS = DEMO + "/segments/vip/members";
  private static final Instant SEEN = Instant.parse("2026-11-01T00:00:00Z");

  @BeforeEach
  void knowSomePeople() {
    for (var id : List.of("ann", "bob", "a,\"b\"", "ünï")) {
      know(id);
    }
  }

  private void know(String id) {
    server
        .storage()
        .profiles()
        .write(
            WORKSPACE,
            Policy.NONE,
            List.of(ProfileWrite.of(id, SEEN, AttributeChanges.NONE, List.of())));
  }

  @Test
  void aListInCsvIsAdded() {
    var csv = "\uFEFFcustomer_id\r\nann\r\n\"a,\"\"b\"\"\"\r\n\r\nünï\r\nstranger";
    var answer = json(server.post(MEMBERS, "text/csv; charset=utf-8", csv));
    assertThat(answer.path("added").asInt()).isEqualTo(3);
    assertThat(answer.path("unknown").asInt()).isEqualTo(1);
    assertThat(answer.path("bad").asInt()).isZero();
    assertThat(members()).containsExactlyInAnyOrder("ann", "a,\"b\"", "ünï");
  }

  @Test
  void aListInNdjsonIsAddedAndTakenOut() {
    var lines = "\"ann\"\n{\"customer_id\":\"bob\",\"note\":[1]}\n";
    assertThat(json(server.post(MEMBERS, "application/x-ndjson", lines)).path("added").asInt())
        .isEqualTo(2);
    var gone =
        server
            .request(MEMBERS)
            .header("Content-Type", "application/x-ndjson")
            .method("DELETE", BodyPublishers.ofString("\"ann\"\n\"stranger\"\n"));
    var answer = json(server.send(gone));
    assertThat(answer.path("removed").asInt()).isEqualTo(1);
    assertThat(answer.path("unknown").asInt()).isEqualTo(1);
    assertThat(members()).containsExactly("bob");
  }

  @Test
  void badLinesAreCountedAndTheFirstHundredReported() {
    var lines =
        "\"ann\"\n{\"id\":\"bob\"}\n7\nnothing\n\"bob\" \"ann\"\n\"\"\n\"%s\"\n"
                .formatted("x".repeat(600))
            + "\"%s\"\n".formatted("y".repeat(20_000))
            + "[\n".repeat(200);
    var answer = json(server.post(MEMBERS, "application/x-ndjson", lines));
    assertThat(answer.path("added").asInt()).isEqualTo(1);
    assertThat(answer.path("bad").asInt()).isEqualTo(207);
    assertThat(answer.path("bad_lines")).hasSize(100);
    assertThat(answer.path("bad_lines").get(0).path("line").asInt()).isEqualTo(2);
    assertThat(
            answer.path("bad_lines").valueStream().limit(7).map(l -> l.path("message").asString()))
        .containsExactly(
            "the line is neither a JSON string nor an object with customer_id as one",
            "the line is neither a JSON string nor an object with customer_id as one",
            "the line is not JSON",
            "there is more than one JSON value",
            "the customer id is blank",
            "the customer id is 600 characters, at most 512",
            "the line is longer than 8,192 bytes");
  }

  @Test
  void badLinesInCsvAreSaid() {
    var csv =
        """
        a,b
        "open
        "x"y
        ""
        """;
    var answer = json(server.post(MEMBERS, "text/csv", csv));
    assertThat(answer.path("bad_lines").valueStream().map(l -> l.path("message").asString()))
        .containsExactly(
            "there is more than one column; an id with a comma goes in quotes",
            "the quote is not closed",
            "there is something after the closing quote",
            "the customer id is blank");
  }

  @Test
  void aLongListIsWrittenBatchByBatch() {
    var ids = IntStream.range(0, 1_201).mapToObj(i -> "p" + i).toList();
    server
        .storage()
        .profiles()
        .write(
            WORKSPACE,
            Policy.NONE,
            ids.stream()
                .map(id -> ProfileWrite.of(id, SEEN, AttributeChanges.NONE, List.of()))
                .toList());
    var answer = json(server.post(MEMBERS, "text/csv", String.join("\n", ids)));
    assertThat(answer.path("added").asInt()).isEqualTo(1_201);
    assertThat(members()).hasSize(1_201);
  }

  @Test
  void beingPutOnAListIsNotBeingSeen() {
    server.post(MEMBERS, "text/csv", "ann");
    assertThat(server.storage().profiles().page(WORKSPACE, null, 100))
        .extracting(Profile::lastSeen)
        .containsOnly(SEEN);
  }

  @Test
  void nobodyIsMadeUp() {
    server.post(MEMBERS, "text/csv", "stranger");
    assertThat(server.storage().profiles().find(WORKSPACE, "stranger")).isNull();
  }

  @Test
  void anUndeclaredSegmentAndAnotherTypeAreRefused() {
    assertProblem(server.post(DEMO + "/segments/nope/members", "text/csv", "ann"), 404, "nope");
    assertProblem(server.post(MEMBERS, "application/json", "[\"ann\"]"), 415, "text/csv");
    HttpResponse<String> untyped =
        server.send(server.request(MEMBERS).POST(BodyPublishers.ofString("ann")));
    assertProblem(untyped, 415, "no Content-Type");
  }

  private Set<String> members() {
    return server.storage().profiles().page(WORKSPACE, null, 10_000).stream()
        .filter(profile -> profile.segments().contains("vip"))
        .map(profile -> profile.customerId())
        .collect(Collectors.toSet());
  }
}
