package dev.attune.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The events as they were accepted, until they are let go. They are appended by
/// [ProfileStore#write], with the profile of the person who did them.
public interface EventStore {

  /// The latest events of one person by [Event#at], the newest first; those of one moment in the
  /// order in which they were appended, the last first.
  ///
  /// @param limit how many at the most
  List<Event> latest(WorkspaceId workspace, String customerId, int limit);

  /// Lets go of events of all workspaces that happened before a moment. What was counted of them
  /// stays, and what profiles keep of them too: exposures, deeds, totals.
  ///
  /// From then on no event that happened before it is appended, be it new or not: it is
  /// [Written.Appended#TOO_OLD]. So none counts twice because nobody knows it any more.
  ///
  /// Events go when they happened [#KEPT_LONGER] before it, in the order in which they were
  /// appended: one that is younger keeps those that came after it. In bounded steps while others
  /// write; when it fails some are gone, and calling again goes on. An earlier moment than the last
  /// time changes nothing.
  ///
  /// @return how many events were removed
  /// @throws StorageException.Unavailable if not all are gone
  long letGo(Instant before);

  /// So that of each day, in whatever time zone, either all events are still there or none is taken
  /// in: [ReportStore#rebuild] counts whole days.
  Duration KEPT_LONGER = Duration.ofHours(26);
}
