package dev.attune.storage;

/// One open database. Opened by its [StorageProvider], closed by the server, never in between.
///
/// Safe for many threads; any number of servers may have the same database open.
public interface Storage extends AutoCloseable {

  CatalogStore catalogs();

  ProfileStore profiles();

  IdentityStore identities();

  EventStore events();

  SegmentStore segments();

  ReportStore reports();

  /// Whether reads are answered inside this process, in microseconds. If so the server reads on the
  /// thread that took the request; if not it hands the request to a pool first.
  boolean readsInProcess();

  /// Erases every profile, identifier and event of a workspace, and what was counted; its
  /// configuration stays.
  ///
  /// Runs in bounded steps, so other writers wait for none of it for long. After a failure some are
  /// erased; calling again goes on.
  void purge(WorkspaceId workspace);

  /// Finishes the writes under way; calls that come later are [StorageException.Unavailable].
  /// Closing again does nothing.
  @Override
  void close();
}
