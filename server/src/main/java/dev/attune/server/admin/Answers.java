package dev.attune.server.admin;

import dev.attune.server.catalog.CatalogVersion;
import dev.attune.server.catalog.Publication.Published;
import dev.attune.server.document.Difference;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.Header;
import dev.attune.server.http.Response;
import dev.attune.server.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;

/// How answers of this API are written.
final class Answers {
  static final Header NO_STORE = Header.fixed("Cache-Control", "no-store");

  private Answers() {}

  /// An object in JSON.
  ///
  /// @param members writes what is in it
  static Response of(int status, Consumer<JsonGenerator> members) {
    return of(status, ContentType.JSON, members);
  }

  static Response of(int status, ContentType type, Consumer<JsonGenerator> members) {
    var body = new ByteArrayBuilder();
    try (var json = Json.generator(body)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return Response.of(status, type, body.toByteArray());
  }

  /// What a change has changed.
  static Response published(int status, Published published) {
    var workspace = published.workspace();
    return of(
            status,
            json -> {
              json.writeStringProperty("workspace", workspace.id());
              json.writeNumberProperty("version", workspace.version());
              json.writeNumberProperty("before", published.before());
              writeDifferences(json, published.differences());
            })
        .with(CatalogVersion.header(workspace));
  }

  static void writeDifferences(JsonGenerator json, List<Difference> differences) {
    json.writeArrayPropertyStart("differences");
    for (var difference : differences) {
      json.writeStartObject();
      json.writeStringProperty("path", difference.path());
      json.writeStringProperty("kind", difference.kind().name().toLowerCase(Locale.ROOT));
      writeValue(json, "before", difference.before());
      writeValue(json, "after", difference.after());
      if (difference.movedBuckets() > 0) {
        json.writeNumberProperty("moved_buckets", difference.movedBuckets());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// As the JSON it is; as a text where it is words for people, such as the shares of a split.
  private static void writeValue(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeName(name);
      if (isJson(value)) {
        json.writeRawValue(value);
      } else {
        json.writeString(value);
      }
    }
  }

  private static boolean isJson(String text) {
    try (var json = Json.parser(Json.utf8(text))) {
      var first = json.nextToken();
      if (first != null && first.isStructStart()) {
        json.skipChildren();
      }
      return first != null && json.nextToken() == null;
    } catch (JacksonException words) {
      return false;
    }
  }
}
