package dev.attune.server;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.Format;
import dev.attune.server.document.InvalidDocument;
import dev.attune.storage.Storage;
import dev.attune.storage.StorageProvider;
import dev.attune.storage.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.ServiceLoader;

/// A workspace on SQLite in a folder, at a time that a test sets.
public final class Shop implements AutoCloseable {
  public static final String PERSONALIZE_KEY = "the-personalize-key";
  public static final String DATA_KEY = "the-data-key-of-shop";
  public static final String EXPERIENCE_ID = "65eae5738ea5032b0ef60138";
  public static final String CID = EXPERIENCE_ID + "_F_T_WP_AB_1_P_0_AU_42D";

  private static final String DOCUMENT =
      """
      id: SHOP
      name: Shop
      time_zone: Asia/Kolkata
      identity: { resolution: true, identifiers: [u_em, card] }
      limits: { fetches_per_minute: PER_MINUTE }
      keys:
        - { kind: personalize, name: test, secret: the-personalize-key }
        - { kind: data, name: test, secret: the-data-key-of-shop }
      audiences: [ { id: 5A, name: Everyone, rule: { everyone: true } } ]
      experiences:
        - key: home-banner
          name: Home Banner
          id: 65eae5738ea5032b0ef60138
          status: active
          audiences:
            - audience: { id: 42D, name: All Users, rule: { everyone: true } }
              variations:
                - { name: Default, weight: 100, payload: { Title: "Hello {{ UserAttribute['u_fn'] | default('you') }}" } }
        - key: late-strip
          name: Late Strip
          status: active
          schedule: { start: 2030-01-01T00:00:00Z }
          audiences:
            - audience: { id: 43D, name: All Users 2, rule: { everyone: true } }
              variations: [ { name: Default, weight: 100, payload: { Title: Late } } ]
        - { key: all-paused, name: Paused One, status: paused, audiences: [ { audience: 5A, variations: [ { name: Only, weight: 100, payload: { Title: P } } ] } ] }
        - { key: all-drafted, name: Drafted One, status: draft, audiences: [] }
        - { key: all-archived, name: Archived One, status: archived, audiences: [ { audience: 5A, variations: [ { name: Only, weight: 100, payload: { Title: A } } ] } ] }
      """;

  private final Storage storage;
  private final Workspaces workspaces;
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");

  public Shop(Path folder) {
    this(folder, 0);
  }

  public Shop(Path folder, int fetchesPerMinute) {
    storage =
        ServiceLoader.load(StorageProvider.class)
            .findFirst()
            .orElseThrow()
            .open("sqlite:" + folder.resolve("shop.db"), clock());
    workspaces = new Workspaces(storage, clock(), new Random(1), Workspaces.POLL_PERIOD);
    publish(DOCUMENT.replace("PER_MINUTE", Integer.toString(fetchesPerMinute)));
  }

  /// Holds out so many of the home banner.
  public void holdOut(int percent) {
    publish(
        DOCUMENT
            .replace("PER_MINUTE", "0")
            .replace(
                "id: " + EXPERIENCE_ID,
                "id: " + EXPERIENCE_ID + "\n    control_percent: " + percent));
  }

  private void publish(String document) {
    try {
      var read = DocumentReader.workspace(document.getBytes(StandardCharsets.UTF_8), Format.YAML);
      var _ = workspaces.publish(read, OptionalLong.empty());
    } catch (InvalidDocument invalid) {
      throw new IllegalStateException(invalid);
    }
  }

  public InstantSource clock() {
    return () -> now;
  }

  public Instant now() {
    return now;
  }

  public void at(Instant time) {
    now = time;
  }

  public Storage storage() {
    return storage;
  }

  public Workspaces workspaces() {
    return workspaces;
  }

  public Workspace workspace() {
    return Objects.requireNonNull(workspaces.find("SHOP"));
  }

  public WorkspaceId id() {
    return new WorkspaceId("SHOP");
  }

  @Override
  public void close() {
    workspaces.close();
    storage.close();
  }
}
