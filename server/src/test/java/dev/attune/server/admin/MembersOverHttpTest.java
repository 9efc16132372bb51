package dev.attune.server.admin;

import static dev.attune.server.admin.AdminServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Profile;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MembersOverHttpTest extends AdminTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("DEMO");
  private static final String MEMBERS = DEMO + "/segments/vip/members";
  private static final String NDJSON = "application/x-ndjson";
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
    assertChanged(post("text/csv; charset=utf-8", csv), 3, 0, 0, 1);
    assertThat(members()).containsExactlyInAnyOrder("ann", "a,\"b\"", "ünï");
  }

  @Test
  void aListInNdjsonIsAddedAndTakenOut() {
    assertChanged(
        post(NDJSON, "\"ann\"\n{\"customer_id\":\"bob\",\"note\":[1]}\n"), 2, 0, 0, 0);
    assertChanged(
        upload("DELETE", MEMBERS, NDJSON, "\"ann\"\n\"stranger\"\n\"ünï\"\n"), 0, 1, 1, 1);
    assertThat(members()).containsExactly("bob");
  }

  @Test
  void whoIsInAlreadyOrTwiceInTheListIsUnchanged() {
    assertChanged(post("text/csv", "ann\nann\nbob"), 2, 0, 1, 0);
    assertChanged(post("text/csv", "ann\nünï"), 1, 0, 1, 0);
  }

  @Test
  void aListThatReplacesPutsEverybodyElseOut() {
    post("text/csv", "ann\nbob");
    assertChanged(upload("PUT", MEMBERS, "text/csv", "bob\nünï\nstranger"), 1, 1, 1, 1);
    assertThat(members()).containsExactlyInAnyOrder("bob", "ünï");
    assertChanged(upload("PUT", MEMBERS, "text/csv", ""), 0, 2, 0, 0);
    assertThat(members()).isEmpty();
  }

  @Test
  void aBadLineRefusesTheWholeList() {
    post("text/csv", "bob");
    for (var method : List.of("PUT", "POST", "DELETE")) {
      var response = upload(method, MEMBERS, NDJSON, "\"ann\"\n\"bob\"\n7\n");
      assertProblem(response, 400, "nothing of it was applied");
      var problem = json(response);
      assertThat(problem.path("bad").asInt()).isEqualTo(1);
      assertThat(problem.path("bad_lines").get(0).path("line").asInt()).isEqualTo(3);
      assertThat(members()).containsExactly("bob");
    }
    assertProblem(upload("POST", MEMBERS + "?bad_lines=no", NDJSON, ""), 400, "skip nor refuse");
  }

  @Test
  void badLinesAreCountedAndTheFirstHundredReported() {
    var lines =
        "\"ann\"\n{\"id\":\"bob\"}\n7\nnothing\n\"bob\" \"ann\"\n\"\"\n\"%s\"\n"
                .formatted("x".repeat(600))
            + "\"%s\"\n".formatted("y".repeat(200_000))
            + "[\n".repeat(200);
    var answer = json(upload("POST", MEMBERS + "?bad_lines=skip", NDJSON, lines));
    assertThat(answer.path("added").asInt()).isEqualTo(1);
    assertThat(answer.path("bad").asInt()).isEqualTo(207);
    assertThat(answer.path("bad_lines")).hasSize(100);
    assertThat(answer.path("bad_lines").get(0).path("line").asInt()).isEqualTo(2);
    assertThat(
            answer.path("bad_lines").valueStream().limit(7).map(l -> l.path("message").asString()))
        .containsExactly(
            "the line is neither a JSON string nor an object with customer_id as one",
            "the line is neither a JSON string nor an object with customer_id as one",
            "the line is not JSON in UTF-8",
            "there is more than one JSON value",
            "the customer id is blank",
            "the customer id is 600 characters, at most 512",
            "the line is longer than 131,072 bytes");
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
    var answer = json(upload("POST", MEMBERS + "?bad_lines=skip", "text/csv", csv));
    assertThat(answer.path("bad_lines").valueStream().map(l -> l.path("message").asString()))
        .containsExactly(
            "there is more than one column; an id with a comma goes in quotes",
            "the quote is not closed",
            "there is something after a closing quote",
            "the customer id is blank");
  }

  @Test
  void aLongListIsStagedPieceByPiece() {
    var ids = IntStream.range(0, 3_201).mapToObj(i -> "p" + i).toList();
    server
        .storage()
        .profiles()
        .write(
            WORKSPACE,
            Policy.NONE,
            ids.stream()
                .map(id -> ProfileWrite.of(id, SEEN, AttributeChanges.NONE, List.of()))
                .toList());
    assertChanged(post("text/csv", String.join("\n", ids)), 3_201, 0, 0, 0);
    assertThat(members()).hasSize(3_201);
  }

  @Test
  void aListThatBreaksOffChangesNothing() throws IOException {
    post("text/csv", "bob");
    var url = URI.create(server.url());
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      var head =
          "PUT %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: text/csv\r\n"
                  .formatted(MEMBERS, AdminServer.TOKEN)
              + "Content-Length: 1000000\r\n\r\n"
              + "ann\n".repeat(5_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }
    // The next one on the same segment shows that nothing of it is left.
    assertChanged(post("text/csv", "ünï"), 1, 0, 0, 0);
    assertThat(members()).containsExactlyInAnyOrder("bob", "ünï");
  }

  @Test
  void segmentsSayHowManyPeopleTheyHave() {
    post("text/csv", "ann\nbob");
    assertThat(
            json(server.get(DEMO + "/segments"))
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString() + " " + item.path("size").asLong()))
        .containsExactly("unused 0", "vip 2");
    var one = server.get(DEMO + "/segments/vip");
    assertThat(json(one).path("size").asLong()).isEqualTo(2);
    upload("DELETE", MEMBERS, "text/csv", "ann");
    var etag = AdminServer.etag(one);
    var later =
        server.send(server.request(DEMO + "/segments/vip").header("If-None-Match", etag).GET());
    assertThat(json(later).path("size").asLong()).isEqualTo(1);
    assertThat(AdminServer.etag(later)).isEqualTo(etag);
    assertThat(
            server
                .send(
                    server
                        .request(DEMO + "/segments/vip")
                        .header("Accept", "application/yaml")
                        .GET())
                .body())
        .contains("size: 1\n");
  }

  @Test
  void whatIsShownOfASegmentCanBePutBack() {
    post("text/csv", "ann");
    var shown = server.get(DEMO + "/segments/vip").body();
    var put = server.putYaml(DEMO + "/segments/vip", shown);
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(json(put).path("differences")).isEmpty();
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

  private HttpResponse<String> post(String type, String list) {
    return upload("POST", MEMBERS, type, list);
  }

  private HttpResponse<String> upload(String method, String path, String type, String list) {
    return server.send(
        server
            .request(path)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(list)));
  }

  private static void assertChanged(
      HttpResponse<String> response, long added, long removed, long unchanged, long unknown) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    var answer = json(response);
    assertThat(
            Stream.of("added", "removed", "unchanged", "unknown", "bad")
                .map(name -> answer.path(name).asLong(-1)))
        .as(response.body())
        .containsExactly(added, removed, unchanged, unknown, 0L);
  }

  private Set<String> members() {
    return server.storage().profiles().page(WORKSPACE, null, 10_000).stream()
        .filter(profile -> profile.segments().contains("vip"))
        .map(profile -> profile.customerId())
        .collect(Collectors.toSet());
  }
}
