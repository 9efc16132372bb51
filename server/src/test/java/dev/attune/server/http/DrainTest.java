package dev.attune.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DrainTest {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<RouteGroup> routes =
      List.of(
          new RouteGroup(
              "/",
              new PlainErrors("x"),
              List.of(
                  Route.get("/wait", Runs.BLOCKING, r -> waitForRelease()),
                  Route.post(
                      "/echo",
                      Runs.INLINE,
                      100,
                      r -> Response.of(200, ContentType.TEXT, r.body())))));

  @Test
  void aRequestInFlightFinishesAndNewConnectionsAreRefused() throws Exception {
    var server = start(Duration.ofSeconds(60));
    int port = server.port();
    try (var waiting = new RawClient(port);
        var sending = new RawClient(port);
        var idle = new RawClient(port)) {
      waiting.send("GET /wait HTTP/1.1\r\nHost: t\r\n\r\n");
      sending.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nab");
      assertThat(idle.get("/none").status()).isEqualTo(404);
      entered.await();
      var closing = Thread.ofPlatform().start(server::close);
      awaitRefusal(port);
      assertThat(closing.isAlive()).isTrue();

      sending.send("cd");
      assertThat(sending.readToEnd()).contains("Connection: close").endsWith("abcd");
      release.countDown();
      assertThat(waiting.readToEnd()).contains("Connection: close").endsWith("waited");
      assertThat(idle.isClosedByServer()).isTrue();
      closing.join();
    }
  }

  @Test
  void closingWaitsNoLongerThanItMay() throws Exception {
    var server = start(Duration.ofMillis(50));
    try (var waiting = new RawClient(server.port())) {
      waiting.send("GET /wait HTTP/1.1\r\nHost: t\r\n\r\n");
      entered.await();
      server.close();
      assertThat(waiting.isClosedByServer()).isTrue();
    }
  }

  @Test
  void closingWithoutRequestsIsImmediateAndTwiceIsOnce() {
    var server = start(Duration.ofDays(1));
    server.close();
    server.close();
  }

  @Test
  void twoServersLiveSideBySideAndAPortIsTakenOnce() {
    try (var first = start(Duration.ofSeconds(1));
        var second = start(Duration.ofSeconds(1))) {
      assertThat(first.port()).isNotEqualTo(second.port());
      assertThatThrownBy(() ->
              HttpServer.start("127.0.0.1", first.port(), Limits.defaults(), routes, null).close())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(String.valueOf(first.port()));
    }
  }

  private HttpServer start(Duration drainTimeout) {
    return HttpServer.start(
        "127.0.0.1", 0, Limits.defaults().withDrainTimeout(drainTimeout), routes, null);
  }

  private static void awaitRefusal(int port) throws Exception {
    while (true) {
      try {
        new RawClient(port).close();
      } catch (UncheckedIOException refused) {
        return;
      }
    }
  }

  private Response waitForRelease() {
    entered.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
    return Response.of(200, ContentType.TEXT, "waited");
  }
}
