package dev.attune.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.attune.benchmarks.load.Turns.Side;
import dev.attune.benchmarks.shop.ExperienceNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Skipped where wrk or nginx is not installed.
class WrkAndNginxTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Pattern UUID =
      Pattern.compile("\"moe_event_uuid\":\"([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\"");

  private static final Pattern DEED =
      Pattern.compile("\"event_uuid\":\"([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\"");

  private final ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();

  @TempDir private Path directory;

  @Test
  void nginxAnswersAPostWithExactlyTheBytesItWasGiven() throws Exception {
    var body = "{\"price\":\"$5 ${x} it's \\\"so\\\" \\\\ ₹\"}" + "₹😀'".repeat(2_000);
    try (var nginx = nginx(body);
        var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(nginx.base().resolve("/any/path"))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      var response = client.send(request, BodyHandlers.ofString(UTF_8));
      assertThat(response.body()).isEqualTo(body);
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/json; charset=utf-8");
    }
  }

  @Test
  void twoThatAreTheSameAreAboutEquallyFast() throws Exception {
    try (var nginx = nginx("{}")) {
      var endpoint = new Endpoint(nginx.base(), "BENCH", "secret");
      var script = script(Scripts.fetch(endpoint, 1_000, List.of()));
      var same = new Side(nginx.contestant(), Scripts.FETCH, script, SECOND);
      var duel = Duel.fight(wrk(), same, same, 1);
      assertThat(duel.median().ratio()).isBetween(0.1, 10.0);
      assertThat(duel.answered()).isPositive();
      assertThat(duel.median().serverMicros()).isBetween(0.1, 1_000.0);
    }
  }

  @Test
  void aFetchNamesThePersonAndTheKey() throws Exception {
    load(endpoint -> Scripts.fetch(endpoint, 10, List.of(ExperienceNames.FOR_ALL)), 200);
    assertThat(bodies)
        .isNotEmpty()
        .allMatch(body ->
            body.matches(
                "\\{\"identifiers\":\\{\"customer_id\":\"user_000000\\d\"},"
                    + "\"experience_key\":\\[\"experience-00000\"]}"));
    assertThat(bodies.stream().distinct()).hasSizeGreaterThan(5);
  }

  @Test
  void aFetchOfAllNamesNoKey() throws Exception {
    load(endpoint -> Scripts.fetch(endpoint, 10, List.of()), 200);
    assertThat(bodies)
        .isNotEmpty()
        .allMatch(
            body -> body.matches("\\{\"identifiers\":\\{\"customer_id\":\"user_000000\\d\"}}"));
  }

  @Test
  void everyEventHasAnIdOfItsOwn() throws Exception {
    load(endpoint -> Scripts.events(endpoint, 10, 1_767_225_600), 200);
    var ids =
        bodies.stream().flatMap(body -> UUID.matcher(body).results()).map(r -> r.group(1)).toList();
    assertThat(ids).hasSize(Scripts.BATCH * bodies.size()).doesNotHaveDuplicates();
    assertThat(ids.stream().map(id -> id.substring(9, 13)).distinct()).hasSize(2); // two runs
  }

  @Test
  void everyEventOfTheDataApiHasAnIdOfItsOwnAndTheLastIsTheGoal() throws Exception {
    load(endpoint -> Scripts.deeds(endpoint, 10), 200);
    var ids =
        bodies.stream().flatMap(body -> DEED.matcher(body).results()).map(r -> r.group(1)).toList();
    assertThat(ids).hasSize(Scripts.DEEDS_BATCH * bodies.size()).doesNotHaveDuplicates();
    assertThat(bodies)
        .isNotEmpty()
        .allMatch(body -> body.startsWith("{\"type\":\"event\",\"customer_id\":\"user_000000"))
        .allMatch(
            body -> body.contains(",{\"action\":\"Order Placed\",\"attributes\":{\"total\":"));
  }

  @Test
  void pausesMakeALoadSmallerAndGoToThoseAskedFor() throws Exception {
    load(endpoint -> Scripts.fetch(endpoint, 7, 9, List.of(), 200), 200);
    // Two runs of a second, in which a connection sends five requests; without pauses, thousands.
    assertThat(bodies).hasSizeBetween(1, 2 * Load.CONNECTIONS * 30);
    assertThat(bodies).allMatch(body -> body.matches(".*\"user_000000[78]\".*"));
  }

  @Test
  void aServerThatRefusesLosesTheDuelByName() throws Exception {
    var _ = wrk(); // skipped without it, not failed
    assertThatThrownBy(() -> load(endpoint -> Scripts.fetch(endpoint, 10, List.of()), 401))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("failed");
  }

  private interface ScriptOf {
    String text(Endpoint endpoint);
  }

  /// A second of load on a server that keeps what it is sent.
  private void load(ScriptOf script, int status) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      var base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      var file = script(script.text(new Endpoint(base, "BENCH", "secret")));
      var who = new Contestant(base, ProcessHandle.current());
      var same = new Side(who, Scripts.FETCH, file, SECOND);
      Duel.fight(wrk(), same, same, 1);
    } finally {
      server.stop(0);
    }
  }

  private Path script(String text) throws IOException {
    return Files.writeString(directory.resolve("load.lua"), text, UTF_8);
  }

  private static Wrk wrk() {
    var program = Tool.WRK.find();
    assumeTrue(program.isPresent(), "wrk is not installed: " + Tool.WRK.install());
    return new Wrk(program.orElseThrow());
  }

  private Nginx nginx(String body) throws IOException, InterruptedException {
    var program = Tool.NGINX.find();
    assumeTrue(program.isPresent(), "nginx is not installed: " + Tool.NGINX.install());
    return Nginx.start(program.orElseThrow(), directory, body);
  }
}
