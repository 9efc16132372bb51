package dev.attune.server.identity;

import dev.attune.server.catalog.Workspace;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what callers send of people, under the workspace's policy. That people became one is in
/// their profile; the log says how many, and names nobody.
public final class WriteProfiles {
  private static final Logger LOG = LoggerFactory.getLogger(WriteProfiles.class);

  private final ProfileStore profiles;

  public WriteProfiles(ProfileStore profiles) {
    this.profiles = profiles;
  }

  /// Durable when this returns.
  ///
  /// @return what came of each, in order
  /// @see ProfileStore#write
  public List<Written> write(Workspace workspace, List<ProfileWrite> writes) {
    var written = profiles.write(new WorkspaceId(workspace.id()), workspace.policy(), writes);
    int merged = written.stream().mapToInt(one -> one.merged().size()).sum();
    if (merged > 0) {
      LOG.info("Workspace {}: profiles merged into others: {}", workspace.id(), merged);
    }
    return written;
  }
}
