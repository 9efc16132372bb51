package dev.attune.storage.sql;

import dev.attune.storage.StorageException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes. Group commit: what waits when a transaction begins goes into it, and
/// all are answered once it is on disk, so that a hundred callers share one fsync.
///
/// If a change fails, the transaction is rolled back and each of its changes is run again in one of
/// its own: the one that fails has the failure for itself.
final class Writer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);
  private static final int WAITING = 1_024;
  private static final int HEAVIEST = 4_096;
  private static final long PATIENCE_SECONDS = 10;

  private static final class Job<T> {
    private final Change<T> change;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable T result;

    Job(Change<T> change) {
      this.change = change;
    }

    void run(WriteStatements sql) throws SQLException {
      result = change.apply(sql);
    }

    @SuppressWarnings("NullAway") // run() came before
    void succeed() {
      answer.complete(result);
    }

    void fail(Throwable failure) {
      answer.completeExceptionally(failure);
    }
  }

  private final Connections connections;
  private final Slots slots;
  private final Sizes sizes;
  private final Scrubber scrubber;
  private final Wal wal;
  private final BlockingQueue<Job<?>> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Job<?> stop = new Job<>(statements -> true);
  private final ReentrantReadWriteLock lifecycle = new ReentrantReadWriteLock();
  private final Thread thread;
  private @Nullable WriteStatements statements;
  private boolean closed;

  Writer(Connections connections, Slots slots, Sizes sizes) throws SQLException {
    this.connections = connections;
    this.slots = slots;
    this.sizes = sizes;
    scrubber = new Scrubber(connections);
    wal = new Wal(connections, scrubber);
    thread = Thread.ofPlatform().name("attune-storage-writer").start(this::work);
  }

  /// Runs the change and waits until it is on disk.
  <T> T write(Change<T> change) {
    var job = new Job<>(change);
    enqueue(job);
    try {
      return job.answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.perhapsStored(e);
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNull(e.getCause()));
    }
  }

  /// Waits until what was erased is in none of the files any more; for a while only, since there
  /// may be much to clear or somebody may read an older state for long. Then it is done later.
  void scrub() {
    try {
      scrubber.ask().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      log.warn(
          "somebody reads an older state of the database, or much is to be cleared; what was erased"
              + " leaves the files after that");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Does what waits, then ends.
  @Override
  public void close() {
    lifecycle.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      lifecycle.writeLock().unlock();
    }
    boolean interrupted = false;
    while (true) {
      try {
        if (thread.isAlive()) {
          waiting.put(stop);
        }
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  int waiting() {
    return waiting.size();
  }

  private void enqueue(Job<?> job) {
    lifecycle.readLock().lock();
    try {
      if (closed) {
        throw Failures.closed();
      }
      if (!waiting.offer(job, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw Failures.overloaded(PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException.Unavailable("interrupted", e);
    } finally {
      lifecycle.readLock().unlock();
    }
  }

  /// What a caller is told; thrown anew so that its stack is in it.
  private static RuntimeException failure(Throwable cause) {
    return switch (cause) {
      case StorageException.Unavailable e ->
          new StorageException.Unavailable(String.valueOf(e.getMessage()), e);
      case StorageException.OutcomeUnknown e ->
          new StorageException.OutcomeUnknown(String.valueOf(e.getMessage()), e);
      default -> new IllegalStateException("the write failed; nothing of it is stored", cause);
    };
  }

  private void work() {
    var group = new ArrayList<Job<?>>();
    boolean stopping = false;
    while (!stopping) {
      gather(group);
      stopping = group.remove(stop);
      if (!group.isEmpty()) {
        commit(group);
      }
      group.clear();
      if (statements != null) {
        wal.afterCommit(statements.connection());
      }
    }
    discardStatements();
    wal.close();
  }

  private void gather(List<Job<?>> group) {
    try {
      var job = waiting.take();
      int weight = 0;
      while (job != null) {
        group.add(job);
        weight += job.change.weight();
        job = weight < HEAVIEST ? waiting.poll() : null;
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the writer", e);
    }
  }

  private void commit(List<Job<?>> group) {
    WriteStatements sql;
    try {
      sql = statements();
      sql.begin();
      group.forEach(job -> job.change.announce(sql));
      for (var job : group) {
        job.run(sql);
      }
      sql.prepareCommit();
    } catch (SQLException | RuntimeException | Error e) {
      undo(e);
      if (group.size() == 1) {
        group.getFirst().fail(e instanceof SQLException s ? Failures.nothingStored(s) : e);
      } else {
        group.forEach(job -> commit(List.of(job)));
      }
      return;
    }
    try {
      sql.commit();
    } catch (SQLException | RuntimeException | Error e) {
      discardStatements();
      group.forEach(job -> job.fail(Failures.perhapsStored(e)));
      return;
    }
    group.forEach(Job::succeed);
  }

  private WriteStatements statements() throws SQLException {
    var sql = statements;
    if (sql == null) {
      sql = new WriteStatements(connections.writer(), slots, sizes);
      statements = sql;
    }
    return sql;
  }

  private void undo(Throwable failure) {
    if (statements == null) {
      return;
    }
    if (failure instanceof SQLException) {
      discardStatements();
      return;
    }
    try {
      statements.rollback();
    } catch (SQLException e) {
      discardStatements();
    }
  }

  /// The driver closes a statement that fails, so after a failure all are made anew.
  private void discardStatements() {
    var sql = statements;
    statements = null;
    if (sql != null) {
      try {
        sql.close();
      } catch (SQLException e) {
        log.warn("SQLite did not close the writing connection", e);
      }
    }
  }
}
