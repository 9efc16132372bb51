package dev.attune.server.admin;

import dev.attune.server.catalog.CatalogVersion;
import dev.attune.server.catalog.Publication.Absent;
import dev.attune.server.catalog.Publication.Conflict;
import dev.attune.server.catalog.Publication.Published;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.DocumentWriter;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Whole workspaces. The entity tag of one is its version.
final class WorkspaceEndpoints {
  private final Workspaces workspaces;

  WorkspaceEndpoints(Workspaces workspaces) {
    this.workspaces = workspaces;
  }

  Response list(Request request) {
    var paging = Paging.of(request);
    return Answers.of(
        200,
        json ->
            paging.write(
                json,
                workspaces.list(),
                Workspace::id,
                workspace -> workspace.document().name(),
                WorkspaceEndpoints::writeSummary));
  }

  private static void writeSummary(JsonGenerator json, Workspace workspace) {
    var document = workspace.document();
    json.writeStringProperty("id", workspace.id());
    json.writeStringProperty("name", document.name());
    json.writeNumberProperty("version", workspace.version());
    json.writeNumberProperty("experiences", document.experiences().size());
    json.writeNumberProperty("audiences", document.audiences().size());
    json.writeNumberProperty("segments", document.segments().size());
    json.writeNumberProperty("keys", workspace.keys().list().size());
  }

  Response get(Request request) {
    var workspace = find(workspaces, request);
    var etag = etag(workspace.version());
    if (Preconditions.of(request).notModified(etag)) {
      return Response.empty(304).with("ETag", etag);
    }
    var format = Formats.wanted(request);
    return Response.of(200, Formats.type(format), DocumentWriter.text(workspace.document(), format))
        .with("ETag", etag)
        .with("Vary", "Accept")
        .with(CatalogVersion.header(workspace));
  }

  Response put(Request request) throws IOException {
    var text = request.bodyStream().readAllBytes();
    var document = DocumentReader.workspace(text, Formats.given(request, text));
    var id = request.pathParameter("workspace");
    if (!document.id().equals(id)) {
      throw AdminProblem.badRequest(
          "The path names workspace '%s', the document '%s'.".formatted(id, document.id()));
    }
    var preconditions = Preconditions.of(request);
    if (preconditions.any()) {
      workspaces.refresh(); // another server may have published a moment ago
    }
    var current = workspaces.find(id);
    preconditions.check(current == null ? null : etag(current.version()));
    if (isDryRun(request)) {
      return plan(document, current);
    }
    return switch (workspaces.publish(document, expected(preconditions, current))) {
      case Published published ->
          Answers.published(published.before() == 0 ? 201 : 200, published)
              .with("ETag", etag(published.workspace().version()));
      case Conflict(var now) ->
          throw AdminProblem.preconditionFailed(
              now == 0
                  ? "The workspace was deleted meanwhile."
                  : "Another change came first: the version is %d now.".formatted(now));
      case Absent _ -> throw new IllegalStateException("publishing creates what is absent");
    };
  }

  private static boolean isDryRun(Request request) {
    var value = request.queryParameter("dry_run");
    return switch (value) {
      case null -> false;
      case "false" -> false;
      case "true" -> true;
      default -> throw AdminProblem.badRequest("dry_run is neither true nor false");
    };
  }

  private Response plan(WorkspaceDocument document, @Nullable Workspace current) {
    var differences = workspaces.plan(document);
    return Answers.of(
        200,
        json -> {
          json.writeStringProperty("workspace", document.id());
          json.writeBooleanProperty("dry_run", true);
          json.writeNumberProperty("version", current == null ? 0 : current.version());
          Answers.writeDifferences(json, differences);
        });
  }

  /// The preconditions held for `current`; they hold when it is written only if it still stands.
  private static OptionalLong expected(Preconditions preconditions, @Nullable Workspace current) {
    return preconditions.any()
        ? OptionalLong.of(current == null ? 0 : current.version())
        : OptionalLong.empty();
  }

  Response delete(Request request) {
    var id = request.pathParameter("workspace");
    var preconditions = Preconditions.of(request);
    // Asked for also what is not live: an earlier deletion may have got only half way.
    if (!workspaces.delete(id, version -> preconditions.check(etag(version)))) {
      throw AdminProblem.unknownWorkspace(id);
    }
    return Response.empty(204);
  }

  /// @throws dev.attune.server.http.Refused 404 when there is no such workspace
  static Workspace find(Workspaces workspaces, Request request) {
    var id = request.pathParameter("workspace");
    var workspace = workspaces.find(id);
    if (workspace == null) {
      throw AdminProblem.unknownWorkspace(id);
    }
    return workspace;
  }

  private static String etag(long version) {
    return "\"" + version + "\"";
  }
}
