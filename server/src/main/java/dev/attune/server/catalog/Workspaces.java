package dev.attune.server.catalog;

import dev.attune.server.catalog.Publication.Absent;
import dev.attune.server.catalog.Publication.Conflict;
import dev.attune.server.catalog.Publication.Published;
import dev.attune.server.document.Difference;
import dev.attune.server.document.InvalidDocument;
import dev.attune.server.document.KeyKind;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.storage.CatalogStore;
import dev.attune.storage.Storage;
import dev.attune.storage.StorageException;
import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All workspaces, live. Safe for many threads; reading never waits for a change.
///
/// A change is made to what is live here, and stored by compare-and-set. When another server came
/// first, what it stored is loaded and the change is made to that. Changes of this server wait for
/// one another, so that they do not spend their work on losing to each other.
public final class Workspaces implements AutoCloseable {

  /// How often the storage is asked for what other servers published.
  public static final Duration POLL_PERIOD = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(Workspaces.class);

  private final Storage storage;
  private final CatalogStore store;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Watcher watcher;
  private final Map<String, Workspace> live = new ConcurrentHashMap<>();
  private final ReentrantLock changing = new ReentrantLock();

  /// The version last looked at, also of what was deleted or could not be read. Changed only by the
  /// holder of `changing`.
  private final Map<String, Long> seen = new ConcurrentHashMap<>();

  /// Why what stands is not what is live. Only for the holder of `changing`.
  private final Map<String, RuntimeException> unreadable = new HashMap<>();

  /// Nothing is loaded before [#start].
  ///
  /// @param random must be unpredictable: it makes secrets
  public Workspaces(
      Storage storage, InstantSource clock, RandomGenerator random, Duration pollPeriod) {
    this.storage = storage;
    this.store = storage.catalogs();
    this.clock = clock;
    this.random = random;
    watcher = new Watcher(this::refresh, pollPeriod);
  }

  /// Loads every workspace and begins to watch for changes.
  ///
  /// @throws StorageException if the storage cannot be read
  public void start() {
    refresh();
    watcher.start();
  }

  /// Loads what changed since the last look. The watcher does it all the time; callable by anyone.
  ///
  /// @throws StorageException if the storage cannot be read; what is live stays
  public void refresh() {
    store
        .versions()
        .forEach((id, version) -> {
          if (!version.equals(seen.get(id.text()))) {
            changing.lock();
            try {
              load(id);
            } finally {
              changing.unlock();
            }
          }
        });
  }

  /// Stops watching. The last image stays readable.
  @Override
  public void close() {
    watcher.close();
  }

  /// Null for an unknown or deleted workspace.
  public @Nullable Workspace find(String id) {
    return live.get(id);
  }

  /// In no particular order.
  public Collection<Workspace> list() {
    return Collections.unmodifiableCollection(live.values());
  }

  /// What publishing a document would change.
  ///
  /// @throws InvalidDocument if it cannot be published over what stands
  public List<Difference> plan(WorkspaceDocument document) {
    var standing = live.get(document.id());
    var change = Change.whole(document, clock.instant(), random);
    return Change.differences(standing, change.apply(standing));
  }

  /// Makes a document what its workspace is, and creates the workspace if there is none.
  ///
  /// @param expected the version that must stand (0: none); empty: whichever
  /// @return Published or Conflict
  /// @throws InvalidDocument if it cannot be published over what stands
  /// @throws StorageException if it was not stored, or nobody can know
  public Publication publish(WorkspaceDocument document, OptionalLong expected) {
    return change(document.id(), expected, true, Change.whole(document, clock.instant(), random));
  }

  /// Changes part of a document. Applied again to what stands then when another change came first,
  /// so `change` must do nothing else.
  ///
  /// @param change may throw what it likes; nothing is written then
  /// @return Published or Absent
  public Publication edit(String id, UnaryOperator<WorkspaceDocument> change) {
    return changeExisting(id, Change.part(change, clock.instant(), random));
  }

  /// Deletes a workspace with all its profiles and events.
  ///
  /// @return whether there was one
  /// @throws StorageException if it was not deleted, or not all of its profiles were; calling again
  ///   goes on
  public boolean delete(String id) {
    return delete(id, version -> {});
  }

  /// The same if `check` lets it.
  ///
  /// @param check is told the version that stands, and may throw what it likes; nothing is deleted
  ///   then
  public boolean delete(String id, LongConsumer check) {
    var workspace = new WorkspaceId(id);
    boolean there;
    changing.lock();
    try {
      do {
        loadIfChanged(workspace);
        there = live.containsKey(id) || unreadable.containsKey(id);
        if (there) {
          check.accept(nextVersion(id) - 1);
        }
      } while (there && !stored(new StoredWorkspace(workspace, nextVersion(id), "")));
      if (there) {
        deleted(id, nextVersion(id));
      }
    } finally {
      changing.unlock();
    }
    if (seen.containsKey(id)) { // also when an earlier deletion got only half way
      storage.purge(workspace);
    }
    return there;
  }

