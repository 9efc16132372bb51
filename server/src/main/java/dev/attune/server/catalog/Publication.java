package dev.attune.server.catalog;

import dev.attune.server.document.Difference;
import java.util.List;

/// What came of publishing.
public sealed interface Publication {

  /// It is live. Without differences nothing was written and the version is the old one.
  ///
  /// @param before the version it followed; 0 when there was no such workspace
  record Published(Workspace workspace, long before, List<Difference> differences)
      implements Publication {}

  /// Another version stands than the caller expected; nothing was written.
  ///
  /// @param current 0 when there is no such workspace
  record Conflict(long current) implements Publication {}

  /// There is no such workspace to change.
  record Absent() implements Publication {}
}
