package dev.attune.server;

import dev.attune.engine.audience.Need;
import dev.attune.server.access.RateLimits;
import dev.attune.server.admin.AdminApi;
import dev.attune.server.admin.OpenApiDocument;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.cohorts.SyncCohort;
import dev.attune.server.control.HeldOutPeople;
import dev.attune.server.customers.DeleteCustomer;
import dev.attune.server.customers.ExportCustomers;
import dev.attune.server.customers.ImportTransition;
import dev.attune.server.customers.MergeCustomers;
import dev.attune.server.customers.TrackEvents;
import dev.attune.server.customers.UpdateCustomer;
import dev.attune.server.data.DataAccess;
import dev.attune.server.data.DataErrors;
import dev.attune.server.device.Devices;
import dev.attune.server.events.LetOldEventsGo;
import dev.attune.server.events.RecordEvents;
import dev.attune.server.fetch.FetchExperiences;
import dev.attune.server.http.Handler;
import dev.attune.server.http.HttpServer;
import dev.attune.server.http.Limits;
import dev.attune.server.http.RequestObserver;
import dev.attune.server.http.Route;
import dev.attune.server.http.RouteGroup;
import dev.attune.server.http.Runs;
import dev.attune.server.identity.ErasePeople;
import dev.attune.server.identity.Identification;
import dev.attune.server.identity.WriteProfiles;
import dev.attune.server.metadata.ListExperiences;
import dev.attune.server.personalize.PersonalizeAccess;
import dev.attune.server.personalize.PersonalizeErrors;
import dev.attune.server.place.PlaceFileException;
import dev.attune.server.place.Places;
import dev.attune.server.telemetry.Health;
import dev.attune.server.telemetry.Metrics;
import dev.attune.storage.Storage;
import dev.attune.storage.StorageException;
import dev.attune.storage.StorageProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.ServiceLoader;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All wiring, top to bottom. What is opened here is closed in the opposite order: first the ports,
/// which let requests in flight finish, last the storage.
final class Server implements AutoCloseable {
  private static final int DATA_BODY_BYTES = 128 * 1024;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final HttpServer http;
  private final HttpServer management;
  private final Workspaces workspaces;

  /// Opens everything and serves.
  ///
  /// @throws SettingsException if a part cannot start as it is set; the message names the setting.
  ///   Nothing is left running then
  static Server start(Settings settings, String version, InstantSource clock)
      throws SettingsException {
    return new Server(settings, version, clock);
  }

