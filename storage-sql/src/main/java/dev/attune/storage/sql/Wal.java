package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves pages from the write-ahead log into the database file, so that the log stays short.
///
/// A thread of its own moves them while the writer writes. But the log starts over only when all of
/// it has been moved and nobody writes meanwhile: when it has grown long, the thread catches up and
/// asks the writer to move the little that is left, between two commits.
///
/// Thread and writer also do what the [Scrubber] is asked for: while the writer writes all the
/// time, the thread finds the database locked.
final class Wal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Wal.class);
  private static final long PAUSE_MILLIS = 50;
  private static final int LONG_PAGES = 32_768;

  private final Connection connection;
  private final Scrubber scrubber;
  private final Thread thread;
  private volatile boolean written;
  private volatile boolean restWanted;
  private volatile boolean closed;
  private volatile boolean failing;

  Wal(Connections connections, Scrubber scrubber) throws SQLException {
    connection = connections.writer();
    this.scrubber = scrubber;
    thread = Thread.ofPlatform().name("attune-storage-wal").start(this::work);
  }

  /// On the writer's thread, outside a transaction.
  void afterCommit(Connection writing) {
    written = true;
    if (restWanted) {
      restWanted = false;
      move(writing);
    }
    scrubber.scrubIfAsked();
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
      scrubber.scrubIfAsked();
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
