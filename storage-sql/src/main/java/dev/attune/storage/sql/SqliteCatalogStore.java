package dev.attune.storage.sql;

import dev.attune.storage.CatalogStore;
import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class SqliteCatalogStore implements CatalogStore {
  private final SqliteStorage storage;

  SqliteCatalogStore(SqliteStorage storage) {
    this.storage = storage;
  }

  @Override
  public Map<WorkspaceId, Long> versions() {
    return storage.read(reader -> reader.workspaces.versions());
  }

  @Override
  public @Nullable StoredWorkspace find(WorkspaceId id) {
    return storage.read(reader -> reader.workspaces.find(id));
  }

  @Override
  public boolean replace(StoredWorkspace next) {
    long workspace = storage.numberOrNew(next.id());
    return storage.write(sql -> sql.replaceCatalog.replace(workspace, next));
  }
}
