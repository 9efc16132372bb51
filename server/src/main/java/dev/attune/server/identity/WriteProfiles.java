package dev.attune.server.identity;

import dev.attune.server.catalog.Workspace;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what callers send of people, under the workspace's policy. That people became one is in
/// their profile; the log says how many, and names nobody, and so it does of events left out.
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
    long tooOld = tooOld(written);
    if (tooOld > 0) {
      LOG.warn(
          "Workspace {}: events left out, for the database has let go of all that happened then: {}",
          workspace.id(),
          tooOld);
    }
    int merged = written.stream().mapToInt(one -> one.merged().size()).sum();
    if (merged > 0) {
      LOG.info("Workspace {}: profiles merged into others: {}", workspace.id(), merged);
    }
    return written;
  }

  /// Only where events were kept for less time before, or are by another server: those too old for
  /// this one are refused before they come here.
  private static long tooOld(List<Written> written) {
    long all = 0;
    for (var one : written) {
      all += Collections.frequency(one.appended(), Written.Appended.TOO_OLD);
    }
    return all;
  }
}