  /// @return null when there is no such workspace
  /// @throws InvalidDocument if there are too many keys of this kind
  public @Nullable NewKey createKey(String id, KeyKind kind, String name) {
    var made = Keys.make(kind, name, clock.instant(), random);
    var key = made.key();
    return changeExisting(id, Change.keys(keys -> keys.has(key.id()) ? keys : keys.with(key)))
            instanceof Published
        ? made
        : null;
  }

  /// Makes a key and ends all others of its kind, at once.
  ///
  /// @return null when there is no such workspace
  public @Nullable NewKey regenerateKeys(String id, KeyKind kind) {
    var made = Keys.make(kind, "", clock.instant(), random);
    var change = Change.keys(keys -> keys.without(key -> key.kind() == kind).with(made.key()));
    return changeExisting(id, change) instanceof Published ? made : null;
  }

  /// @return whether there was such a key
  public boolean revokeKey(String id, String keyId) {
    var change = Change.keys(keys -> keys.without(key -> key.id().equals(keyId)));
    return changeExisting(id, change) instanceof Published published
        && !published.differences().isEmpty();
  }

  private Publication changeExisting(String id, Change change) {
    return change(id, OptionalLong.empty(), false, change);
  }

  /// @param creates whether there need not be a workspace yet
  private Publication change(String id, OptionalLong expected, boolean creates, Change change) {
    var workspace = new WorkspaceId(id);
    changing.lock();
    try {
      while (true) {
        loadIfChanged(workspace);
        refuseUnreadable(workspace);
        var standing = live.get(id);
        long version = standing == null ? 0 : standing.version();
        if (expected.isPresent() && expected.getAsLong() != version) {
          return new Conflict(version);
        }
        if (standing == null && !creates) {
          return new Absent();
        }
        var next = change.apply(standing);
        var differences = Change.differences(standing, next);
        if (standing != null && isSame(standing, next)) {
          return new Published(standing, version, List.of());
        }
        var published = published(workspace, standing, next);
        if (published != null) {
          return new Published(published, version, differences);
        }
      }
    } finally {
      changing.unlock();
    }
  }

  private static boolean isSame(Workspace standing, StoredText next) {
    return standing.document().equals(next.document()) && standing.keys().equals(next.keys());
  }

  /// Null when another server came first.
  private @Nullable Workspace published(
      WorkspaceId id, @Nullable Workspace standing, StoredText next) {
    long version = nextVersion(id.text());
    if (standing == null && version > 1) {
      storage.purge(id); // what the deletion may have left must not come back to life
    }
    var workspace = image(id.text(), version, next, standing);
    if (!stored(new StoredWorkspace(id, version, next.text()))) {
      return null;
    }
    install(workspace);
    return workspace;
  }

  private long nextVersion(String id) {
    return seen.getOrDefault(id, 0L) + 1;
  }

  private void refuseUnreadable(WorkspaceId id) {
    var why = unreadable.get(id.text());
    if (why != null) {
      throw new IllegalStateException(
          "version %d of workspace %s cannot be read by this server, so it is not changed"
              .formatted(seen.get(id.text()), id.text()),
          why);
    }
  }

  /// Whether it is stored now; false when another server came first.
  private boolean stored(StoredWorkspace next) {
    try {
      return store.replace(next);
    } catch (StorageException.OutcomeUnknown unknown) {
      var stands = store.find(next.id());
      if (stands == null || stands.version() < next.version()) {
        throw unknown; // not yet, at least
      }
      return stands.equals(next);
    }
  }

  private void loadIfChanged(WorkspaceId id) {
    var version = store.versions().get(id);
    if (version != null && !version.equals(seen.get(id.text()))) {
      load(id);
    }
  }

  /// What cannot be read leaves live what was.
  private void load(WorkspaceId id) {
    var stored = store.find(id);
    var known = seen.get(id.text());
    if (stored == null || (known != null && known >= stored.version())) {
      return; // loaded meanwhile
    }
    if (stored.deleted()) {
      deleted(id.text(), stored.version());
      return;
    }
    try {
      var text = StoredText.of(stored.content());
      var before = live.get(id.text());
      var document = text.document().sharing(before == null ? null : before.document());
      install(image(id.text(), stored.version(), new StoredText(document, text.keys()), before));
    } catch (RuntimeException refused) {
      LOG.error(
          "Version {} of workspace {} cannot be read; what is live stays as it is",
          stored.version(),
          id.text(),
          refused);
      unreadable.put(id.text(), refused);
      seen.put(id.text(), stored.version());
    }
  }

  private static Workspace image(
      String id, long version, StoredText text, @Nullable Workspace before) {
    return new Workspace(
        id,
        version,
        text.document(),
        text.keys(),
        Compiler.compile(text.document(), version, before));
  }

  private void install(Workspace workspace) {
    live.put(workspace.id(), workspace);
    unreadable.remove(workspace.id());
    seen.put(workspace.id(), workspace.version());
  }

  private void deleted(String id, long version) {
    live.remove(id);
    unreadable.remove(id);
    seen.put(id, version);
  }
}
