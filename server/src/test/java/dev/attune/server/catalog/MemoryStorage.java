package dev.attune.server.catalog;

import dev.attune.storage.CatalogStore;
import dev.attune.storage.EventStore;
import dev.attune.storage.IdentityStore;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ReportStore;
import dev.attune.storage.SegmentStore;
import dev.attune.storage.Storage;
import dev.attune.storage.StorageException;
import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Configuration in memory, shared by all who have this object; can be told to fail.
final class MemoryStorage implements Storage, CatalogStore {
  private final Map<WorkspaceId, StoredWorkspace> stored = new ConcurrentHashMap<>();
  private final List<WorkspaceId> purged = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean down;
  private volatile @Nullable Lost lost;
  private volatile Runnable beforeReplace = () -> {};

  /// What becomes of the next write, of which the writer is told nothing.
  enum Lost {
    WRITTEN,
    NOT_WRITTEN
  }

  void down(boolean isDown) {
    down = isDown;
  }

  void loseNext(Lost how) {
    lost = how;
  }

  /// Runs once, before the next write.
  void beforeNextReplace(Runnable action) {
    beforeReplace =
        () -> {
          beforeReplace = () -> {};
          action.run();
        };
  }

  void put(StoredWorkspace workspace) {
    stored.put(workspace.id(), workspace);
  }

  List<WorkspaceId> purged() {
    return List.copyOf(purged);
  }

  @Override
  public Map<WorkspaceId, Long> versions() {
    refuseWhenDown();
    var versions = new HashMap<WorkspaceId, Long>();
    stored.forEach((id, workspace) -> versions.put(id, workspace.version()));
    return versions;
  }

  @Override
  public @Nullable StoredWorkspace find(WorkspaceId id) {
    refuseWhenDown();
    return stored.get(id);
  }

  @Override
  public boolean replace(StoredWorkspace next) {
    refuseWhenDown();
    beforeReplace.run();
    var how = lost;
    lost = null;
    if (how == Lost.NOT_WRITTEN) {
      throw new StorageException.OutcomeUnknown("timed out", new IllegalStateException());
    }
    boolean replaced = replaceIfNext(next);
    if (how == Lost.WRITTEN) {
      throw new StorageException.OutcomeUnknown("timed out", new IllegalStateException());
    }
    return replaced;
  }

  private synchronized boolean replaceIfNext(StoredWorkspace next) {
    var stands = stored.get(next.id());
    if (next.version() != (stands == null ? 1 : stands.version() + 1)) {
      return false;
    }
    stored.put(next.id(), next);
    return true;
  }

  private void refuseWhenDown() {
    if (down) {
      throw new StorageException.Unavailable("the database is down", new IllegalStateException());
    }
  }

  @Override
  public CatalogStore catalogs() {
    return this;
  }

  @Override
  public ProfileStore profiles() {
    throw new UnsupportedOperationException("configuration takes no profile");
  }

  @Override
  public IdentityStore identities() {
    throw new UnsupportedOperationException("configuration takes no identifier");
  }

  @Override
  public EventStore events() {
    throw new UnsupportedOperationException("configuration takes no event");
  }

  @Override
  public SegmentStore segments() {
    throw new UnsupportedOperationException("configuration takes no segment");
  }

  @Override
  public ReportStore reports() {
    throw new UnsupportedOperationException("configuration takes no report");
  }

  @Override
  public boolean readsInProcess() {
    return true;
  }

  @Override
  public void purge(WorkspaceId workspace) {
    refuseWhenDown();
    purged.add(workspace);
  }

  @Override
  public void close() {}
}
