package dev.attune.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// A workspace of one test, and its callers.
///
/// @param attune where it is looked at; another process on the same database will do
record Workspace(Attune attune, String id) {
  static final String PERSONALIZE_KEY = "acceptance-personalize-key";
  static final String DATA_KEY = "acceptance-data-key";

  private static final AtomicInteger COUNT = new AtomicInteger();

  /// @param yaml the document without `id`, `name` and `keys`
  static Workspace create(Attune attune, String yaml) {
    var workspace = new Workspace(attune, "SHOP-" + COUNT.incrementAndGet());
    workspace.put(yaml);
    return workspace;
  }

  /// Replaces the document.
  Answer put(String yaml) {
    var answer = tryPut(yaml, "application/yaml");
    assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    return answer;
  }

  Answer tryPut(String yaml, String type) {
    return Caller.send(
        Caller.admin(attune, "/workspaces/" + id)
            .header("Content-Type", type)
            .PUT(Caller.body(document(yaml))));
  }

  String document(String yaml) {
    return """
    id: %s
    name: Shop of a test
    keys:
      - { kind: personalize, name: p, secret: %s }
      - { kind: data, name: d, secret: %s }
    %s\
    """
        .formatted(id, PERSONALIZE_KEY, DATA_KEY, yaml);
  }

  Workspace on(Attune other) {
    return new Workspace(other, id);
  }

  // ---- the three endpoints

  /// As the vendor's samples send it.
  HttpRequest.Builder personalize(String path) {
    return Caller.to(attune, "/v1/experiences/" + path)
        .header("Authorization", Caller.basic(id, PERSONALIZE_KEY))
        .header("MOE-APPKEY", id)
        .header("Content-Type", "application/json");
  }

  Answer fetch(String body) {
    return Caller.send(personalize("fetch").POST(Caller.body(body)));
  }

  /// The keys of the experiences that are answered, in their order.
  List<String> keys(String body) {
    return List.copyOf(fetch(body).hasStatus(200).json().required("experiences").propertyNames());
  }

  /// All that somebody gets.
  List<String> keysOf(String customerId) {
    return keys("{\"identifiers\":{\"customer_id\":\"%s\"}}".formatted(customerId));
  }

  JsonNode experience(String key, String customerId) {
    return fetch(
            "{\"identifiers\":{\"customer_id\":\"%s\"},\"experience_key\":[\"%s\"]}"
                .formatted(customerId, key))
        .hasStatus(200)
        .json()
        .required("experiences")
        .path(key);
  }

  /// Empty when nothing is served.
  String variation(String key, String customerId) {
    return experience(key, customerId).at("/experience_context/moe_variation_id").asString("");
  }

  /// What an anonymous visitor's events name an experience by.
  String cid(String key) {
    return fetch("{\"experience_key\":\"%s\"}".formatted(key))
        .hasStatus(200)
        .json()
        .at("/experiences/%s/experience_context/cid".formatted(key))
        .asString();
  }

  Answer metadata(String query) {
    return Caller.send(personalize("metadata" + query).GET());
  }

  Answer events(String body) {
    return Caller.send(personalize("events").POST(Caller.body(body)));
  }

  // ---- data

  HttpRequest.Builder data() {
    return data("customer/" + id);
  }

  /// @param path what follows `/v1/`
  HttpRequest.Builder data(String path) {
    return Caller.to(attune, "/v1/" + path)
        .header("Authorization", Caller.basic(id, DATA_KEY))
        .header("Content-Type", "application/json");
  }

  Answer sendData(String path, String body) {
    return Caller.send(data(path).POST(Caller.body(body)));
  }

  Answer event(String body) {
    return sendData("event/" + id, body);
  }

  Answer transition(String body) {
    return sendData("transition/" + id, body);
  }

  Answer customer(String body) {
    return Caller.send(data().POST(Caller.body(body)));
  }

  /// Makes or changes a profile.
  ///
  /// @param attributes an object
  void customer(String customerId, String attributes) {
    customer(
            "{\"type\":\"customer\",\"customer_id\":\"%s\",\"attributes\":%s}"
                .formatted(customerId, attributes))
        .hasStatus(200);
  }

  // ---- admin

  HttpRequest.Builder admin(String path) {
    return Caller.admin(attune, "/workspaces/" + id + path);
  }

  Answer profileAnswer(String customerId) {
    var encoded = URLEncoder.encode(customerId, StandardCharsets.UTF_8).replace("+", "%20");
    return Caller.send(admin("/profiles/" + encoded).GET());
  }

  JsonNode profile(String customerId) {
    return profileAnswer(customerId).hasStatus(200).json();
  }

  /// @param query empty, or with a question mark before it
  Answer reportAnswer(String key, String query) {
    return Caller.send(admin("/experiences/%s/report%s".formatted(key, query)).GET());
  }

  JsonNode report(String key, String query) {
    return reportAnswer(key, query).hasStatus(200).json();
  }

  boolean hasProfile(String customerId) {
    int status = profileAnswer(customerId).status();
    assertThat(status).isIn(200, 404);
    return status == 200;
  }

  JsonNode attributes(String customerId) {
    return profile(customerId).required("attributes");
  }

  /// A field (a JSON pointer) of each stored event of somebody, newest first.
  List<String> stored(String customerId, String field) {
    var all = new ArrayList<String>();
    profile(customerId).required("events").forEach(event -> all.add(event.at(field).asString("")));
    return all;
  }

  /// The jar with a command about this workspace.
  Process command(Path folder, String... words) throws IOException {
    var arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--workspace", id));
    return Attune.process(
        arguments,
        Map.of("ATTUNE_SERVER", attune.http().toString(), "ATTUNE_ADMIN_TOKEN", Attune.ADMIN_TOKEN),
        folder);
  }

  /// A new key of a kind.
  ///
  /// @param route `/keys` beside the others, `/keys/regenerate` in place of them
  String newKey(String route, String kind) {
    return Caller.send(
            admin(route)
                .header("Content-Type", "application/json")
                .POST(Caller.body("{\"kind\":\"%s\"}".formatted(kind))))
        .hasStatus(201)
        .json()
        .required("secret")
        .asString();
  }
}
