package dev.attune.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is asked of callers who send too much, too slowly or too often.
@Timeout(30)
class HttpLimitsTest {
  private static final Limits LIMITS =
      Limits.defaults().withWorkers(1, 1).withStreams(1, 1_000_000);

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger handled = new AtomicInteger();

  private final List<RouteGroup> routes =
      List.of(
          new RouteGroup(
              "/",
              new PlainErrors("x"),
              List.of(
                  Route.post("/ten", Runs.INLINE, 10, this::length),
                  Route.post("/ten-blocking", Runs.BLOCKING, 10, this::length),
                  Route.put("/ten-stream", Runs.STREAMING, 10, this::streamLength),
                  Route.put("/stream", Runs.STREAMING, 1L << 40, this::streamLength),
                  Route.post("/strangers", Runs.INLINE, 10, strangersOut(this::length)),
                  Route.post("/strangers-blocking", Runs.BLOCKING, 10, strangersOut(this::length)),
                  Route.put(
                      "/strangers-stream", Runs.STREAMING, 10, strangersOut(this::streamLength)),
                  Route.get("/wait", Runs.BLOCKING, this::waitForRelease),
                  Route.post("/wait-large", Runs.BLOCKING, 100_000, this::waitForRelease),
                  Route.put("/wait-stream", Runs.STREAMING, 10, this::waitForRelease))));
  private HttpServer server = HttpServer.start("127.0.0.1", 0, LIMITS, routes, null);

