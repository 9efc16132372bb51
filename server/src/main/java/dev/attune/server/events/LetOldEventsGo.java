package dev.attune.server.events;

import dev.attune.storage.EventStore;
import dev.attune.storage.StorageException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets go of events that are older than they are to be kept, every hour. The storage does it in
/// small steps; nobody waits for more than one of them, and fetches for none.
public final class LetOldEventsGo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LetOldEventsGo.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration PERIOD = Duration.ofHours(1);

  /// So that what was let in is stored, also if it waited, or another server's clock is behind.
  static final Duration GRACE = Duration.ofHours(1);

  private final EventStore events;
  private final EventRetention retention;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("old-events").factory());
  private volatile boolean closed;

  /// Nothing is done before [#start].
  public LetOldEventsGo(EventStore events, EventRetention retention, InstantSource clock) {
    this.events = events;
    this.retention = retention;
    this.clock = clock;
  }

  public void start() {
    if (retention.kept() != null) {
      var _ =
          thread.scheduleWithFixedDelay(
              this::letGo, FIRST.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /// Never throws, or there would be no next time.
  void letGo() {
    var kept = retention.kept();
    if (kept == null) {
      return;
    }
    try {
      long gone = events.letGo(clock.instant().minus(kept).minus(GRACE));
      if (gone > 0) {
        LOG.info("Let go of {} events that were older than {} days", gone, kept.toDays());
      }
    } catch (StorageException trouble) {
      if (!closed) {
        LOG.warn("Old events could not be let go; it is tried again in an hour", trouble);
      }
    } catch (RuntimeException mistake) {
      LOG.error("Old events could not be let go", mistake);
    }
  }

  /// Ends between two steps; the next start goes on.
  @Override
  public void close() {
    closed = true;
    thread.shutdownNow();
    thread.close();
  }
}
