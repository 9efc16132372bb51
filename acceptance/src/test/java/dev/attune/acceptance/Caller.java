package dev.attune.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// Speaks HTTP.
final class Caller {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private Caller() {}

  /// With nothing in it but the address.
  static HttpRequest.Builder to(Attune attune, String path) {
    return to(attune.http(), path);
  }

  static HttpRequest.Builder to(URI server, String path) {
    return HttpRequest.newBuilder(URI.create(server + path)).timeout(PATIENCE);
  }

  /// Under the admin token.
  static HttpRequest.Builder admin(Attune attune, String path) {
    return to(attune, "/admin/v1" + path).header("Authorization", "Bearer " + Attune.ADMIN_TOKEN);
  }

  static BodyPublisher body(String text) {
    return BodyPublishers.ofString(text);
  }

  static String basic(String user, String secret) {
    var pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  static Answer send(HttpRequest.Builder request) {
    try {
      return trySend(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// For tests that expect the server to go away.
  static Answer trySend(HttpRequest.Builder request) throws IOException {
    try {
      return Answer.of(CLIENT.send(request.build(), BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
