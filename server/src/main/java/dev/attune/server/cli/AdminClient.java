package dev.attune.server.cli;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Calls the admin API of one server.
final class AdminClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

  private static final int LARGE_BYTES = 64 * 1024;

  private final URI server;
  private final String token;
  private final HttpClient client;

  AdminClient(URI server, String token) throws CommandFailure {
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new CommandFailure(
          CommandFailure.USAGE, "the admin token is empty or not printable ASCII");
    }
    this.server = server;
    this.token = token;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /// @param rest of the path, and query with its question mark; empty for none
  HttpRequest.Builder workspace(String id, String rest) {
    var path = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    return HttpRequest.newBuilder(URI.create(server + "/admin/v1/workspaces/" + path + rest));
  }

  static HttpRequest.Builder put(HttpRequest.Builder request, String type, byte[] body) {
    // A large one is sent when the server wants it: else a refusal could get lost in the sending.
    return request
        .header("Content-Type", type)
        .expectContinue(body.length > LARGE_BYTES)
        .PUT(BodyPublishers.ofByteArray(body));
  }

  /// Any answer but 401.
  ///
  /// @throws CommandFailure if there is none, or the token does not open this server
  HttpResponse<String> send(HttpRequest.Builder request) throws CommandFailure {
    return await(start(request));
  }

  /// An answer that comes line by line, each given to `line` when it is there. Any answer but 401;
  /// its body is what no line was made of: the text of a refusal.
  ///
  /// @throws CommandFailure if there is none, it breaks off, or the token does not open this server
  HttpResponse<String> stream(HttpRequest.Builder request, Consumer<String> line)
      throws CommandFailure {
    var complete = request.header("Authorization", "Bearer " + token).build();
    return await(
        client.sendAsync(
            complete,
            head ->
                head.statusCode() == 200
                    ? BodySubscribers.fromLineSubscriber(
                        new Lines(line), subscriber -> "", StandardCharsets.UTF_8, null)
                    : BodySubscribers.ofString(StandardCharsets.UTF_8)));
  }

  /// Begins a call, to be [awaited][#await].
  CompletableFuture<HttpResponse<String>> start(HttpRequest.Builder request) {
    var complete =
        request.header("Authorization", "Bearer " + token).timeout(ANSWER_TIMEOUT).build();
    return client.sendAsync(complete, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /// Any answer but 401.
  ///
  /// @throws CommandFailure if there is none, or the token does not open this server
  HttpResponse<String> await(CompletableFuture<HttpResponse<String>> call) throws CommandFailure {
    HttpResponse<String> response;
    try {
      response = call.get();
    } catch (ExecutionException failed) {
      throw new CommandFailure(
          CommandFailure.UNREACHABLE,
          "no answer from %s (%s). Is it running? --server or ATTUNE_SERVER names another one"
              .formatted(server, reason(failed.getCause())));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(CommandFailure.UNREACHABLE, "interrupted");
    }
    if (response.statusCode() == 401) {
      throw new CommandFailure(
          CommandFailure.REFUSED,
          "%s does not take this admin token. Its log says where it keeps its own; set"
                  .formatted(server)
              + " ATTUNE_ADMIN_TOKEN to that");
    }
    return response;
  }

  private static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "it was broken off";
    }
    var message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    client.close();
  }
}
