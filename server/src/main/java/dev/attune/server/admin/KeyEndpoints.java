package dev.attune.server.admin;

import dev.attune.server.catalog.Key;
import dev.attune.server.catalog.NewKey;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.document.InvalidDocument;
import dev.attune.server.document.KeyKind;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The keys of a workspace. A secret is in the one answer that made it, and nowhere else.
final class KeyEndpoints {
  private static final int MAX_NAME_LENGTH = 256;

  private final Workspaces workspaces;

  KeyEndpoints(Workspaces workspaces) {
    this.workspaces = workspaces;
  }

  Response list(Request request) {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var keys = workspace.keys().list();
    return Answers.of(
        200,
        json -> {
          json.writeNumberProperty("count", keys.size());
          json.writeArrayPropertyStart("items");
          for (var key : keys) {
            json.writeStartObject();
            write(json, key);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  Response create(Request request) {
    var fields = ObjectOfTexts.read(request.body(), List.of("kind", "name"));
    var kind = kind(fields.get("kind"));
    var name = name(fields.getOrDefault("name", ""));
    var id = request.pathParameter("workspace");
    try {
      return shown(workspaces.createKey(id, kind, name), id);
    } catch (InvalidDocument tooMany) {
      throw AdminProblem.conflict(tooMany.mistakes().getFirst().message());
    }
  }

  Response regenerate(Request request) {
    var fields = ObjectOfTexts.read(request.body(), List.of("kind"));
    var id = request.pathParameter("workspace");
    return shown(workspaces.regenerateKeys(id, kind(fields.get("kind"))), id);
  }

  private static Response shown(@Nullable NewKey made, String workspace) {
    if (made == null) {
      throw AdminProblem.unknownWorkspace(workspace);
    }
    return Answers.of(
            201,
            json -> {
              write(json, made.key());
              json.writeStringProperty("secret", made.secret());
            })
        .with(Answers.NO_STORE);
  }

  Response delete(Request request) {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var key = request.pathParameter("key");
    if (!workspaces.revokeKey(workspace.id(), key)) {
      throw AdminProblem.notFound("There is no key '%s' in this workspace.".formatted(key));
    }
    return Response.empty(204);
  }

  private static void write(JsonGenerator json, Key key) {
    json.writeStringProperty("id", key.id());
    json.writeStringProperty("kind", key.kind().word());
    json.writeStringProperty("name", key.name());
    json.writeStringProperty("created_at", key.createdAt().toString());
  }

  private static KeyKind kind(@Nullable String word) {
    for (var kind : KeyKind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw AdminProblem.badRequest(
        "kind is %s, one of %s"
            .formatted(
                word == null ? "missing" : "'" + word + "'",
                Arrays.stream(KeyKind.values())
                    .map(KeyKind::word)
                    .collect(Collectors.joining(", "))));
  }

  private static String name(String name) {
    if (name.length() > MAX_NAME_LENGTH) {
      throw AdminProblem.badRequest(
          "name is %d characters, at most %d".formatted(name.length(), MAX_NAME_LENGTH));
    }
    return name;
  }
}
