package dev.attune.server.telemetry;

import dev.attune.server.http.ContentType;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.json.Json;
import dev.attune.server.place.Places;
import dev.attune.storage.Storage;
import dev.attune.storage.StorageException;
import tools.jackson.core.util.ByteArrayBuilder;

/// Whether the process lives, and whether it can do its work.
public final class Health {
  private final Storage storage;
  private final Places places;
  private final String version;

  public Health(Storage storage, Places places, String version) {
    this.storage = storage;
    this.places = places;
    this.version = version;
  }

  /// `GET /health/live`: the process answers.
  public Response live(Request request) {
    return Response.of(200, ContentType.JSON, "{\"status\":\"up\"}");
  }

  /// `GET /health/ready`: 200 if the storage answers, else 503; and where places come from.
  public Response ready(Request request) {
    boolean up = storageAnswers();
    var body = new ByteArrayBuilder();
    try (var json = Json.generator(body)) {
      json.writeStartObject();
      json.writeStringProperty("status", up ? "up" : "down");
      json.writeStringProperty("version", version);
      json.writeStringProperty("storage", up ? "up" : "down");
      json.writeStringProperty("places", places.description());
      json.writeEndObject();
    }
    return Response.of(up ? 200 : 503, ContentType.JSON, body.toByteArray());
  }

  private boolean storageAnswers() {
    try {
      storage.catalogs().versions();
      return true;
    } catch (StorageException down) {
      return false; // the answer says so, and whoever uses the storage logs why
    }
  }
}
