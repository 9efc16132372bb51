package dev.attune.server;

import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.ExperienceDocument;
import dev.attune.server.document.Format;
import dev.attune.server.document.InvalidDocument;
import dev.attune.server.document.KeyKind;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.server.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// Fills a server from a folder, over HTTP as any caller would: what is in it is the folder's
/// affair.
final class DemoFiller {
  private static final int AT_ONCE = 8;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String server;
  private final String adminToken;
  private final Path folder;
  private final WorkspaceDocument workspace;
  private final List<String> customers;

  DemoFiller(String server, String adminToken, Path folder) throws IOException {
    this.server = server;
    this.adminToken = adminToken;
    this.folder = folder;
    try {
      workspace =
          DocumentReader.workspace(
              Files.readAllBytes(folder.resolve("workspace.yaml")), Format.YAML);
    } catch (InvalidDocument invalid) {
      throw new IllegalArgumentException(
          "%s: %s".formatted(folder.resolve("workspace.yaml"), invalid.getMessage()), invalid);
    }
    var people = folder.resolve("customers.ndjson");
    customers = Files.exists(people) ? Files.readAllLines(people) : List.of();
  }

  /// @param traffic whether there is to be a month of visitors, if the folder has any. What is
  ///   filled in then is a month old
  /// @param progress is told which day of how many it is
  void fill(DemoClock clock, boolean traffic, BiConsumer<Integer, Integer> progress)
      throws IOException, InterruptedException {
    var file = folder.resolve("traffic.yaml");
    if (!traffic || !Files.exists(file)) {
      fillPeople();
      return;
    }
    var visitors =
        new DemoTraffic(
            client,
            server,
            workspace.id(),
            basic(KeyKind.PERSONALIZE),
            basic(KeyKind.DATA),
            clock,
            file);
    clock.set(clock.instant().minus(Duration.ofDays(visitors.days() + 1)));
    fillPeople();
    clock.setRight();
    visitors.run(day -> progress.accept(day, visitors.days()));
  }

  private void fillPeople() throws IOException, InterruptedException {
    sendAdmin(
        "PUT",
        "/admin/v1/workspaces/" + workspace.id(),
        "application/yaml",
        Files.readAllBytes(folder.resolve("workspace.yaml")));
    for (int from = 0; from < customers.size(); from += AT_ONCE) {
      sendCustomers(customers.subList(from, Math.min(customers.size(), from + AT_ONCE)));
    }
    for (var segment : workspace.segments()) {
      var members = folder.resolve("segments").resolve(segment.id() + ".csv");
      if (Files.exists(members)) {
        sendAdmin(
            "POST",
            "/admin/v1/workspaces/%s/segments/%s/members".formatted(workspace.id(), segment.id()),
            "text/csv",
            Files.readAllBytes(members));
      }
    }
  }

  private void sendCustomers(List<String> bodies) {
    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (var body : bodies) {
      var request =
          HttpRequest.newBuilder(URI.create(server + "/v1/customer/" + workspace.id()))
              .header("Authorization", basic(KeyKind.DATA))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      answers.add(client.sendAsync(request, BodyHandlers.ofString()));
    }
    answers.forEach(answer -> check(answer.join()));
  }

  private void sendAdmin(String method, String path, String type, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Authorization", "Bearer " + adminToken)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    check(client.send(request, BodyHandlers.ofString()));
  }

  /// A first fetch, so that what is printed is known to work.
  void ask() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server + "/v1/experiences/fetch"))
            .header("Authorization", basic(KeyKind.PERSONALIZE))
            .header("MOE-APPKEY", workspace.id())
            .POST(BodyPublishers.ofString(question()))
            .build();
    check(client.send(request, BodyHandlers.ofString()));
  }

  private static void check(HttpResponse<String> answer) {
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          "%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
    }
  }

  String greeting() {
    return """

    The demo runs on %s: workspace %s, %d people, %d experiences.
    Nothing of it is kept. Stop it with Ctrl-C.

    Ask what someone should see:

      curl -s %s/v1/experiences/fetch \\
        -u '%s:%s' \\
        -H 'MOE-APPKEY: %s' -H 'Content-Type: application/json' \\
        -d '%s'

    The admin token is %s. The README has a tour.
    """
        .formatted(
            server,
            workspace.id(),
            customers.size(),
            workspace.experiences().size(),
            server,
            workspace.id(),
            secret(KeyKind.PERSONALIZE),
            workspace.id(),
            question(),
            adminToken);
  }

  private String question() {
    var keys =
        workspace.experiences().stream()
            .limit(2)
            .map(ExperienceDocument::key)
            .map(key -> new String(Json.quoted(key), StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    return "{\"identifiers\":{\"customer_id\":%s},\"experience_key\":[%s]}"
        .formatted(new String(Json.quoted(firstCustomer()), StandardCharsets.UTF_8), keys);
  }

  private String firstCustomer() {
    return customers.isEmpty() ? "" : Json.textAt(customers.getFirst(), "customer_id");
  }

  private String secret(KeyKind kind) {
    return workspace.keys().stream()
        .filter(key -> key.kind() == kind && key.secret() != null)
        .map(key -> String.valueOf(key.secret()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("workspace.yaml has no %s key".formatted(kind)));
  }

  private String basic(KeyKind kind) {
    var pair = workspace.id() + ":" + secret(kind);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
