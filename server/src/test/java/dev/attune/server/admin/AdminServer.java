package dev.attune.server.admin;

import dev.attune.server.access.RateLimits;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.control.HeldOutPeople;
import dev.attune.server.device.Devices;
import dev.attune.server.fetch.FetchExperiences;
import dev.attune.server.http.HttpServer;
import dev.attune.server.http.Limits;
import dev.attune.server.http.Route;
import dev.attune.server.http.RouteGroup;
import dev.attune.server.http.Runs;
import dev.attune.server.identity.ErasePeople;
import dev.attune.server.identity.Identification;
import dev.attune.server.personalize.PersonalizeAccess;
import dev.attune.server.personalize.PersonalizeErrors;
import dev.attune.server.place.Places;
import dev.attune.storage.Storage;
import dev.attune.storage.StorageProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server with the admin API, fetch and the API document, on a database in a directory.
public final class AdminServer implements AutoCloseable {
  public static final String TOKEN = "a-token-for-tests-only";
  public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /// A workspace with a bit of everything.
  public static final String SHOP =
      """
      id: DEMO
      name: Demo shop
      keys:
        - { kind: personalize, name: site, secret: demo-personalize-key }
      segments:
        - { id: vip, name: VIP customers }
        - { id: unused, name: Nobody asks for it }
      audiences:
        - { id: 42D, name: High Intent Users, rule: { attribute: plan, is: gold } }
        - { id: 43E, name: Friends, rule: { all: [ { segment: vip }, { not: { query: utm, is: ad } } ] } }
      experiences:
        - key: homepage-banner
          name: Homepage Banner
          id: 65eae5738ea5032b0ef60138
          status: active
          audiences:
            - audience: 42D
              variations:
                - { id: "1", name: Default, weight: 50, payload: { Title: Hello } }
                - { id: "2", name: Bold, weight: 50, payload: { Title: "Free shipping" } }
        - key: promo-strip
          name: Promo Strip
          status: paused
          audiences:
            - audience: { name: All Users, rule: { everyone: true } }
              variations:
                - { name: Default, weight: 100, payload: { Title: Sale } }
      """;

  private static final JsonMapper JSON = new JsonMapper();

  private final Storage storage;
  private final Workspaces workspaces;
  private final Places places;
  private final RouteGroup admin;
  private final HttpServer http;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public AdminServer(Path directory) throws IOException {
    this(directory, storage -> storage);
  }

  /// @param between what the server has in place of the storage
  AdminServer(Path directory, UnaryOperator<Storage> between) throws IOException {
    InstantSource clock = InstantSource.fixed(NOW);
    storage =
        between.apply(
            ServiceLoader.load(StorageProvider.class)
                .findFirst()
                .orElseThrow()
                .open("sqlite:" + directory.resolve("attune.db"), clock));
    workspaces = new Workspaces(storage, clock, new Random(42), Duration.ofHours(1));
    workspaces.start();
    places = Places.open(null);
    var heldOutPeople = new HeldOutPeople(storage.profiles(), workspaces);
    var fetch =
        new FetchExperiences(
            new Identification(storage.profiles(), storage.identities()),
            places,
            new Devices(),
            heldOutPeople,
            clock);
    var access = new PersonalizeAccess(workspaces, new RateLimits(clock));
    var personalize =
        new RouteGroup(
            "/",
            new PersonalizeErrors(),
            List.of(
                Route.post(
                    "/v1/experiences/fetch", Runs.INLINE, 1024, access.limiting(fetch::answer)),
                Route.get("/openapi.yaml", Runs.INLINE, new OpenApiDocument())));
    var erase = new ErasePeople(storage.profiles(), heldOutPeople);
    admin = new AdminApi(workspaces, storage, fetch, erase, TOKEN, clock).routes();
    http = HttpServer.start("127.0.0.1", 0, Limits.defaults(), List.of(personalize, admin), null);
  }

  public Storage storage() {
    return storage;
  }

  public Workspaces workspaces() {
    return workspaces;
  }

  public RouteGroup adminRoutes() {
    return admin;
  }

  public String url() {
    return "http://127.0.0.1:" + http.port();
  }

  /// A request with the token.
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path))
        .header("Authorization", "Bearer " + TOKEN);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  public HttpResponse<String> delete(String path) {
    return send(request(path).DELETE());
  }

  public HttpResponse<String> putYaml(String path, String body, String... headers) {
    return send(
        with(request(path), "application/yaml", headers).PUT(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> post(String path, String type, String body) {
    return send(with(request(path), type).POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> postJson(String path, String body) {
    return post(path, "application/json", body);
  }

  /// A fetch of everything for nobody in particular.
  public int fetchStatus(String workspace, String secret) {
    var credentials =
        Base64.getEncoder()
            .encodeToString((workspace + ":" + secret).getBytes(StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(URI.create(url() + "/v1/experiences/fetch"))
            .header("Authorization", "Basic " + credentials)
            .header("MOE-APPKEY", workspace)
            .POST(BodyPublishers.ofString("{}"));
    return send(request).statusCode();
  }

  private static HttpRequest.Builder with(
      HttpRequest.Builder request, String type, String... headers) {
    request.header("Content-Type", type);
    return headers.length == 0 ? request : request.headers(headers);
  }

  public static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  /// The entity tag of an answer.
  public static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  @Override
  public void close() {
    http.close();
    client.close();
    workspaces.close();
    places.close();
    storage.close();
  }
}
