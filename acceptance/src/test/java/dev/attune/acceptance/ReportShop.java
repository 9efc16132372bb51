package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.experiences;
import static dev.attune.acceptance.Documents.split;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// A workspace with one experience that is reported on, and short ways to let things happen in it.
record ReportShop(Workspace workspace) {
  static final String KEY = "banner";
  static final String ORDER = "{ name: Order, event: Order Placed, revenue: amount }";

  /// All that happens on [#at] is in it.
  static final String SEPTEMBER = "?from=2024-09-01&to=2024-10-01";

  /// For everybody, half `First` (1) and half `Second` (2).
  static ReportShop create(Attune attune, String... goals) {
    return new ReportShop(Workspace.create(attune, document("", goals)));
  }

  /// @param more further fields of the experience, each with a comma behind it
  static String document(String more, String... goals) {
    return "time_zone: Asia/Kolkata\n"
        + experiences(
            split(
                KEY,
                "%sstatus: active, id: %s, goals: [%s]"
                    .formatted(more, EventsTest.ID, String.join(", ", goals)),
                50,
                50));
  }

  static String cid(String variation) {
    return EventsTest.CID.replace("_AB_1_", "_AB_" + variation + "_");
  }

  /// A moment of September 2024, by the workspace's clocks.
  static String at(int day, String time) {
    return "2024-09-%02dT%s+05:30".formatted(day, time);
  }

  static String uuid() {
    return UUID.randomUUID().toString();
  }

  // ---- what happens

  void shown(String who, String variation, String at) {
    touched(who, touch(EventsJson.SHOWN, uuid(), variation, at, ""));
  }

  void clicked(String who, String variation, String at) {
    touched(who, touch(EventsJson.CLICKED, uuid(), variation, at, ""));
  }

  void clicked(String who, String variation, String at, String element) {
    touched(
        who,
        touch(EventsJson.CLICKED, uuid(), variation, at, ",\"b_id\":\"%s\"".formatted(element)));
  }

  void touched(String who, String... actions) {
    workspace.events(EventsJson.request(EventsJson.element(who, actions))).hasStatus(200);
  }

  /// @param more further members, each with a comma before it
  static String touch(String action, String uuid, String variation, String at, String more) {
    return EventsJson.action(action, uuid, "\"" + at + "\"", cid(variation), more);
  }

  void ordered(String who, String at, String amount) {
    did(who, "Order Placed", at, "{\"amount\":%s}".formatted(amount));
  }

  void did(String who, String event, String at, String attributes) {
    workspace.event(DataJson.eventOf(who, deed(event, uuid(), at, attributes))).hasStatus(200);
  }

  static String deed(String event, String uuid, String at, String attributes) {
    return DataJson.action(
        event,
        ",\"event_uuid\":\"%s\",\"current_time\":\"%s\",\"attributes\":%s"
            .formatted(uuid, at, attributes));
  }

  /// Shows a variation to so many people on 10 September, of whom the first order an hour later.
  void crowd(String variation, int people, int ordering) {
    var shown = new ArrayList<String>();
    var orders = new ArrayList<String>();
    for (int i = 0; i < people; i++) {
      var who = "person-%s-%d".formatted(variation, i);
      shown.add(
          EventsJson.element(
              who, touch(EventsJson.SHOWN, uuid(), variation, at(10, "09:00:00"), "")));
      if (i < ordering) {
        orders.add(
            DataJson.eventOf(
                who, deed("Order Placed", uuid(), at(10, "10:00:00"), "{\"amount\":20}")));
      }
    }
    for (int from = 0; from < people; from += 100) {
      var some = shown.subList(from, Math.min(people, from + 100));
      workspace.events(EventsJson.request(some.toArray(String[]::new))).hasStatus(200);
    }
    if (!orders.isEmpty()) {
      workspace.transition(DataJson.transition(orders.toArray(String[]::new))).hasStatus(200);
    }
  }

  // ---- what is reported

  JsonNode report(String query) {
    return workspace.report(KEY, query);
  }

  Answer table(String query) {
    return Caller.send(
        workspace
            .admin("/experiences/%s/report%s".formatted(KEY, query))
            .header("Accept", "text/csv")
            .GET());
  }

  /// All of September.
  JsonNode side(String variation) {
    return side(report(SEPTEMBER), variation);
  }

  static JsonNode side(JsonNode report, String variation) {
    return report
        .required("variations")
        .valueStream()
        .filter(side -> side.required("variation_id").asString().equals(variation))
        .findFirst()
        .orElseThrow();
  }

  /// The primary goal, in September.
  ///
  /// @param more further parameters, each with an ampersand before it
  JsonNode goal(String variation, String more) {
    return side(report(SEPTEMBER + more), variation).required("goals").get(0);
  }

  /// How often the primary goal was reached in September.
  int conversions(String variation, String attribution) {
    return goal(variation, "&attribution=" + attribution).required("conversions").asInt();
  }

  /// Some numbers of an object, in this order.
  static List<Double> numbers(JsonNode of, String... names) {
    return List.of(names).stream().map(name -> of.required(name).asDouble()).toList();
  }
}
