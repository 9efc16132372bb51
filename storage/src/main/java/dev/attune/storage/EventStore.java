package dev.attune.storage;

import java.util.List;

/// The events as they were accepted. They are appended by [ProfileStore#write], with the profile of
/// the person who did them.
public interface EventStore {

  /// The latest events of one person by [Event#at], the newest first; those of one moment in the
  /// order in which they were appended, the last first.
  ///
  /// @param limit how many at the most
  List<Event> latest(WorkspaceId workspace, String customerId, int limit);
}
