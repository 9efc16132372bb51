package dev.attune.storage;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The configuration of workspaces, each replaced whole.
public interface CatalogStore {

  /// The version of every workspace, deleted ones included. Cheap: servers ask twice a second to
  /// notice what others have published.
  Map<WorkspaceId, Long> versions();

  /// What stands, deleted or not; null where there never was such a workspace.
  @Nullable StoredWorkspace find(WorkspaceId id);

  /// Compare and set: `next` is stored if what stands has the version before its own (for version
  /// 1: if there is nothing).
  ///
  /// @return whether it was stored; of several racing writers of one version exactly one is told so
  /// @throws StorageException.OutcomeUnknown if it may have been; [#find] tells
  boolean replace(StoredWorkspace next);
}
