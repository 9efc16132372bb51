package dev.attune.server.personalize;

import dev.attune.server.access.BasicCredentials;
import dev.attune.server.access.RateLimits;
import dev.attune.server.access.RateLimits.Allowance;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.document.KeyKind;
import dev.attune.server.http.Handler;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;

/// Who may call the three endpoints: first the workspace (400), then the key (401), then the rate
/// (429), then whatever the endpoint says of the body. A body that does not come with the head is
/// awaited only from callers who pass the first two. Source: docs/wire.md#errors.
public final class PersonalizeAccess {

  /// What an endpoint does for a caller who was let in.
  @FunctionalInterface
  public interface Endpoint {
    Response answer(Workspace workspace, Request request);
  }

  private final Workspaces workspaces;
  private final RateLimits rates;

  public PersonalizeAccess(Workspaces workspaces, RateLimits rates) {
    this.workspaces = workspaces;
    this.rates = rates;
  }

  /// The endpoint behind the checks.
  public Handler guarding(Endpoint endpoint) {
    return Handler.admitting(
        this::authenticated, request -> endpoint.answer(authenticated(request), request));
  }

  /// The same with the workspace's fetches counted against its limit. If there is one, its headers
  /// stand on every answer, refusals of the body too.
  public Handler limiting(Endpoint endpoint) {
    return Handler.admitting(
        this::authenticated,
        request -> {
          var workspace = authenticated(request);
          var allowance = rates.take(workspace.id(), workspace.limits().fetchesPerMinute());
          return allowance == null
              ? endpoint.answer(workspace, request)
              : counted(allowance, endpoint, workspace, request);
        });
  }

  private static Response counted(
      Allowance allowance, Endpoint endpoint, Workspace workspace, Request request) {
    if (!allowance.admitted()) {
      throw new Refused(new TooManyRequests(allowance));
    }
    try {
      return RateHeaders.on(endpoint.answer(workspace, request), allowance);
    } catch (Refused refused) {
      throw new Refused(new Counted(refused.problem(), allowance));
    }
  }

  private Workspace authenticated(Request request) {
    var workspace = workspaceOf(request);
    authenticate(workspace, request);
    return workspace;
  }

  private Workspace workspaceOf(Request request) {
    var name = request.header("MOE-APPKEY");
    if (name == null) {
      name = request.header("MOE-DBNAME");
    }
    var workspace = name == null ? null : workspaces.find(name);
    if (workspace == null) {
      throw new Refused(PersonalizeProblem.unknownWorkspace());
    }
    return workspace;
  }

  private static void authenticate(Workspace workspace, Request request) {
    var credentials = BasicCredentials.parse(request.header("Authorization"));
    if (credentials == null
        || !credentials.user().equals(workspace.id())
        || !workspace.keys().admits(KeyKind.PERSONALIZE, credentials.secret())) {
      throw new Refused(PersonalizeProblem.unauthenticated());
    }
  }
}
