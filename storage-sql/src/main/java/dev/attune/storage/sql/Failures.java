package dev.attune.storage.sql;

import dev.attune.storage.StorageException;
import java.sql.SQLException;

/// The one place where the driver's exceptions become ours.
final class Failures {
  private Failures() {}

  /// A failure before anything was committed.
  static StorageException.Unavailable nothingStored(SQLException e) {
    return new StorageException.Unavailable("SQLite: " + e.getMessage(), e);
  }

  static StorageException.Unavailable closed() {
    return new StorageException.Unavailable(
        "the storage is closed", new IllegalStateException("closed"));
  }

  static StorageException.Unavailable overloaded(long waitedSeconds) {
    var message = "the writer had no room for " + waitedSeconds + " s";
    return new StorageException.Unavailable(message, new IllegalStateException(message));
  }

  /// A failure of the commit itself, or nobody waited for its answer.
  static StorageException.OutcomeUnknown perhapsStored(Throwable e) {
    return new StorageException.OutcomeUnknown("SQLite, at commit: " + e.getMessage(), e);
  }
}
