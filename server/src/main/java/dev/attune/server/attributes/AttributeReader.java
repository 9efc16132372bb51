package dev.attune.server.attributes;

import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads attributes as callers send them. Source of names, types and limits: docs/wire.md#data.
public final class AttributeReader {
  private static final int MAX_NAME_LENGTH = 255;
  private static final int MAX_TEXT_LENGTH = 16 * 1024;
  private static final int MAX_DEPTH = 2;
  private static final String RESERVED_PREFIX = "moe_";

  private final JsonParser json;
  private final ZoneId zone;

  /// @param json at the value to read
  /// @param zone the workspace's, in which a date without a time begins
  public AttributeReader(JsonParser json, ZoneId zone) {
    this.json = json;
    this.zone = zone;
  }

  /// The object at the parser: new values, `null` for attributes that go, and the two fields that
  /// change arrays.
  ///
  /// @throws tools.jackson.core.JacksonException if the JSON is malformed
  public AttributeChanges readChanges() throws AttributeException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new AttributeException("attributes", "attributes is expected to be object");
    }
    int names = 0;
    var set = new LinkedHashMap<String, Value>();
    var removed = new HashSet<String>();
    Map<String, List<Value>> added = Map.of();
    Map<String, List<Value>> taken = Map.of();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      var token = json.nextToken();
      switch (name) {
        case "addValueToArrayField" -> added = readArrays(name, token);
        case "removeValueFromArrayField" -> taken = readArrays(name, token);
        default -> {
          checkName(name);
          if (token == JsonToken.VALUE_NULL) {
            removed.add(name);
            set.remove(name);
          } else {
            set.put(name, readValue(name, MAX_DEPTH));
            removed.remove(name);
          }
        }
      }
      checkCount(++names, "attributes");
    }
    if (AttributeChanges.weight(set) > AttributeChanges.MAX_WEIGHT) {
      throw new AttributeException(
          "attributes",
          "attributes has more than %d characters".formatted(AttributeChanges.MAX_WEIGHT));
    }
    return new AttributeChanges(set, Set.copyOf(removed), added, taken);
  }

  private static void checkCount(int names, String field) throws AttributeException {
    if (names > AttributeChanges.MAX_ATTRIBUTES) {
      throw new AttributeException(
          field, "%s has more than %d names".formatted(field, AttributeChanges.MAX_ATTRIBUTES));
    }
  }

  private Map<String, List<Value>> readArrays(String field, JsonToken token)
      throws AttributeException {
    if (token != JsonToken.START_OBJECT) {
      throw new AttributeException(field, field + " is expected to be object");
    }
    var arrays = new LinkedHashMap<String, List<Value>>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      checkName(name);
      json.nextToken();
      if (!(readValue(name, MAX_DEPTH) instanceof Value.Array(var items))) {
        throw new AttributeException(name, name + " is expected to be array");
      }
      arrays.put(name, items);
      checkCount(arrays.size(), field);
    }
    return arrays;
  }

  /// @throws AttributeException if no attribute can have this name
  public static void checkName(String name) throws AttributeException {
    if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
      throw new AttributeException(
          name,
          "attribute name is %d characters, 1 to %d".formatted(name.length(), MAX_NAME_LENGTH));
    }
    if (name.startsWith(RESERVED_PREFIX)) {
      throw new AttributeException(
          name, "%s is reserved: names may not start with %s".formatted(name, RESERVED_PREFIX));
    }
  }

  /// The value at the parser.
  ///
  /// @param name whose it is
  /// @throws tools.jackson.core.JacksonException if the JSON is malformed
  public Value readValue(String name) throws AttributeException {
    return readValue(name, MAX_DEPTH);
  }

  /// @param depth how many objects may yet be inside each other
  private Value readValue(String name, int depth) throws AttributeException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> text(name, json.getString(), zone);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(name);
      case VALUE_TRUE -> new Value.Flag(true);
      case VALUE_FALSE -> new Value.Flag(false);
      case START_ARRAY -> array(name, depth);
      case START_OBJECT -> fields(name, depth);
      default ->
          throw new AttributeException(
              name, name + " is expected to be string, number, boolean, date, array or object");
    };
  }

  /// A text as an attribute value: a date-time where it is written as one.
  ///
  /// @param name whose it is
  /// @param zone in which a date without a time begins
  public static Value text(String name, String text, ZoneId zone) throws AttributeException {
    if (text.length() > MAX_TEXT_LENGTH) {
      throw new AttributeException(
          name, "%s is %d characters, at most %d".formatted(name, text.length(), MAX_TEXT_LENGTH));
    }
    return Times.valueOf(text, zone);
  }

  private Value number(String name) throws AttributeException {
    double number = json.getDoubleValue() + 0.0; // -0 is 0
    if (Double.isInfinite(number) || Double.isNaN(number)) {
      throw new AttributeException(name, name + " is too large a number");
    }
    return new Value.Amount(number);
  }

  private Value array(String name, int depth) throws AttributeException {
    var items = new ArrayList<Value>();
    for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      if (item == JsonToken.START_ARRAY) {
        throw new AttributeException(name, name + " has an array in an array");
      }
      if (items.size() == AttributeChanges.MAX_ARRAY) {
        throw new AttributeException(
            name, "%s has more than %d values".formatted(name, AttributeChanges.MAX_ARRAY));
      }
      items.add(readValue(name, depth));
    }
    return new Value.Array(items);
  }

  private Value fields(String name, int depth) throws AttributeException {
    if (depth == 0) {
      throw new AttributeException(
          name, "%s has objects more than %d levels deep".formatted(name, MAX_DEPTH));
    }
    var fields = new LinkedHashMap<String, Value>();
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        fields.put(field, readValue(name, depth - 1));
      }
      checkCount(fields.size(), name);
    }
    return new Value.Fields(fields);
  }
}