  @AfterEach
  void close() {
    release.countDown();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /ten", "POST /ten-blocking", "PUT /ten-stream"})
  void aBodyOfTheLimitIsRead(String target) throws IOException {
    try (var client = connect()) {
      assertThat(client.send(declared(target, 10) + "0123456789").read().body()).isEqualTo("10");
      assertThat(client.send(chunked(target) + "a\r\n0123456789\r\n0\r\n\r\n").read().body())
          .isEqualTo("10");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /ten", "POST /ten-blocking", "PUT /ten-stream"})
  void aBodyDeclaredLargerIsRefusedBeforeItIsSent(String target) throws IOException {
    try (var client = connect()) {
      assertThat(client.send(declared(target, 11)).readToEnd())
          .startsWith("HTTP/1.1 413 ")
          .contains("Connection: close")
          .endsWith("x:BodyTooLarge[limitBytes=10]");
    }
    assertThat(handled).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /ten", "POST /ten-blocking", "PUT /ten-stream"})
  void aBodyThatTurnsOutLargerIsRefusedWhenItDoes(String target) throws IOException {
    try (var client = connect()) {
      var answer = client.send(chunked(target) + "6\r\n012345\r\n5\r\n01234\r\n").read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).isEqualTo("x:BodyTooLarge[limitBytes=10]");
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void whoeverAsksBeforeSendingIsRefusedWithoutContinue() throws IOException {
    try (var client = connect()) {
      client.send(
          "POST /ten HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void aCompressedBodyIsRefused() throws IOException {
    try (var client = connect()) {
      client.send(
          "POST /ten HTTP/1.1\r\nHost: t\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 415 ").endsWith("x:EncodedBody[]");
    }
    try (var client = connect()) {
      client.send(
          "POST /ten HTTP/1.1\r\nHost: t\r\nContent-Encoding: identity\r\nContent-Length: 2\r\n\r\nab");
      assertThat(client.read().body()).isEqualTo("2");
    }
  }

  @Test
  void aBodyCompressedForTheTransferIsRefusedToo() throws IOException {
    try (var client = connect()) {
      var gzipped = chunked("POST /ten").replace("chunked", "gzip, chunked");
      assertThat(client.send(gzipped + "2\r\nab\r\n0\r\n\r\n").readToEnd())
          .startsWith("HTTP/1.1 415 ")
          .endsWith("x:EncodedBody[]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /strangers", "POST /strangers-blocking", "PUT /strangers-stream"})
  void whoMayNotSendABodyHearsSoBeforeMoreOfItIsAwaitedOrItsLengthRefused(String target)
      throws IOException {
    for (var opening :
        List.of(declared(target, 10) + "0", declared(target, 11), chunked(target) + "1\r\n0\r\n")) {
      try (var client = connect()) {
        var answer = client.send(opening).read();
        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.headers()).contains("Connection: close");
      }
    }
    try (var client = connect()) {
      assertThat(
              client
                  .send(chunked(target) + "6\r\n012345\r\n5\r\n01234\r\n0\r\n\r\n")
                  .read()
                  .status())
          .isEqualTo(418);
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void bodiesOfAllConnectionsTogetherAreBounded() throws Exception {
    restart(LIMITS.withMaxHeldBytes(100_000));
    var large = declared("POST /wait-large", 60_000) + "x".repeat(60_000);
    try (var first = connect();
        var second = connect()) {
      first.send(large);
      entered.await();
      var refused = second.send(large).read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers()).contains("Retry-After: 1", "Connection: close");
      assertThat(refused.body()).isEqualTo("x:Busy[]");
      release.countDown();
      assertThat(first.read().body()).isEqualTo("waited");
      for (int i = 0; i < 3; i++) {
        assertThat(first.send(large).read().body()).isEqualTo("waited");
      }
    }
  }

  @Test
  void tooLongAHeadIsRefused() throws IOException {
    try (var client = connect()) {
      client.send("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: t\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 414 ").contains("status=414");
    }
    try (var client = connect()) {
      client.send("GET / HTTP/1.1\r\nHost: t\r\nX-Long: " + "a".repeat(9_000) + "\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 431 ").contains("status=431");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /ten", "POST /ten-blocking", "PUT /ten-stream"})
  void aBodyThatStopsArrivingIsRefused(String target) throws IOException {
    restart(
        LIMITS.withTimeouts(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMinutes(1)));
    try (var client = connect()) {
      assertThat(client.send(declared(target, 10) + "0").readToEnd())
          .startsWith("HTTP/1.1 408 ")
          .endsWith("x:BodyTooSlow[]");
    }
    assertThat(handled).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /ten", "POST /ten-blocking", "PUT /stream"})
  void aBodyThatTricklesIsRefused(String target) throws IOException {
    restart(
        LIMITS.withTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(50)));
    try (var client = connect()) {
      client.send(chunked(target));
      // An empty chunk extension a time: always something, never enough. Ends when the server does.
      var answer = trickle(client, "1;" + "x".repeat(3_000));
      assertThat(answer).startsWith("HTTP/1.1 408 ").endsWith("x:BodyTooSlow[]");
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void aHeadThatTricklesEndsTheConnection() throws IOException {
    restart(
        LIMITS.withTimeouts(Duration.ofMinutes(1), Duration.ofMillis(100), Duration.ofMinutes(1)));
    try (var client = connect()) {
      assertThat(client.send(declared("POST /ten", 1) + "0").read().body()).isEqualTo("1");
      assertThat(trickle(client, "GET / HTTP/1.1\r\nX: " + "x".repeat(3_000))).isEmpty();
    }
  }

  @Test
  void anIdleConnectionOutlivesTheHeadTimeoutButNotTheIdleTimeout() throws IOException {
    restart(
        LIMITS.withTimeouts(Duration.ofMillis(400), Duration.ofMillis(20), Duration.ofMinutes(1)));
    try (var client = connect()) {
      assertThat(client.send(declared("POST /ten", 1) + "0").read().body()).isEqualTo("1");
      long start = System.nanoTime();
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }
  }

  @Test
  void aRequestThatFindsTheQueueFullIsToldToComeBack() throws Exception {
    try (var first = connect();
        var second = connect();
        var third = connect()) {
      first.send("GET /wait HTTP/1.1\r\nHost: t\r\n\r\n");
      entered.await();
      second.send("GET /wait HTTP/1.1\r\nHost: t\r\n\r\n");
      while (server.queuedRequests() == 0) {
        Thread.onSpinWait();
      }
      var refused = third.get("/wait");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers()).contains("Retry-After: 1");
      assertThat(refused.body()).isEqualTo("x:Busy[]");
      // neither inline routes nor streams wait for workers
      assertThat(third.send(declared("POST /ten", 1) + "0").read().body()).isEqualTo("1");
      assertThat(third.send(declared("PUT /stream", 1) + "0").read().body()).isEqualTo("1");
      release.countDown();
      assertThat(first.read().body()).isEqualTo("waited");
      assertThat(second.read().body()).isEqualTo("waited");
      assertThat(third.get("/wait").body()).isEqualTo("waited");
    }
  }

  @Test
  void aStreamThatFindsAllTakenIsToldToComeBack() throws Exception {
    try (var first = connect();
        var second = connect();
        var third = connect()) {
      first.send(declared("PUT /wait-stream", 0));
      entered.await();
      second.send(declared("PUT /wait-stream", 0));
      while (server.queuedStreams() == 0) {
        Thread.onSpinWait();
      }
      assertThat(third.send(declared("PUT /wait-stream", 0)).readToEnd())
          .startsWith("HTTP/1.1 503 ")
          .contains("Retry-After: 1");
      release.countDown();
      assertThat(first.read().body()).isEqualTo("waited");
      assertThat(second.read().body()).isEqualTo("waited");
    }
  }

  @Test
  void connectionsBeyondTheLimitWaitForOneToClose() throws IOException {
    restart(LIMITS.withMaxConnections(2));
    try (var waiting = closeOneOfThree()) {
      assertThat(waiting.read().body()).isEqualTo("1");
    }
  }

  private RawClient closeOneOfThree() throws IOException {
    try (var first = connect();
        var second = connect()) {
      assertThat(first.send(declared("POST /ten", 1) + "0").read().status()).isEqualTo(200);
      assertThat(second.send(declared("POST /ten", 1) + "0").read().status()).isEqualTo(200);
      int before = handled.get();
      var third = connect().send(declared("POST /ten", 1) + "0");
      assertThat(second.send(declared("POST /ten", 1) + "0").read().status()).isEqualTo(200);
      assertThat(handled).hasValue(before + 1);
      return third;
    }
  }

  /// Sends `text` a byte at a time until the server closes, and what the server said.
  private static String trickle(RawClient client, String text) throws IOException {
    var sender =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 0; i < text.length(); i++) {
                  client.send(text.substring(i, i + 1));
                  Thread.sleep(2); // the pace is the input here, nothing is waited for
                }
              } catch (IOException | InterruptedException closed) {
                return; // the server had enough
              }
            });
    var answer = client.readToEnd();
    sender.interrupt();
    return answer;
  }

  private void restart(Limits limits) {
    server.close();
    server = HttpServer.start("127.0.0.1", 0, limits, routes, null);
  }

  private RawClient connect() {
    return new RawClient(server.port());
  }

  private static String declared(String target, int length) {
    return target + " HTTP/1.1\r\nHost: t\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static String chunked(String target) {
    return target + " HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n";
  }

  /// Strangers are those who do not name themselves.
  private static Handler strangersOut(Handler handler) {
    return Handler.admitting(
        request -> {
          if (request.header("Name") == null) {
            throw new Refused(new PlainErrors.Teapot("a stranger"));
          }
        },
        handler);
  }

  private Response length(Request request) {
    handled.incrementAndGet();
    return Response.of(200, ContentType.TEXT, String.valueOf(request.body().length));
  }

  private Response streamLength(Request request) throws IOException {
    int length = request.bodyStream().readAllBytes().length;
    handled.incrementAndGet();
    return Response.of(200, ContentType.TEXT, String.valueOf(length));
  }

  private Response waitForRelease(Request request) {
    entered.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Response.of(200, ContentType.TEXT, "waited");
  }
}
