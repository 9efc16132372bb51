package dev.attune.server.data;

import dev.attune.server.access.BasicCredentials;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.document.KeyKind;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.Handler;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Request;
import dev.attune.server.http.RequestIds;
import dev.attune.server.http.Response;
import dev.attune.server.json.Json;

/// Who may call the data APIs: first the key (401), then the app id of the path (409), then the
/// media type (415).
public final class DataAccess {

  /// What an endpoint does for a caller who was let in.
  @FunctionalInterface
  public interface Endpoint {
    Response answer(Workspace workspace, Request request);
  }

  private final Workspaces workspaces;

  public DataAccess(Workspaces workspaces) {
    this.workspaces = workspaces;
  }

  /// The endpoint behind the checks; its path has an `{app_id}`.
  public Handler guarding(Endpoint endpoint) {
    return Handler.admitting(
        this::admitted, request -> endpoint.answer(admitted(request), request));
  }

  private Workspace admitted(Request request) {
    var workspace = authenticated(request);
    if (!request.pathParameter("app_id").equals(workspace.id())) {
      throw new Refused(DataProblem.mismatch());
    }
    checkMediaType(request);
    return workspace;
  }

  private Workspace authenticated(Request request) {
    var credentials = BasicCredentials.parse(request.header("Authorization"));
    var workspace = credentials == null ? null : workspaces.find(credentials.user());
    if (credentials == null
        || workspace == null
        || !workspace.keys().admits(KeyKind.DATA, credentials.secret())) {
      throw new Refused(DataProblem.unauthenticated());
    }
    return workspace;
  }

  private static void checkMediaType(Request request) {
    var type = request.header("Content-Type");
    if (type != null && !withoutParameters(type).equalsIgnoreCase("application/json")) {
      throw new Refused(DataProblem.notJson());
    }
  }

  private static String withoutParameters(String type) {
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip();
  }

  /// The answer to what was accepted.
  public static Response accepted() {
    var body =
        "{\"status\":\"success\",\"message\":\"Your request has been accepted and will be processed"
            + " soon.\",\"request_id\":\""
            + RequestIds.next()
            + "\"}";
    return Response.of(200, ContentType.JSON, Json.utf8(body));
  }
}
