package dev.attune.storage;

/// A workspace's configuration as it is kept.
///
/// @param version 1 for the first, then one more for each change, also through deletion and
///   re-creation
/// @param content opaque to the storage; empty when the workspace was deleted
public record StoredWorkspace(WorkspaceId id, long version, String content) {

  public StoredWorkspace {
    if (version < 1) {
      throw new IllegalArgumentException("workspace version is " + version + ", at least 1");
    }
  }

  public boolean deleted() {
    return content.isEmpty();
  }
}
