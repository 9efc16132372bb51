package dev.attune.server.customers;

import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.server.attributes.ValueJson;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.data.DataBody;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Response;
import dev.attune.server.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.ByteArrayBuilder;

/// The export body as callers write it, and the answer as they expect it. Source:
/// docs/wire.md#export.
final class ExportWire {
  private static final int MAX_USERS = 20;
  private static final int MAX_FIELDS = 1_000;

  private final JsonParser json;
  private final Workspace workspace;
  private @Nullable List<Lookup> people;
  private @Nullable List<String> fields;

  private ExportWire(JsonParser json, Workspace workspace) {
    this.json = json;
    this.workspace = workspace;
  }

  /// @param fields which attributes are wanted; null for all
  record Export(List<Lookup> people, @Nullable List<String> fields) {}

  /// @throws Refused in the words of the contract for whatever is wrong with the body
  static Export read(byte[] body, Workspace workspace) {
    return DataBody.read(body, json -> new ExportWire(json, workspace).readBody());
  }

  /// The vendor's pages have it both ways: inside `data`, and without it.
  private Export readBody() {
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      if (field.equals("data")) {
        DataBody.expectObject(token, field);
        for (String inner = json.nextName(); inner != null; inner = json.nextName()) {
          readField(inner, json.nextToken());
        }
      } else {
        readField(field, token);
      }
    }
    return new Export(DataBody.required(people, "identifiers"), fields);
  }

  private void readField(String field, JsonToken token) {
    switch (field) {
      case "identifiers" -> people = readIdentifiers(token);
      case "user_fields_to_export" -> fields = readFields(token, field);
      default -> json.skipChildren();
    }
  }

  private List<Lookup> readIdentifiers(JsonToken token) {
    DataBody.expectArray(token, "identifiers");
    var lookups = new ArrayList<Lookup>();
    for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      DataBody.expectObject(item, "identifiers");
      if (lookups.size() == MAX_USERS) {
        throw new Refused(DataProblem.tooMany("identifiers", MAX_USERS));
      }
      lookups.add(readIdentifier());
    }
    if (lookups.isEmpty()) {
      throw new Refused(DataProblem.emptyArray("identifiers"));
    }
    return lookups;
  }

  private Lookup readIdentifier() {
    String type = null;
    String value = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "identifier_type" -> type = DataBody.text(json, token, field);
        case "identifier" -> value = DataBody.text(json, token, field);
        default -> json.skipChildren();
      }
    }
    return Lookup.of(workspace, type, "identifier_type", value, "identifier");
  }

  private @Nullable List<String> readFields(JsonToken token, String field) {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    DataBody.expectArray(token, field);
    var names = new ArrayList<String>();
    for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      if (item != JsonToken.VALUE_STRING) {
        throw new Refused(DataProblem.wrongType(field, "array of string"));
      }
      if (names.size() == MAX_FIELDS) {
        throw new Refused(DataProblem.tooMany(field, MAX_FIELDS));
      }
      names.add(json.getString());
    }
    return names;
  }

  /// @param notFound as the caller named them
  static Response answer(
      List<Profile> found, @Nullable List<String> fields, List<String> notFound) {
    var body = new ByteArrayBuilder();
    try (var json = Json.generator(body)) {
      json.writeStartObject();
      json.writeStringProperty("status", "success");
      json.writeStringProperty("type", "export_users");
      json.writeObjectPropertyStart("data");
      json.writeArrayPropertyStart("users");
      for (var profile : found) {
        json.writeStartObject();
        json.writeName("user_attributes");
        ValueJson.writeFields(json, attributes(profile, fields));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("users_not_found");
      notFound.forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    }
    return Response.of(200, ContentType.JSON, body.toByteArray()).with("Cache-Control", "no-store");
  }

  /// By name; or those that are asked for, in that order.
  private static Map<String, Value> attributes(Profile profile, @Nullable List<String> fields) {
    var all = new TreeMap<>(profile.withStandard());
    if (fields == null) {
      return all;
    }
    all.putIfAbsent("customer_id", new Value.Text(profile.customerId())); // as the samples ask
    var wanted = new LinkedHashMap<String, Value>();
    for (var field : fields) {
      var value = all.get(field);
      if (value != null) {
        wanted.put(field, value);
      }
    }
    return wanted;
  }
}
