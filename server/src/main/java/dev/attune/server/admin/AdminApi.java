package dev.attune.server.admin;

import dev.attune.server.catalog.Workspaces;
import dev.attune.server.document.InvalidDocument;
import dev.attune.server.fetch.FetchExperiences;
import dev.attune.server.http.Handler;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Request;
import dev.attune.server.http.RequestIds;
import dev.attune.server.http.Route;
import dev.attune.server.http.RouteGroup;
import dev.attune.server.http.Runs;
import dev.attune.server.identity.ErasePeople;
import dev.attune.storage.Storage;
import dev.attune.storage.StorageException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All routes under `/admin/v1`. Everything is behind one token.
public final class AdminApi {
  private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
  private static final String PREFIX = "/admin/v1";
  private static final String WORKSPACE = PREFIX + "/workspaces/{workspace}";

  static final int MAX_WORKSPACE_BYTES = 32 * 1024 * 1024;
  static final int MAX_PART_BYTES = 1024 * 1024;
  static final int MAX_SMALL_BYTES = 64 * 1024;

  private final Workspaces workspaces;
  private final Storage storage;
  private final FetchExperiences fetch;
  private final ErasePeople people;
  private final BearerToken token;
  private final InstantSource clock;

  /// @param adminToken what callers must send; only its hash is kept
  public AdminApi(
      Workspaces workspaces,
      Storage storage,
      FetchExperiences fetch,
      ErasePeople people,
      String adminToken,
      InstantSource clock) {
    this.workspaces = workspaces;
    this.storage = storage;
    this.fetch = fetch;
    this.people = people;
    this.clock = clock;
    token = new BearerToken(adminToken);
  }

  public RouteGroup routes() {
    var routes = new ArrayList<Route>();
    addWorkspaces(routes);
    addExperiences(routes);
    addParts(routes, new PartEndpoints<>(workspaces, new Audiences(), clock), "/audiences");
    var size = new AudienceSizeEndpoint(workspaces, storage.profiles(), clock);
    routes.add(get(WORKSPACE + "/audiences/{id}/size", size::get));
    var segments = new Segments(storage.segments());
    addParts(routes, new PartEndpoints<>(workspaces, segments, clock), "/segments");
    addMembers(routes);
    addReports(routes);
    addKeys(routes);
    addProfiles(routes);
    var explain = new ExplainEndpoint(workspaces, fetch);
    routes.add(post(WORKSPACE + "/explain", MAX_PART_BYTES, explain::explain));
    return new RouteGroup(PREFIX, new AdminErrors(), routes);
  }

  private void addWorkspaces(List<Route> routes) {
    var endpoints = new WorkspaceEndpoints(workspaces);
    routes.add(get(PREFIX + "/workspaces", endpoints::list));
    routes.add(get(WORKSPACE, endpoints::get));
    // Streaming, so that nobody can make the server hold 32 MiB before the token is checked.
    routes.add(streamed("PUT", WORKSPACE, MAX_WORKSPACE_BYTES, endpoints::put));
    routes.add(delete(WORKSPACE, endpoints::delete));
  }

  private void addExperiences(List<Route> routes) {
    var endpoints = new PartEndpoints<>(workspaces, new Experiences(), clock);
    addParts(routes, endpoints, "/experiences");
    routes.add(
        post(
            WORKSPACE + "/experiences/{id}/status",
            MAX_SMALL_BYTES,
            request -> {
              var fields = ObjectOfTexts.read(request.body(), List.of("status"));
              var status = Experiences.status(fields.get("status"));
              return endpoints.change(request, experience -> experience.withStatus(status));
            }));
  }

  private void addParts(List<Route> routes, PartEndpoints<?> endpoints, String plural) {
    var list = WORKSPACE + plural;
    var one = list + "/{id}";
    routes.add(get(list, endpoints::list));
    routes.add(get(one, endpoints::get));
    routes.add(Route.put(one, Runs.BLOCKING, MAX_PART_BYTES, guarded(one, endpoints::put)));
    routes.add(delete(one, endpoints::delete));
  }

  private void addReports(List<Route> routes) {
    var endpoints = new ReportEndpoints(workspaces, storage.reports(), clock);
    routes.add(get(WORKSPACE + "/experiences/{id}/report", endpoints::report));
    routes.add(post(WORKSPACE + "/reports/rebuild", MAX_SMALL_BYTES, endpoints::rebuild));
  }

  private void addMembers(List<Route> routes) {
    var endpoints = new MemberEndpoints(workspaces, storage.segments());
    var path = WORKSPACE + "/segments/{id}/members";
    routes.add(streamed("PUT", path, Long.MAX_VALUE, endpoints::replace));
    routes.add(streamed("POST", path, Long.MAX_VALUE, endpoints::add));
    routes.add(streamed("DELETE", path, Long.MAX_VALUE, endpoints::remove));
  }

  private void addProfiles(List<Route> routes) {
    var profiles = new ProfileImport(workspaces, storage.profiles(), clock);
    routes.add(streamed("POST", WORKSPACE + "/profiles/import", Long.MAX_VALUE, profiles::run));
    var endpoints = new ProfileEndpoints(workspaces, storage, people, clock);
    var one = WORKSPACE + "/profiles/{customer}";
    routes.add(get(one, endpoints::get));
    routes.add(delete(one, endpoints::erase));
  }

  private void addKeys(List<Route> routes) {
    var endpoints = new KeyEndpoints(workspaces);
    routes.add(get(WORKSPACE + "/keys", endpoints::list));
    routes.add(post(WORKSPACE + "/keys", MAX_SMALL_BYTES, endpoints::create));
    routes.add(post(WORKSPACE + "/keys/regenerate", MAX_SMALL_BYTES, endpoints::regenerate));
    routes.add(delete(WORKSPACE + "/keys/{key}", endpoints::delete));
  }

  private Route get(String path, Handler handler) {
    return Route.get(path, Runs.BLOCKING, guarded(path, handler));
  }

  private Route post(String path, int maxBytes, Handler handler) {
    return Route.post(path, Runs.BLOCKING, maxBytes, guarded(path, handler));
  }

  private Route delete(String path, Handler handler) {
    return Route.delete(path, Runs.BLOCKING, guarded(path, handler));
  }

  private Route streamed(String method, String path, long maxBytes, Handler handler) {
    return new Route(method, path, Runs.STREAMING, maxBytes, guarded(path, handler));
  }

  /// Behind the token, and with words for what any of them may meet.
  ///
  /// @param path the route's, for the log: that of a request may name a person
  private Handler guarded(String path, Handler handler) {
    return Handler.admitting(
        token::check,
        request -> {
          token.check(request);
          try {
            return handler.handle(request);
          } catch (InvalidDocument invalid) {
            throw AdminProblem.invalid(invalid);
          } catch (StorageException trouble) {
            throw failed(request, path, trouble);
          }
        });
  }

  private static Refused failed(Request request, String path, StorageException trouble) {
    var code = RequestIds.next();
    LOG.error("{} {} failed in the storage, code {}", request.method(), path, code, trouble);
    return AdminProblem.unavailable(detail(trouble), code);
  }

  private static String detail(StorageException trouble) {
    return switch (trouble) {
      case StorageException.Unavailable _ ->
          "The storage cannot be reached. Nothing was changed; try again.";
      case StorageException.OutcomeUnknown _ ->
          "The storage did not answer in time. The change may have been made: look before you try"
              + " again.";
    };
  }
}
