package dev.attune.acceptance;

/// Bodies of the data APIs and what comes back.
final class DataJson {
  static final String NOTHING = "experiences: []\n";
  static final String RESOLUTION =
      "identity: { resolution: true, identifiers: [u_em, loyalty_card] }\n";
  static final String ACCEPTED =
      """
      {"status": "success",
       "message": "Your request has been accepted and will be processed soon.",
       "request_id": "********"}
      """;

  private DataJson() {}

  /// @param more further members, each with a comma behind it
  static String event(String more, String... actions) {
    return "{\"type\":\"event\",%s\"actions\":[%s]}".formatted(more, String.join(",", actions));
  }

  static String eventOf(String customerId, String... actions) {
    return event(customerId(customerId), actions);
  }

  static String customerId(String id) {
    return "\"customer_id\":\"%s\",".formatted(id);
  }

  /// @param more further members, each with a comma before it
  static String action(String name, String more) {
    return "{\"action\":\"%s\"%s}".formatted(name, more);
  }

  static String action(String name) {
    return action(name, "");
  }

  static String customer(String customerId, String attributes) {
    return "{\"type\":\"customer\",\"customer_id\":\"%s\",\"attributes\":%s}"
        .formatted(customerId, attributes);
  }

  static String transition(String... elements) {
    return "{\"type\":\"transition\",\"elements\":[%s]}".formatted(String.join(",", elements));
  }

  static String missing(String message, String attribute) {
    return error("MissingAttributeError", message, attribute);
  }

  /// @param attribute empty where there is none
  static String error(String type, String message, String attribute) {
    var last = attribute.isEmpty() ? "" : ",\"attribute\":\"" + attribute + "\"";
    return "{\"status\":\"fail\",\"error\":{\"type\":\"%s\",\"message\":\"%s\",\"request_id\":\"********\"%s}}"
        .formatted(type, message, last);
  }
}
