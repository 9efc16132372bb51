package dev.attune.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.attune.benchmarks.load.Endpoint;
import dev.attune.benchmarks.load.Scripts;
import dev.attune.benchmarks.shop.WorkspaceDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// Asks the server one thing at a time.
final class Caller implements AutoCloseable {
  private static final String PERSONALIZE_KEY = "benchmark-personalize-key";
  private static final String DATA_KEY = "benchmark-data-api-key";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static Endpoint endpoint(URI base) {
    return new Endpoint(base, Population.WORKSPACE.text(), PERSONALIZE_KEY);
  }

  static Endpoint dataEndpoint(URI base) {
    return new Endpoint(base, Population.WORKSPACE.text(), DATA_KEY);
  }

  /// Publishes a workspace with so many active experiences in place of what stands.
  void publish(URI base, int experiences) throws IOException, InterruptedException {
    var id = Population.WORKSPACE.text();
    publish(base, WorkspaceDocument.of(id, experiences, PERSONALIZE_KEY, DATA_KEY));
  }

  /// Publishes one with experiences under a rule on behaviour.
  ///
  /// @param days how far back each looks
  void publishBehaviour(URI base, List<Integer> days) throws IOException, InterruptedException {
    var id = Population.WORKSPACE.text();
    publish(base, WorkspaceDocument.onBehaviour(id, PERSONALIZE_KEY, DATA_KEY, days));
  }

  private void publish(URI base, byte[] document) throws IOException, InterruptedException {
    var id = Population.WORKSPACE.text();
    send(
        HttpRequest.newBuilder(base.resolve("/admin/v1/workspaces/" + id))
            .header("Authorization", "Bearer " + ServerProcess.ADMIN_TOKEN)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(document)));
  }

  /// The answer as it stands on the wire.
  ///
  /// @param keys none: without keys
  byte[] fetch(URI base, String customerId, List<String> keys)
      throws IOException, InterruptedException {
    var endpoint = endpoint(base);
    return send(
        HttpRequest.newBuilder(endpoint.at(Scripts.FETCH))
            .header("Authorization", endpoint.authorization())
            .header("MOE-APPKEY", endpoint.workspaceId())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Scripts.fetchBody(customerId, keys), UTF_8)));
  }

  /// The report of an experience as JSON.
  byte[] report(URI base, String experienceKey, String query)
      throws IOException, InterruptedException {
    var path =
        "/admin/v1/workspaces/%s/experiences/%s/report?%s"
            .formatted(Population.WORKSPACE.text(), experienceKey, query);
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + ServerProcess.ADMIN_TOKEN)
            .GET());
  }

  byte[] get(URI address) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address).GET());
  }

  private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "%s: %d %s"
              .formatted(answer.request(), answer.statusCode(), new String(answer.body(), UTF_8)));
    }
    return answer.body();
  }

  @Override
  public void close() {
    client.close();
  }
}
