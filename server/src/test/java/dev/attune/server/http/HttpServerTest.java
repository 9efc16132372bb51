package dev.attune.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes over the wire for well-behaved callers, and for malformed requests.
@Timeout(30)
class HttpServerTest {
  private static final Header VERSION = Header.fixed("Catalog-Version", "7");

  private final List<String> observed = new CopyOnWriteArrayList<>();
  private final HttpServer server =
      HttpServer.start(
          "127.0.0.1",
          0,
          Limits.defaults(),
          List.of(
              new RouteGroup(
                  "/",
                  new PlainErrors("root"),
                  List.of(
                      Route.get("/hello", Runs.INLINE, r -> text("hello").with(VERSION)),
                      Route.get("/blocking", Runs.BLOCKING, r -> text("from a worker")),
                      Route.post("/echo", Runs.INLINE, 1 << 20, HttpServerTest::echo),
                      Route.post("/echo-blocking", Runs.BLOCKING, 1 << 20, HttpServerTest::echo),
                      Route.delete("/gone", Runs.INLINE, r -> Response.empty(204)),
                      Route.get("/ask", Runs.INLINE, HttpServerTest::ask),
                      Route.get("/people/{id}/{part}", Runs.INLINE, HttpServerTest::person))),
              new RouteGroup(
                  "/bad/",
                  new PlainErrors("bad"),
                  List.of(
                      Route.get("/bad/refused", Runs.INLINE, HttpServerTest::refuse),
                      Route.get("/bad/missing", Runs.BLOCKING, HttpServerTest::missing),
                      Route.get("/bad/fails", Runs.INLINE, HttpServerTest::failing),
                      Route.get("/bad/fails-blocking", Runs.BLOCKING, HttpServerTest::failing),
                      Route.get("/bad/stream", Runs.INLINE, HttpServerTest::streaming)))),
          (route, status, nanos) -> observed.add(route + " " + status + " " + (nanos >= 0)));
  private final RawClient client = new RawClient(server.port());

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void anAnswerHasTheHeadersAskedForAndItsLengthAndNothingElse() throws IOException {
    var answer = client.get("/hello");
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.headers())
        .containsExactlyInAnyOrder(
            "Content-Type: text/plain; charset=utf-8", "Catalog-Version: 7", "Content-Length: 5");
    assertThat(answer.body()).isEqualTo("hello");
  }

  @Test
  void headHasTheHeadersOfGetAndNoBody() throws IOException {
    var get = client.get("/hello");
    client.send("HEAD /hello HTTP/1.1\r\nHost: test\r\n\r\n");
    var head = client.read(false);
    assertThat(head.headers()).isEqualTo(get.headers());
    assertThat(client.get("/blocking").body()).isEqualTo("from a worker");
  }

  @Test
  void anAnswerWithoutBodyHasNoLengthNorType() throws IOException {
    client.send("DELETE /gone HTTP/1.1\r\nHost: test\r\n\r\n");
    var answer = client.read();
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.headers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo", "/echo-blocking"})
  void aBodyArrivesWhole(String path) throws IOException {
    var body = "0123456789".repeat(50_000);
    client.send(post(path, body));
    assertThat(client.read().body()).isEqualTo(body);
    client.send(post(path, ""));
    assertThat(client.read().body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo", "/echo-blocking"})
  void aBodyArrivingByteByByteIsReadWithoutAWorkerWaiting(String path) throws IOException {
    for (char c : post(path, "slow").toCharArray()) {
      client.send(String.valueOf(c));
    }
    assertThat(client.read().body()).isEqualTo("slow");
    assertThat(client.get("/hello").body()).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo", "/echo-blocking"})
  void aChunkedBodyArrivesWhole(String path) throws IOException {
    client.send(chunked(path)).send("3\r\nabc\r\n").send("4;x=y\r\ndefg\r\n").send("0\r\n\r\n");
    assertThat(client.read().body()).isEqualTo("abcdefg");
    assertThat(client.get("/hello").body()).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo", "/echo-blocking"})
  void pipelinedRequestsAreAnsweredInOrder(String path) throws IOException {
    client.send(
        post(path, "one") + post("/none", "x") + post(path, "two") + post("/echo", "three"));
    assertThat(client.read().body()).isEqualTo("one");
    assertThat(client.read().status()).isEqualTo(404);
    assertThat(client.read().body()).isEqualTo("two");
    assertThat(client.read().body()).isEqualTo("three");
  }

  @Test
  void manyPipelinedRequestsCutAtAnyByteAreAnsweredInOrder() throws IOException {
    var all = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      all.append(post(i % 3 == 0 ? "/echo-blocking" : "/echo", "body " + i));
    }
    for (int at = 0; at < all.length(); at += 97) {
      client.send(all.substring(at, Math.min(all.length(), at + 97)));
    }
    for (int i = 0; i < 60; i++) {
      assertThat(client.read().body()).isEqualTo("body " + i);
    }
  }

  @Test
  void http10ClosesUnlessAskedToKeepAlive() throws IOException {
    client.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assertThat(client.read().headers()).contains("Connection: keep-alive", "Content-Length: 5");
    client.send("GET /hello HTTP/1.0\r\n\r\n");
    assertThat(client.readToEnd()).contains("Content-Length: 5").endsWith("\r\n\r\nhello");
  }

  @Test
  void connectionCloseIsHonoured() throws IOException {
    client.send("GET /hello HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    assertThat(client.readToEnd()).contains("Connection: close").endsWith("\r\n\r\nhello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo", "/echo-blocking"})
  void continueIsSentToWhoeverWaitsForIt(String path) throws IOException {
    client.send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    assertThat(client.read().status()).isEqualTo(100);
    client.send("ok");
    assertThat(client.read().body()).isEqualTo("ok");
    assertThat(client.get("/hello").status()).isEqualTo(200);
  }

  @Test
  void parametersOfPathAndQueryAndHeadersAreDecodedWhenAsked() throws IOException {
    assertThat(client.get("/people/a%2Fb%25+%C3%A9/x%20y").body()).isEqualTo("a/b%+é|x y");
    client.send("GET /ask?q=1&q=a+b&none HTTP/1.1\r\nHost: t\r\nX-Thing: Value\r\n\r\n");
    assertThat(client.read().body())
        .isEqualTo("GET /ask [1, a b] 1 null Value Value null 127.0.0.1");
    assertThat(client.get("/ask?q=%ff").body()).isEqualTo("root:Malformed[status=400]");
    assertThat(client.get("/ask?q=%zz").body()).isEqualTo("root:Malformed[status=400]");
  }

  @Test
  void anUnknownPathIsRefusedInTheStyleOfItsGroup() throws IOException {
    assertThat(client.get("/none").body()).isEqualTo("root:NotFound[]");
    var answer = client.get("/bad/none?x=y");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("bad:NotFound[]");
  }

  @Test
  void anotherMethodIsRefusedAndTheRightOnesAreNamed() throws IOException {
    client.send(post("/hello", "abc"));
    var answer = client.read();
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).contains("Allow: GET, HEAD");
    assertThat(client.get("/echo").headers()).contains("Allow: POST");
  }

  @Test
  void whatAHandlerRefusesIsWordedByItsGroup() throws IOException {
    var answer = client.get("/bad/refused");
    assertThat(answer.status()).isEqualTo(418);
    assertThat(answer.headers()).contains("Content-Type: application/problem+json");
    assertThat(answer.body()).isEqualTo("bad:Teapot[reason=short]");
    assertThat(client.get("/bad/missing").body()).isEqualTo("bad:NotFound[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bad/fails", "/bad/fails-blocking", "/bad/stream"})
  void anUnforeseenFailureTellsACodeAndNothingOfTheInside(String path) throws IOException {
    var answer = client.get(path);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).matches("bad:Unexpected\\[code=[A-Za-z]{8}]");
    assertThat(answer.toString()).doesNotContain("secret", "Exception", "inline");
    assertThat(client.get("/hello").body()).isEqualTo("hello");
  }

  @Test
  void eachFailureHasItsOwnCode() throws IOException {
    assertThat(client.get("/bad/fails").body()).isNotEqualTo(client.get("/bad/fails").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET /hello\r\n\r\n",
        "GET /hello HTTP/1.1\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /hello HTTP/3.7\r\nHost: t\r\n\r\n",
        "GET //hello HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /x/%2e%2e/hello HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: t\r\nBad Header: x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: -3\r\n\r\nabcd",
        "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      })
  void whatIsNotHttpIsRefusedShortlyAndTheConnectionClosed(String request) throws IOException {
    var all = client.send(request).readToEnd();
    assertThat(all).matches("(?s)HTTP/1\\.[01] (400|505|501|426) .*");
    assertThat(all).contains("root:Malformed[status=").contains("Connection: close");
    assertThat(all).hasSizeLessThan(250).doesNotContain("Jetty", "jetty", "Server:", "Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz", "%", "%4", "a%ff", "%C3", "%c0%af", "%u0041", "x/%ed%a0%80"})
  void aPathThatCannotBeDecodedIsRefusedInTheWordsOfItsGroup(String part) throws IOException {
    assertThat(client.get("/people/" + part + "/a").statusLine()).contains("400");
    assertThat(client.get("/people/" + part).body()).isEqualTo("root:Malformed[status=400]");
    assertThat(client.get("/bad/" + part).body()).isEqualTo("bad:Malformed[status=400]");
    assertThat(client.get("/bad/refused" + part).body()).isEqualTo("bad:Malformed[status=400]");
    assertThat(client.get("/hello").body()).isEqualTo("hello");
    assertThat(observed).contains("malformed 400 true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../hello", "/hello/", "/hello/.", "/people/../hello", "/people/a/.."})
  void noOtherSpellingReachesAnything(String target) throws IOException {
    assertThat(client.get(target).status()).isIn(400, 404);
  }

  @Test
  void everyAnswerIsObserved() throws IOException {
    client.get("/hello");
    client.get("/people/1/2");
    client.get("/none");
    client.get("/bad/fails");
    client.get("/echo");
    client.send("nonsense\r\n\r\n").readToEnd();
    assertThat(observed)
        .containsExactly(
            "/hello 200 true",
            "/people/{id}/{part} 200 true",
            "unmatched 404 true",
            "/bad/fails 500 true",
            "/echo 405 true",
            "malformed 400 true");
  }

  @Test
  void anArrayLargerThanTheAnswerIsSentInPart() {
    var response = Response.of(200, ContentType.TEXT, "helloworld".getBytes(UTF_8), 5);
    assertThat(response.body()).isEqualTo("hello".getBytes(UTF_8));
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  private static Response text(String body) {
    return Response.of(200, ContentType.TEXT, body);
  }

  private static Response echo(Request request) {
    var padded = java.util.Arrays.copyOf(request.body(), request.body().length + 3);
    return Response.of(200, ContentType.TEXT, padded, padded.length - 3);
  }

  private static Response ask(Request r) {
    return text(
        String.join(
            " ",
            r.method(),
            r.path(),
            r.queryParameters("q").toString(),
            r.queryParameter("q"),
            r.queryParameter("absent"),
            r.header("x-thing"),
            r.header("X-THING"),
            r.header("x-absent"),
            r.remoteAddress()));
  }

  private static Response person(Request request) {
    return text(request.pathParameter("id") + "|" + request.pathParameter("part"));
  }

  private static Response refuse(Request request) {
    throw new Refused(new PlainErrors.Teapot("short"));
  }

  private static Response missing(Request request) {
    throw new Refused(new Refusal.NotFound());
  }

  private static Response failing(Request request) {
    throw new IllegalStateException("a secret of the inside");
  }

  private static Response streaming(Request request) {
    return Response.streamed(200, ContentType.TEXT, out -> out.write(1));
  }

  private static String post(String path, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: t\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String chunked(String path) {
    return "POST " + path + " HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n";
  }
}