  private Server(Settings settings, String version, InstantSource clock) throws SettingsException {
    boolean started = false;
    try {
      var storage = open(storage(settings.storage(), clock));
      var adminToken = adminToken(settings);
      var places = open(places(settings.geoipDatabase()));
      var metrics = open(new Metrics());
      var random = new SecureRandom();
      workspaces = open(new Workspaces(storage, clock, random, Workspaces.POLL_PERIOD));
      start(workspaces);
      if (workspaces.list().stream().anyMatch(w -> w.catalog().needs(Need.PLACE, List.of()))) {
        places.prepare();
      }

      var heldOutPeople = open(new HeldOutPeople(storage.profiles(), workspaces));
      heldOutPeople.start();
      metrics.watch(
          "attune.held.out.lost",
          "People in control groups who were not written down",
          heldOutPeople::lost);

      var letOldEventsGo =
          open(new LetOldEventsGo(storage.events(), settings.eventRetention(), clock));
      letOldEventsGo.start();

      var identification = new Identification(storage.profiles(), storage.identities());
      var profiles = new WriteProfiles(storage.profiles());
      var fetch = new FetchExperiences(identification, places, new Devices(), heldOutPeople, clock);
      var erase = new ErasePeople(storage.profiles(), heldOutPeople);
      var admin = new AdminApi(workspaces, storage, fetch, erase, adminToken, clock);
      var health = new Health(storage, places, version);
      management =
          listen(
              "ATTUNE_MANAGEMENT_PORT",
              "127.0.0.1",
              settings.managementPort(),
              List.of(management(health, metrics)),
              null);
      var groups =
          new ArrayList<>(data(settings, storage, identification, profiles, erase, clock, random));
      groups.add(personalize(settings, profiles, fetch, storage.readsInProcess(), clock));
      groups.add(admin.routes());
      groups.add(documents(health));
      http = listen("ATTUNE_HTTP_PORT", settings.httpHost(), settings.httpPort(), groups, metrics);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private RouteGroup personalize(
      Settings settings,
      WriteProfiles profiles,
      FetchExperiences fetch,
      boolean readsInProcess,
      InstantSource clock) {
    var access = new PersonalizeAccess(workspaces, new RateLimits(clock));
    var metadata = new ListExperiences(clock);
    var events = new RecordEvents(profiles, settings.eventRetention(), clock);
    var reads = readsInProcess ? Runs.INLINE : Runs.BLOCKING;
    int limit = settings.maxBodyBytes();
    return new RouteGroup(
        "/",
        new PersonalizeErrors(),
        List.of(
            Route.post("/v1/experiences/fetch", reads, limit, access.limiting(fetch::answer)),
            Route.get("/v1/experiences/metadata", Runs.BLOCKING, access.guarding(metadata::answer)),
            Route.post(
                "/v1/experiences/events", Runs.BLOCKING, limit, access.guarding(events::answer))));
  }

  private List<RouteGroup> data(
      Settings settings,
      Storage storage,
      Identification identification,
      WriteProfiles profiles,
      ErasePeople erase,
      InstantSource clock,
      RandomGenerator random) {
    var access = new DataAccess(workspaces);
    var update = new UpdateCustomer(profiles, clock);
    var merge = new MergeCustomers(profiles, clock);
    var delete = new DeleteCustomer(erase, identification);
    var export = new ExportCustomers(storage.profiles(), identification);
    var retention = settings.eventRetention();
    var track = new TrackEvents(profiles, identification, retention, clock, random);
    var transition = new ImportTransition(profiles, identification, retention, clock, random);
    var cohort = new SyncCohort(workspaces, profiles);
    return List.of(
        data(
            "/v1/customer/",
            taking("/v1/customer/{app_id}", access.guarding(update::answer)),
            taking("/v1/customer/merge", access.guardingQuery(merge::answer)),
            taking("/v1/customer/delete", access.guardingQuery(delete::answer))),
        data(
            "/v1/customers/", taking("/v1/customers/export", access.guardingQuery(export::answer))),
        data("/v1/event/", taking("/v1/event/{app_id}", access.guarding(track::answer))),
        data(
            "/v1/transition/",
            taking("/v1/transition/{app_id}", access.guarding(transition::answer))),
        data(
            "/v1/integrations/",
            taking("/v1/integrations/cohortsync", access.guardingHeader(cohort::answer))));
  }

  private static RouteGroup data(String prefix, Route... routes) {
    return new RouteGroup(prefix, new DataErrors(), List.of(routes));
  }

  private static Route taking(String path, Handler handler) {
    return Route.post(path, Runs.BLOCKING, DATA_BODY_BYTES, handler);
  }

  private static RouteGroup documents(Health health) {
    return new RouteGroup(
        "/",
        new PersonalizeErrors(),
        List.of(
            Route.get("/openapi.yaml", Runs.BLOCKING, new OpenApiDocument()),
            Route.get("/health/live", Runs.INLINE, health::live),
            Route.get("/health/ready", Runs.BLOCKING, health::ready)));
  }

  private static RouteGroup management(Health health, Metrics metrics) {
    return new RouteGroup(
        "/",
        new PersonalizeErrors(),
        List.of(
            Route.get("/metrics", Runs.BLOCKING, metrics::scrape),
            Route.get("/health/live", Runs.INLINE, health::live),
            Route.get("/health/ready", Runs.BLOCKING, health::ready)));
  }

  private static Storage storage(String url, InstantSource clock) throws SettingsException {
    var scheme = url.substring(0, Math.max(0, url.indexOf(':')));
    var providers =
        ServiceLoader.load(StorageProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    for (var provider : providers) {
      if (provider.scheme().equals(scheme)) {
        try {
          return provider.open(url, clock);
        } catch (IllegalArgumentException | StorageException unusable) {
          throw new SettingsException("ATTUNE_STORAGE", unusable);
        }
      }
    }
    throw new SettingsException(
        List.of(
            "ATTUNE_STORAGE begins with '%s:', one of %s"
                .formatted(
                    scheme,
                    providers.stream()
                        .map(p -> p.scheme() + ":")
                        .collect(Collectors.joining(", ")))));
  }

  private static String adminToken(Settings settings) throws SettingsException {
    try {
      return AdminToken.of(settings);
    } catch (IOException unusable) {
      throw new SettingsException("ATTUNE_ADMIN_TOKEN", unusable);
    }
  }

  private static Places places(@Nullable Path file) throws SettingsException {
    try {
      return Places.open(file);
    } catch (PlaceFileException unusable) {
      throw new SettingsException("ATTUNE_GEOIP_DATABASE", unusable);
    }
  }

  private static void start(Workspaces workspaces) throws SettingsException {
    try {
      workspaces.start();
    } catch (StorageException unreadable) {
      throw new SettingsException("ATTUNE_STORAGE", unreadable);
    }
  }

  private HttpServer listen(
      String setting,
      String host,
      int port,
      List<RouteGroup> groups,
      @Nullable RequestObserver observer)
      throws SettingsException {
    try {
      return open(HttpServer.start(host, port, Limits.defaults(), groups, observer));
    } catch (UncheckedIOException | IllegalStateException taken) {
      throw new SettingsException(setting, taken);
    }
  }

  private <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }

  int port() {
    return http.port();
  }

  int managementPort() {
    return management.port();
  }

  /// Lets requests in flight finish, then closes everything. What was answered is stored.
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("closing the server", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
