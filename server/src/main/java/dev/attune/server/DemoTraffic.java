package dev.attune.server;

import dev.attune.server.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Visitors who never were, with what they do for a month: over HTTP as any caller would, at the
/// times at which they would. What they do is in `traffic.yaml`; the same file gives the same
/// figures each time.
final class DemoTraffic {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int AT_ONCE = 8;
  private static final int EVENTS_A_CALL = 100;
  private static final Duration OPENING = Duration.ofHours(8);
  private static final Duration HOURS_OPEN = Duration.ofHours(12);

  /// @param back whether they were there the day before
  private record Visitor(String id, boolean back) {}

  /// What a visitor was shown; nothing where they are held out.
  private record Seen(String variation, JsonNode context) {
    boolean isHeldOut() {
      return variation.isEmpty();
    }
  }

  private final HttpClient client;
  private final String server;
  private final String workspace;
  private final String personalize;
  private final String data;
  private final DemoClock clock;
  private final JsonNode plan;
  private final SplittableRandom random;
  private final List<ObjectNode> events = new ArrayList<>();
  private final List<ObjectNode> orders = new ArrayList<>();

  /// @param personalize the `Authorization` of the three endpoints
  /// @param data that of the data APIs
  DemoTraffic(
      HttpClient client,
      String server,
      String workspace,
      String personalize,
      String data,
      DemoClock clock,
      Path file)
      throws IOException {
    this.client = client;
    this.server = server;
    this.workspace = workspace;
    this.personalize = personalize;
    this.data = data;
    this.clock = clock;
    plan = YAMLMapper.builder().build().readTree(Files.readAllBytes(file));
    random = new SplittableRandom(plan.path("seed").asLong());
  }

  int days() {
    return plan.path("days").asInt();
  }

  /// @param progress is told each day
  void run(IntConsumer progress) {
    var today = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.DAYS);
    List<String> yesterday = List.of();
    for (int day = 0; day < days(); day++) {
      progress.accept(day + 1);
      yesterday = runDay(day, today.minus(Duration.ofDays(days() - day)), yesterday);
    }
    clock.setRight();
  }

  private List<String> runDay(int day, Instant midnight, List<String> yesterday) {
    var visitors = new ArrayList<Visitor>();
    for (var id : yesterday) {
      if (happens(plan.path("return_percent"))) {
        visitors.add(new Visitor(id, true));
      }
    }
    var today = new ArrayList<String>();
    for (int i = 0; i < plan.path("visitors_a_day").asInt(); i++) {
      today.add("visitor-%02d-%04d".formatted(day, i));
      visitors.add(new Visitor(today.getLast(), false));
    }
    for (int from = 0; from < visitors.size(); from += AT_ONCE) {
      var at =
          midnight.plus(OPENING).plus(HOURS_OPEN.multipliedBy(from).dividedBy(visitors.size()));
      clock.set(at);
      visit(visitors.subList(from, Math.min(visitors.size(), from + AT_ONCE)), at);
    }
    clock.set(midnight.plus(OPENING).plus(HOURS_OPEN));
    sendEvents(0);
    sendOrders();
    return today;
  }

  private void visit(List<Visitor> visitors, Instant at) {
    var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (var visitor : visitors) {
      var body = JSON.createObjectNode();
      body.putObject("identifiers").put("customer_id", visitor.id());
      body.put("experience_key", key());
      plan.path("query").properties().forEach(said -> body.set(said.getKey(), said.getValue()));
      calls.add(post("/v1/experiences/fetch", personalize, body));
    }
    for (int i = 0; i < visitors.size(); i++) {
      act(visitors.get(i), seen(answer(calls.get(i))), at);
    }
    sendEvents(EVENTS_A_CALL);
  }

  private Seen seen(String answer) {
    var context = JSON.readTree(answer).path("experiences").path(key()).path("experience_context");
    return new Seen(context.path("moe_variation_id").asString(""), context);
  }

  private void act(Visitor visitor, Seen seen, Instant at) {
    if (!seen.isHeldOut()) {
      var actions = element(visitor).putArray("actions");
      report(actions, "MOE_PERSONALIZATION_MESSAGE_SHOWN", seen, at);
      if (happens(plan.path("click_percent").path(seen.variation()))) {
        report(actions, "MOE_PERSONALIZATION_MESSAGE_CLICKED", seen, at.plusSeconds(20));
      }
    }
    var arm = seen.isHeldOut() ? "control" : seen.variation();
    if (!visitor.back() && happens(plan.path("goal").path("percent").path(arm))) {
      order(visitor, at.plusSeconds(600));
    }
  }

  private ObjectNode element(Visitor visitor) {
    var element = JSON.createObjectNode().put("customer_id", visitor.id());
    events.add(element);
    return element;
  }

  private void report(ArrayNode actions, String action, Seen seen, Instant at) {
    var reported = actions.addObject();
    reported.put("action", action);
    reported.put("moe_event_uuid", new UUID(random.nextLong(), random.nextLong()).toString());
    reported.put("event_time", at.getEpochSecond());
    reported.put("platform", "web");
    reported.set("attributes", seen.context());
  }

  private void order(Visitor visitor, Instant at) {
    var goal = plan.path("goal");
    var order = JSON.createObjectNode();
    order.put("type", "event").put("customer_id", visitor.id());
    var action = order.putArray("actions").addObject();
    action.put("action", goal.path("event").asString());
    action.put("current_time", at.toString());
    int low = goal.path("from").asInt();
    action
        .putObject("attributes")
        .put(goal.path("revenue").asString(), low + random.nextInt(goal.path("to").asInt() - low));
    orders.add(order);
  }

  private boolean happens(JsonNode percent) {
    return random.nextDouble() * 100 < percent.asDouble();
  }

  /// @param waiting how many may wait
  private void sendEvents(int waiting) {
    while (events.size() > waiting) {
      var some = events.subList(0, Math.min(EVENTS_A_CALL, events.size()));
      var body = JSON.createObjectNode();
      some.forEach(body.putArray("elements")::add);
      some.clear();
      var _ = answer(post("/v1/experiences/events", personalize, body));
    }
  }

  private void sendOrders() {
    for (int from = 0; from < orders.size(); from += AT_ONCE) {
      var calls =
          orders.subList(from, Math.min(orders.size(), from + AT_ONCE)).stream()
              .map(order -> post("/v1/event/" + workspace, data, order))
              .toList();
      calls.forEach(call -> answer(call));
    }
    orders.clear();
  }

  private String key() {
    return plan.path("experience").asString();
  }

  private CompletableFuture<HttpResponse<String>> post(
      String path, String authorization, JsonNode body) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Authorization", authorization)
            .header("MOE-APPKEY", workspace)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.utf8(body.toString())))
            .build(),
        BodyHandlers.ofString());
  }

  private static String answer(CompletableFuture<HttpResponse<String>> call) {
    var response = call.join();
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          "%s answered %d: %s".formatted(response.uri(), response.statusCode(), response.body()));
    }
    return response.body();
  }
}
