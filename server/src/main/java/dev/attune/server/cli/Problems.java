package dev.attune.server.cli;

import dev.attune.server.document.Mistake;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the problem documents of the admin API.
final class Problems {
  private static final JsonMapper JSON = new JsonMapper();

  private Problems() {}

  /// The object an answer holds; empty when it holds none, as from a proxy in between.
  static JsonNode body(HttpResponse<String> response) {
    try {
      var node = JSON.readTree(response.body());
      return node.isObject() ? node : JSON.createObjectNode();
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }

  static CommandFailure failure(HttpResponse<String> response) {
    var problem = body(response);
    var code = problem.path("code").asString("");
    var detail = problem.path("detail").asString("it did not say why");
    return new CommandFailure(
        CommandFailure.REFUSED,
        "the server answered %d: %s%s"
            .formatted(
                response.statusCode(), detail, code.isEmpty() ? "" : " (code " + code + ")"));
  }

  /// @param located whether lines are those of the author's file
  static List<Mistake> mistakes(HttpResponse<String> response, boolean located) {
    var mistakes = new ArrayList<Mistake>();
    for (var error : body(response).path("errors").values()) {
      mistakes.add(
          new Mistake(
              error.path("path").asString(""),
              located ? error.path("line").asInt(0) : 0,
              located ? error.path("column").asInt(0) : 0,
              error.path("message").asString("")));
    }
    return mistakes;
  }
}
