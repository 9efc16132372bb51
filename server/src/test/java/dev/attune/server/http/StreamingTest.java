package dev.attune.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamingTest {
  private static final int LARGE = 5_000_000;

  private final CountDownLatch halfRead = new CountDownLatch(1);
  private final CountDownLatch brokenOff = new CountDownLatch(1);
  private final HttpServer server =
      HttpServer.start(
          "127.0.0.1",
          0,
          Limits.defaults(),
          List.of(
              new RouteGroup(
                  "/",
                  new PlainErrors("x"),
                  List.of(
                      Route.put("/sum", Runs.STREAMING, LARGE, StreamingTest::sum),
                      Route.put("/half", Runs.STREAMING, LARGE, this::half),
                      Route.get("/large", Runs.BLOCKING, r -> large()),
                      Route.get("/breaks", Runs.BLOCKING, r -> breaks(100_000)),
                      Route.get("/fails", Runs.BLOCKING, r -> breaks(0)),
                      Route.get("/endless", Runs.STREAMING, r -> endless())))),
          null);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aLargeBodyIsReadAsItArrivesAndALargeAnswerWrittenAsItIsMade() throws Exception {
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var body = new byte[LARGE];
      body[LARGE - 1] = 1;
      for (var publisher :
          List.of(
              HttpRequest.BodyPublishers.ofByteArray(body),
              HttpRequest.BodyPublishers.ofInputStream(
                  () -> new java.io.ByteArrayInputStream(body)))) {
        var put = HttpRequest.newBuilder(uri("/sum")).PUT(publisher).build();
        assertThat(client.send(put, HttpResponse.BodyHandlers.ofString()).body())
            .isEqualTo(LARGE + " 1");
      }
      var get = HttpRequest.newBuilder(uri("/large")).build();
      var answer = client.send(get, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.body()).hasSize(LARGE);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
      assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
    }
  }

  @Test
  void theFirstBytesAreReadBeforeTheLastAreSent() throws Exception {
    try (var client = new RawClient(server.port())) {
      client.send("PUT /half HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nab");
      halfRead.await();
      assertThat(client.send("cd").read().body()).isEqualTo("abcd");
    }
  }

  @Test
  void headOfAStreamedAnswerWritesNothing() throws IOException {
    try (var client = new RawClient(server.port())) {
      client.send("HEAD /endless HTTP/1.1\r\nHost: t\r\n\r\n");
      assertThat(client.read(false).status()).isEqualTo(200);
      assertThat(client.get("/none").status()).isEqualTo(404);
    }
  }

  @Test
  void anAnswerThatFailsHalfwayDoesNotLookWhole() throws IOException {
    try (var client = new RawClient(server.port())) {
      assertThatThrownBy(() -> client.get("/breaks")).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void anAnswerThatFailsBeforeItsFirstBytesLeftIsA500() throws IOException {
    try (var client = new RawClient(server.port())) {
      var answer = client.get("/fails");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).startsWith("x:Unexpected[code=");
      assertThat(answer.headers()).contains("Content-Type: text/plain; charset=utf-8");
      assertThat(client.get("/none").status()).isEqualTo(404);
    }
  }

  @Test
  void anAnswerNobodyReadsAnyMoreEnds() throws Exception {
    try (var client = new RawClient(server.port())) {
      client.send("GET /endless HTTP/1.1\r\nHost: t\r\n\r\n");
    }
    brokenOff.await();
  }

  @Test
  void aBodyThatBreaksOffEndsItsHandler() throws Exception {
    try (var client = new RawClient(server.port())) {
      client.send("PUT /half HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nab");
      halfRead.await();
    }
    brokenOff.await();
  }

  @Test
  void http10GetsAStreamEndedByTheEndOfTheConnection() throws IOException {
    try (var client = new RawClient(server.port())) {
      var all = client.send("GET /large HTTP/1.0\r\n\r\n").readToEnd();
      assertThat(all.length() - all.indexOf("\r\n\r\n") - 4).isEqualTo(LARGE);
      assertThat(all).doesNotContain("chunked");
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static Response sum(Request request) throws IOException {
    long count = 0;
    long sum = 0;
    var buffer = new byte[8192];
    InputStream in = request.bodyStream();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      count += read;
      for (int i = 0; i < read; i++) {
        sum += buffer[i];
      }
    }
    return Response.of(200, ContentType.TEXT, count + " " + sum);
  }

  private Response half(Request request) throws IOException {
    var in = request.bodyStream();
    var first = new String(in.readNBytes(2), java.nio.charset.StandardCharsets.UTF_8);
    halfRead.countDown();
    try {
      var rest = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return Response.of(200, ContentType.TEXT, first + rest);
    } catch (IOException | Refused e) {
      brokenOff.countDown();
      throw e;
    }
  }

  private static Response large() {
    return Response.streamed(
        200,
        ContentType.CSV,
        out -> {
          for (int i = 0; i < LARGE / 1000; i++) {
            out.write(new byte[1000]);
          }
        });
  }

  private static Response breaks(int afterBytes) {
    return Response.streamed(
        200,
        ContentType.CSV,
        out -> {
          out.write(new byte[afterBytes]);
          throw new IOException("of the source, not the caller");
        });
  }

  private Response endless() {
    return Response.streamed(
        200,
        ContentType.CSV,
        out -> {
          try {
            while (true) {
              out.write(new byte[1000]);
            }
          } catch (IOException e) {
            brokenOff.countDown();
            throw e;
          }
        });
  }
}
