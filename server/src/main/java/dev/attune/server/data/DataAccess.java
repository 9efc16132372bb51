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
import java.util.List;
import java.util.function.Function;

/// Who may call the data APIs: first the key (401), then the workspace that path, query or header
/// name (409), then the media type (415).
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
    return guarding(endpoint, request -> List.of(request.pathParameter("app_id")));
  }

  /// The endpoint behind the checks, where `app_id` is in the query. The vendor's samples leave it
  /// out, so it may be missing.
  public Handler guardingQuery(Endpoint endpoint) {
    return guarding(endpoint, request -> request.queryParameters("app_id"));
  }

  /// The endpoint behind the checks, where the workspace may be named in a header.
  public Handler guardingHeader(Endpoint endpoint) {
    return guarding(
        endpoint,
        request -> {
          var named = request.header("MOE-APPKEY");
          return named == null ? List.of() : List.of(named);
        });
  }

  /// @param named what the call names the workspace by beside its credentials
  private Handler guarding(Endpoint endpoint, Function<Request, List<String>> named) {
    return Handler.admitting(
        request -> admitted(request, named),
        request -> endpoint.answer(admitted(request, named), request));
  }

  private Workspace admitted(Request request, Function<Request, List<String>> named) {
    var workspace = authenticated(request);
    if (!named.apply(request).stream().allMatch(workspace.id()::equals)) {
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
