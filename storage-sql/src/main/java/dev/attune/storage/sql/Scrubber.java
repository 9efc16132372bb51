package dev.attune.storage.sql;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Sees to it that what was erased is in none of the database's files any more. SQLite overwrites
/// the row that is deleted (`secure_delete`), but copies of it are in the write-ahead log, and may
/// be in [UnallocatedSpace].
final class Scrubber {
  private static final int PATIENCE_MILLIS = 20;

  /// At once, so that writers wait for a tenth of a second and not, the first time, for seconds.
  private static final int MOST_PAGES = 4_096;

  private final Connections connections;

  Scrubber(Connections connections) {
    this.connections = connections;
  }

  /// Does what is left to do since erasures were committed. Nobody writes meanwhile.
  ///
  /// @return whether all was done: not while somebody reads an older state, or has written
  ///   meanwhile, or when it was much
  boolean scrub() throws SQLException, IOException {
    // A connection of its own. All others see that it has written, and forget the pages they have.
    try (var connection = connections.writer();
        var sql = connection.createStatement()) {
      // Writers wait for as long as this waits for readers.
      sql.execute("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
      if (number(sql, "SELECT wanted FROM scrub") == 0) {
        return true;
      }
      if (number(sql, "PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
        return false;
      }
      sql.execute("BEGIN IMMEDIATE");
      if (connections.logSize() > 0 || !UnallocatedSpace.clear(connections.file(), MOST_PAGES)) {
        return false; // Closing rolls back.
      }
      sql.execute("UPDATE scrub SET wanted = 0");
      sql.execute("COMMIT");
      return true;
    } catch (SQLiteException e) {
      if (e.getResultCode() == SQLiteErrorCode.SQLITE_BUSY) {
        return false;
      }
      throw e;
    }
  }

  private static int number(Statement sql, String query) throws SQLException {
    try (var row = sql.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }
}
