package dev.attune.storage.sql;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Sees to it that what was erased is in none of the database's files any more. SQLite overwrites
/// the row that is deleted (`secure_delete`), but copies of it are in the write-ahead log, and may
/// be in [UnallocatedSpace].
///
/// That needs a moment in which nobody reads an older state: it is tried until there is one.
/// Whoever writes waits meanwhile, so for four times as long as it took there is no other; erasures
/// that come in by then share the next. Any thread may call.
final class Scrubber {
  private static final Logger log = LoggerFactory.getLogger(Scrubber.class);
  private static final int PATIENCE_MILLIS = 20;
  private static final int REST = 4;
  private static final long REST_AFTER_FAILURE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /// At once, so that writers wait for a tenth of a second and not, the first time, for seconds.
  private static final int MOST_PAGES = 4_096;

  private final Connections connections;
  private final Queue<CompletableFuture<Boolean>> waiting = new ConcurrentLinkedQueue<>();
  private long rested = System.nanoTime();

  Scrubber(Connections connections) {
    this.connections = connections;
  }

  /// Asks that nothing of what was erased by now stay in the files.
  ///
  /// @return done when that is so
  Future<Boolean> ask() {
    var done = new CompletableFuture<Boolean>();
    waiting.add(done);
    return done;
  }

  /// Tries to do what was asked for, unless it is time to rest.
  synchronized void scrubIfAsked() {
    if (waiting.isEmpty() || System.nanoTime() - rested < 0) {
      return;
    }
    var asked = new ArrayList<CompletableFuture<Boolean>>();
    for (var each = waiting.poll(); each != null; each = waiting.poll()) {
      asked.add(each);
    }
    long begun = System.nanoTime();
    long rest = REST_AFTER_FAILURE_NANOS;
    boolean done = false;
    try {
      done = scrub();
      rest = REST * (System.nanoTime() - begun);
    } catch (SQLException | IOException e) {
      log.warn("what was erased is still in bytes of the files; it is tried again", e);
    }
    rested = System.nanoTime() + rest;
    if (done) {
      asked.forEach(each -> each.complete(true));
    } else {
      waiting.addAll(asked);
    }
  }

  /// Does what is left to do since erasures were committed. Nobody writes meanwhile.
  ///
  /// @return whether all was done: not while somebody reads an older state, or has written
  ///   meanwhile, or when it was much
  private boolean scrub() throws SQLException, IOException {
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
