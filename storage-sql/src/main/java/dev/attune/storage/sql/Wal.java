package dev.attune.storage.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves pages from the write-ahead log into the database file, so that the log stays short.
///
/// A thread of its own moves them while the writer writes. But the log starts over only when all of
/// it has been moved and nobody writes meanwhile: when it has grown long, the thread catches up and
/// asks the writer to move the little that is left, between two commits.
///
/// After an erasure it has the files scrubbed. That needs a moment in which nobody reads an older
/// state: it is tried until there is one. Whoever writes waits meanwhile, so for four times as long
/// as it took there is no other; erasures that come in by then share the next.
final class Wal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Wal.class);
  private static final long PAUSE_MILLIS = 50;
  private static final int LONG_PAGES = 32_768;
  private static final int REST = 4;
  private static final long REST_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Connection connection;
  private final Scrubber scrubber;
  private final Thread thread;
  private final Queue<CompletableFuture<Boolean>> scrubbing = new ConcurrentLinkedQueue<>();
  private volatile boolean written;
  private volatile boolean restWanted;
  private volatile boolean closed;
  private volatile boolean failing;
  private long rested = System.nanoTime();

  Wal(Connections connections) throws SQLException {
    connection = connections.writer();
    scrubber = new Scrubber(connections);
    thread = Thread.ofPlatform().name("attune-storage-wal").start(this::work);
  }

  /// On the writer's thread, outside a transaction.
  void afterCommit(Connection writing) {
    written = true;
    if (restWanted) {
      restWanted = false;
      move(writing);
    }
    scrubIfAsked();
  }

  /// Asks that nothing of what was erased by now stay in the files.
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
      scrubIfAsked();
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

  /// On the writer's thread, or nobody who writes all the time would let the other one in.
  private synchronized void scrubIfAsked() {
    if (scrubbing.isEmpty() || System.nanoTime() - rested < 0) {
      return;
    }
    var asked = new ArrayList<CompletableFuture<Boolean>>();
    for (var each = scrubbing.poll(); each != null; each = scrubbing.poll()) {
      asked.add(each);
    }
    long begun = System.nanoTime();
    long rest = REST_AFTER_FAILURE_NANOS;
    boolean done = false;
    try {
      done = scrubber.scrub();
      rest = REST * (System.nanoTime() - begun);
    } catch (SQLException | IOException e) {
      log.warn("what was erased is still in bytes of the files; it is tried again", e);
    }
    rested = System.nanoTime() + rest;
    if (done) {
      asked.forEach(each -> each.complete(true));
    } else {
      scrubbing.addAll(asked);
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
