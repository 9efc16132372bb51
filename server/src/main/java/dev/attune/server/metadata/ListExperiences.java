package dev.attune.server.metadata;

import dev.attune.engine.experience.Experience;
import dev.attune.engine.experience.State;
import dev.attune.server.catalog.CatalogVersion;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.util.ByteArrayBuilder;

/// `GET /v1/experiences/metadata`: what there is to ask for. Source: docs/wire.md#metadata.
public final class ListExperiences {
  /// Drafts, expired and archived experiences are never listed.
  private static final Map<State, String> LISTED =
      Map.of(State.ACTIVE, "Active", State.PAUSED, "Paused", State.SCHEDULED, "Scheduled");

  private final InstantSource clock;

  public ListExperiences(InstantSource clock) {
    this.clock = clock;
  }

  public Response answer(Workspace workspace, Request request) {
    var now = clock.instant();
    var states = states(request.queryParameters("status"));
    var listed =
        workspace.catalog().experiences().stream()
            .filter(experience -> states.contains(experience.stateAt(now)))
            .sorted(Comparator.comparing(Experience::key))
            .toList();
    return Response.of(200, ContentType.JSON, write(listed, now))
        .with(CatalogVersion.header(workspace));
  }

  /// A word that names no listed state matches nothing.
  ///
  /// @param words comma-separated, in each of the query's `status`; empty for all
  private static Set<State> states(List<String> words) {
    if (words.isEmpty()) {
      return LISTED.keySet();
    }
    var wanted =
        words.stream()
            .flatMap(list -> Arrays.stream(list.split(",", -1)))
            .map(String::strip)
            .collect(Collectors.toSet());
    return LISTED.keySet().stream()
        .filter(state -> wanted.contains(LISTED.get(state)))
        .collect(Collectors.toSet());
  }

  private static byte[] write(List<Experience> listed, Instant now) {
    var body = new ByteArrayBuilder();
    try (var json = Json.generator(body)) {
      json.writeStartObject();
      json.writeObjectPropertyStart("metadata");
      json.writeNumberProperty("count", listed.size());
      json.writeArrayPropertyStart("experiences");
      for (var experience : listed) {
        json.writeStartObject();
        json.writeStringProperty("experience_name", experience.name());
        json.writeStringProperty("experience_key", experience.key());
        json.writeStringProperty("status", LISTED.get(experience.stateAt(now)));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    }
    return body.toByteArray();
  }
}
