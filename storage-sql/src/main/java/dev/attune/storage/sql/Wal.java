package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves pages from the write-ahead log into the database file, so that the log stays short.
///
/// A thread of its own moves them while the writer writes. But the log starts over only when all of
/// it has been moved and nobody writes meanwhile: when it has grown long, the thread catches up and
/// asks the writer to move the little that is left, between two commits.
///
/// After an erasure the log is also cut to nothing, because what was erased is still in it. That
/// needs a moment in which nobody reads an older state: it is tried until there is one.
final class Wal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Wal.class);
  private static final long PAUSE_MILLIS = 50;
  private static final int LONG_PAGES = 32_768;
  private static final int PATIENCE_MILLIS = 20;

  private final Connection connection;
  private final Thread thread;
  private final Queue<CompletableFuture<Boolean>> scrubbing = new ConcurrentLinkedQueue<>();
  private volatile boolean written;
  private volatile boolean restWanted;
  private volatile boolean closed;
  private volatile boolean failing;

  Wal(Connections connections) throws SQLException {
    connection = connections.writer();
    thread = Thread.ofPlatform().name("attune-storage-wal").start(this::work);
  }

  /// On the writer's thread, outside a transaction.
  void afterCommit(Connection writing) {
    written = true;
    if (restWanted) {
      restWanted = false;
      move(writing);
    }
    scrub(writing);
  }

  /// Asks that nothing of what was committed by now stay in the log.
  ///
  /// @return done when that is so
  Future<Boolean> scrub() {
    var done = new CompletableFuture<Boolean>();
    scrubbing.add(done);
    return done;
  }

  /// Ends the thread. What has not been moved stays in the log, which is as good a place.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      connection.close();
    } catch (SQLException e) {
      log.warn("SQLite did not close the connection that moves the write-ahead log", e);
    }
  }

  private void work() {
    while (!closed) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        continue;
      }
      scrub(connection);
      if (written) {
        written = false;
        if (move(connection) > LONG_PAGES) {
          move(connection);
          move(connection);
          restWanted = true;
        }
      }
    }
  }

  private void scrub(Connection on) {
    var asked = new ArrayList<CompletableFuture<Boolean>>();
    for (var each = scrubbing.poll(); each != null; each = scrubbing.poll()) {
      asked.add(each);
    }
    if (asked.isEmpty()) {
      return;
    }
    if (cut(on)) {
      asked.forEach(each -> each.complete(true));
    } else {
      scrubbing.addAll(asked);
    }
  }

  private boolean cut(Connection on) {
    try (var sql = on.createStatement()) {
      // Writers wait for as long as this waits for readers.
      sql.execute("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
      try (var row = sql.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
        row.next();
        return row.getInt(1) == 0;
      } finally {
        sql.execute("PRAGMA busy_timeout = " + Connections.BUSY_MILLIS);
      }
    } catch (SQLException e) {
      log.warn("the write-ahead log could not be cut; it is tried again", e);
      return false;
    }
  }

  /// @return how many pages the log holds, moved ones included
  private int move(Connection on) {
    try (var sql = on.createStatement();
        var row = sql.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
      row.next();
      failing = false;
      return row.getInt(2);
    } catch (SQLException e) {
      // Nothing is lost, the log only grows: said once until it goes well again.
      if (!failing) {
        log.warn("the write-ahead log could not be moved into the database file", e);
      }
      failing = true;
      return 0;
    }
  }
}
