package dev.attune.storage.sql;

import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The reading connections, opened when first needed, at most so many. A thread tends to get the
/// one it had before. Any thread may call, virtual ones too.
final class Readers implements AutoCloseable {
  interface Query<T extends @Nullable Object> {
    T run(Reader reader) throws SQLException;
  }

  private final Connections connections;
  private final Slots slots;
  private final Sizes sizes;
  private final int most;
  private final Semaphore permits;
  private final AtomicReferenceArray<@Nullable Reader> idle;
  private volatile boolean closed;

  Readers(Connections connections, Slots slots, Sizes sizes, int most) {
    this.connections = connections;
    this.slots = slots;
    this.sizes = sizes;
    this.most = most;
    permits = new Semaphore(most);
    idle = new AtomicReferenceArray<>(most);
  }

  <T extends @Nullable Object> T read(Query<T> query) {
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw Failures.closed();
      }
      var reader = take();
      T answer;
      try {
        answer = query.run(reader);
      } catch (SQLException | RuntimeException | Error e) {
        reader.close(); // The driver closes a statement that fails.
        throw e;
      }
      give(reader);
      return answer;
    } catch (SQLException e) {
      throw Failures.nothingStored(e);
    } finally {
      permits.release();
    }
  }

  /// Waits for the reads under way.
  @Override
  public void close() {
    closed = true;
    permits.acquireUninterruptibly(most);
    try {
      for (int i = 0; i < most; i++) {
        var reader = idle.getAndSet(i, null);
        if (reader != null) {
          reader.close();
        }
      }
    } catch (SQLException e) {
      throw Failures.nothingStored(e);
    } finally {
      permits.release(most);
    }
  }

  private Reader take() throws SQLException {
    int home = home();
    for (int i = 0; i < most; i++) {
      int place = (home + i) % most;
      if (idle.getPlain(place) != null) {
        var reader = idle.getAndSet(place, null);
        if (reader != null) {
          return reader;
        }
      }
    }
    return new Reader(connections.reader(), slots, sizes);
  }

  /// A scan may miss a reader that is given back behind it and open one too many: that one goes.
  private void give(Reader reader) throws SQLException {
    int home = home();
    for (int i = 0; i < most; i++) {
      if (idle.compareAndSet((home + i) % most, null, reader)) {
        return;
      }
    }
    reader.close();
  }

  private int home() {
    return (int) (Thread.currentThread().threadId() % most);
  }
}
