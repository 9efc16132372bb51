package dev.attune.server.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Hands each request to its route, and counts those in flight.
///
/// `NonBlocking`, because what may block goes to workers of our own: Jetty then runs it on the
/// selector thread that read the request, without a hand-over or a spare thread standing by.
final class Dispatcher extends Handler.Abstract.NonBlocking {
  final Limits limits;
  final long bodyTimeoutNanos;
  final Executor workers;
  final Executor streamWorkers;
  final @Nullable RequestObserver observer;
  private final Routes routes;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong heldBytes = new AtomicLong();
  private volatile @Nullable CountDownLatch drained; // set when closing

  Dispatcher(
      Routes routes,
      Limits limits,
      Executor workers,
      Executor streamWorkers,
      @Nullable RequestObserver observer) {
    this.routes = routes;
    this.limits = limits;
    this.bodyTimeoutNanos = limits.bodyTimeout().toNanos();
    this.workers = workers;
    this.streamWorkers = streamWorkers;
    this.observer = observer;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var raw = request.getHttpURI().getPath();
    var path = raw == null ? "" : raw;
    var entry =
        PercentCoding.isDecodable(path)
            ? routes.find(request.getMethod(), path)
            : routes.malformed(path);
    new Exchange(this, entry, path, request, response, callback).begin();
    return true;
  }

  void enter(WatchedEndPoint connection) {
    inFlight.incrementAndGet();
    connection.turn();
  }

  void leave(WatchedEndPoint connection) {
    connection.turn();
    int left = inFlight.decrementAndGet();
    var waiting = drained;
    if (left == 0 && waiting != null) {
      waiting.countDown();
    }
  }

  /// Reserves memory for a body. What all connections may hold together is bounded, since each of
  /// them alone may hold much.
  ///
  /// @return false if there is not as much left; nothing is reserved then
  boolean hold(int bytes) {
    if (heldBytes.addAndGet(bytes) <= limits.maxHeldBytes()) {
      return true;
    }
    heldBytes.addAndGet(-bytes);
    return false;
  }

  void release(int bytes) {
    heldBytes.addAndGet(-bytes);
  }

  /// Waits until no request is in flight.
  ///
  /// @return false if some still are after `drainTimeout`
  boolean drain() throws InterruptedException {
    var latch = new CountDownLatch(1);
    drained = latch;
    return inFlight.get() == 0
        || latch.await(limits.drainTimeout().toNanos(), TimeUnit.NANOSECONDS);
  }
}
