package dev.attune.server.admin;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Holds an answer against a schema of openapi.yaml, more strictly than JSON Schema would: a member
/// that is not described is a mistake.
///
/// @param document all of openapi.yaml
record Described(JsonNode document) {

  /// What is wrong with an answer.
  ///
  /// @param name of a schema
  List<String> mistakes(String name, JsonNode answer) {
    var mistakes = new ArrayList<String>();
    check(document.at("/components/schemas/" + name), answer, name, mistakes);
    return mistakes;
  }

  private void check(JsonNode schema, JsonNode value, String path, List<String> mistakes) {
    if (schema.isMissingNode()) {
      mistakes.add(path + " is not described");
      return;
    }
    if (schema.has("$ref")) {
      check(document.at(schema.path("$ref").asString().substring(1)), value, path, mistakes);
      return;
    }
    if (schema.has("enum")) {
      if (schema.path("enum").valueStream().noneMatch(value::equals)) {
        mistakes.add("%s is %s".formatted(path, value));
      }
    } else if (schema.path("type").isArray()
        ? schema.path("type").valueStream().noneMatch(type -> isOf(type.asString(), value))
        : !isOf(schema.path("type").asString(), value)) {
      mistakes.add("%s is %s, and no %s".formatted(path, value, schema.path("type")));
    }
    for (var name : schema.path("required")) {
      if (value.isObject() && !value.has(name.asString())) {
        mistakes.add("%s has no %s".formatted(path, name));
      }
    }
    for (var member : value.properties()) {
      var described = schema.path("properties").path(member.getKey());
      check(
          described.isMissingNode() ? schema.path("additionalProperties") : described,
          member.getValue(),
          path + "." + member.getKey(),
          mistakes);
    }
    if (value.isArray()) {
      value.forEach(item -> check(schema.path("items"), item, path + "[]", mistakes));
    }
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("a schema of type '" + type + "'");
    };
  }
}
