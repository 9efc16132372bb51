package dev.attune.server.admin;

import dev.attune.server.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/// A small body: a JSON object whose fields are all texts.
final class ObjectOfTexts {
  private ObjectOfTexts() {}

  /// @param allowed which fields there may be
  /// @return those that there are
  /// @throws dev.attune.server.http.Refused 400 for anything else
  static Map<String, String> read(byte[] body, List<String> allowed) {
    var fields = new HashMap<String, String>();
    try (var json = Json.parser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw notAnObject(allowed);
      }
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        if (!allowed.contains(name)) {
          throw AdminProblem.badRequest(
              "'%s' is no field of this body; allowed: %s"
                  .formatted(name, String.join(", ", allowed)));
        }
        if (json.nextToken() != JsonToken.VALUE_STRING) {
          throw AdminProblem.badRequest(name + " must be a text");
        }
        fields.put(name, json.getString());
      }
      if (json.nextToken() != null) {
        throw notAnObject(allowed);
      }
    } catch (JacksonException malformed) {
      throw notAnObject(allowed);
    }
    return fields;
  }

  private static RuntimeException notAnObject(List<String> allowed) {
    return AdminProblem.badRequest(
        "The body must be a JSON object with %s.".formatted(String.join(", ", allowed)));
  }
}
