package dev.attune.server.admin;

import dev.attune.server.catalog.CatalogVersion;
import dev.attune.server.catalog.Publication;
import dev.attune.server.catalog.Publication.Absent;
import dev.attune.server.catalog.Publication.Conflict;
import dev.attune.server.catalog.Publication.Published;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.document.Format;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/// One kind of part of a workspace, part by part. The entity tag of one is a hash of what it is, so
/// it changes with that part only.
///
/// Preconditions are checked inside the change, which is applied again to what stands then when
/// another came first: of two that expect the same, one is refused.
final class PartEndpoints<T> {
  private static final int ETAG_BYTES = 16;

  private final Workspaces workspaces;
  private final PartKind<T> kind;
  private final InstantSource clock;

  PartEndpoints(Workspaces workspaces, PartKind<T> kind, InstantSource clock) {
    this.workspaces = workspaces;
    this.kind = kind;
    this.clock = clock;
  }

  Response list(Request request) {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var paging = Paging.of(request);
    var summaries = kind.summaries(workspace, clock.instant());
    return Answers.of(
            200,
            json ->
                paging.write(json, kind.all(workspace.document()), kind::id, kind::name, summaries))
        .with(CatalogVersion.header(workspace));
  }

  Response get(Request request) {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var part = kind.find(workspace.document(), request.pathParameter("id"));
    if (part == null) {
      throw unknown(request.pathParameter("id"));
    }
    var etag = etag(part);
    if (!kind.showsMore() && Preconditions.of(request).notModified(etag)) {
      return Response.empty(304).with("ETag", etag);
    }
    var format = Formats.wanted(request);
    return Response.of(200, Formats.type(format), kind.shown(part, workspace, format))
        .with("ETag", etag)
        .with("Vary", "Accept")
        .with(CatalogVersion.header(workspace));
  }

  Response put(Request request) {
    var id = request.pathParameter("id");
    var text = request.body();
    var format = Formats.given(request, text);
    var preconditions = Preconditions.of(request);
    var existed = new AtomicBoolean();
    var published =
        edit(
            request,
            preconditions,
            document -> {
              var standing = kind.find(document, id);
              existed.set(standing != null);
              preconditions.check(standing == null ? null : etag(standing));
              return kind.with(document, kind.read(text, format, id, document));
            });
    return answer(existed.get() ? 200 : 201, published, id);
  }

  Response delete(Request request) {
    var id = request.pathParameter("id");
    var preconditions = Preconditions.of(request);
    var published =
        edit(
            request,
            preconditions,
            document -> {
              var standing = kind.find(document, id);
              if (standing == null) {
                throw unknown(id);
              }
              preconditions.check(etag(standing));
              refuseIfUsed(document, id);
              return kind.without(document, id);
            });
    return Response.empty(204).with(CatalogVersion.header(published.workspace()));
  }

  /// Changes one part that is there.
  Response change(Request request, UnaryOperator<T> change) {
    var id = request.pathParameter("id");
    var preconditions = Preconditions.of(request);
    var published =
        edit(
            request,
            preconditions,
            document -> {
              var standing = kind.find(document, id);
              if (standing == null) {
                throw unknown(id);
              }
              preconditions.check(etag(standing));
              return kind.with(document, change.apply(standing));
            });
    return answer(200, published, id);
  }

  private void refuseIfUsed(WorkspaceDocument document, String id) {
    var users = kind.users(document, id);
    if (!users.isEmpty()) {
      throw AdminProblem.conflict(
          "The %s '%s' is still used by %s.".formatted(kind.word(), id, named(users)));
    }
  }

  private static String named(List<String> users) {
    int shown = Math.min(10, users.size());
    var names = String.join(", ", users.subList(0, shown));
    return shown == users.size() ? names : names + " and %d more".formatted(users.size() - shown);
  }

  private Published edit(
      Request request, Preconditions preconditions, UnaryOperator<WorkspaceDocument> change) {
    if (preconditions.any()) {
      workspaces.refresh(); // another server may have published a moment ago
    }
    var id = request.pathParameter("workspace");
    Publication publication = workspaces.edit(id, change);
    return switch (publication) {
      case Published published -> published;
      case Absent _ -> throw AdminProblem.unknownWorkspace(id);
      case Conflict _ -> throw new IllegalStateException("an edit is applied again, never refused");
    };
  }

  private Response answer(int status, Published published, String id) {
    var part = kind.find(published.workspace().document(), id);
    var response = Answers.published(status, published);
    return part == null ? response : response.with("ETag", etag(part));
  }

  private RuntimeException unknown(String id) {
    return AdminProblem.notFound(
        "There is no %s '%s' in this workspace.".formatted(kind.word(), id));
  }

  private String etag(T part) {
    var text = kind.text(part, Format.JSON).getBytes(StandardCharsets.UTF_8);
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text);
      return "\"" + HexFormat.of().formatHex(Arrays.copyOf(hash, ETAG_BYTES)) + "\"";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
