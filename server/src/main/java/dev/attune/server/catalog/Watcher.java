package dev.attune.server.catalog;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks again and again, on one daemon thread. Trouble is logged when it begins and when it is
/// over, not each time.
final class Watcher {
  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  private final Runnable look;
  private final Duration period;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("workspace-watcher").factory());
  private boolean troubled; // only that thread

  Watcher(Runnable look, Duration period) {
    this.look = look;
    this.period = period;
  }

  void start() {
    long nanos = period.toNanos();
    var _ = thread.scheduleWithFixedDelay(this::lookOnce, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /// Never throws, or there would be no next time.
  private void lookOnce() {
    try {
      look.run();
      if (troubled) {
        LOG.info("Workspaces are in step with the storage again");
      }
      troubled = false;
    } catch (RuntimeException trouble) {
      if (!troubled) {
        LOG.warn(
            "The storage does not say what was published; what is live stays as it is", trouble);
      }
      troubled = true;
    }
  }

  void close() {
    thread.shutdownNow();
  }
}
