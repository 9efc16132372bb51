package dev.attune.server.http;

import java.time.Duration;

/// What one [HttpServer] bears. Start from [#defaults] and change what differs.
///
/// @param maxConnections beyond these, new connections wait in the operating system's queue
/// @param maxHeadBytes request line and headers together; more is answered 414 or 431
/// @param maxHeldBytes of bodies that are arriving or being answered, all together, those of
///   streams not counted; a request beyond that is answered 503
/// @param selectors threads that read requests and run [inline][Runs#INLINE] routes
/// @param workers threads for [blocking][Runs#BLOCKING] routes
/// @param queuedRequests how many requests may wait for a worker; more are answered 503
/// @param streamWorkers threads for [streaming][Runs#STREAMING] routes; as many requests may wait
/// @param idleTimeout how long a connection may be silent, in the middle of a request or between
///   two
/// @param headTimeout how long the head of a request may take to arrive
/// @param bodyTimeout how long a whole body may take to arrive; a streamed one must keep up
///   `minStreamBytesPerSecond` from then on
/// @param drainTimeout how long closing waits for requests in flight
public record Limits(
    int maxConnections,
    int maxHeadBytes,
    long maxHeldBytes,
    int selectors,
    int workers,
    int queuedRequests,
    int streamWorkers,
    Duration idleTimeout,
    Duration headTimeout,
    Duration bodyTimeout,
    int minStreamBytesPerSecond,
    Duration drainTimeout) {

  public Limits {
    atLeastOne("maxConnections", maxConnections);
    atLeastOne("maxHeadBytes", maxHeadBytes);
    atLeastOne("maxHeldBytes", maxHeldBytes);
    atLeastOne("selectors", selectors);
    atLeastOne("workers", workers);
    atLeastOne("queuedRequests", queuedRequests);
    atLeastOne("streamWorkers", streamWorkers);
    atLeastOne("idleTimeout in ms", idleTimeout.toMillis());
    atLeastOne("headTimeout in ms", headTimeout.toMillis());
    atLeastOne("bodyTimeout in ms", bodyTimeout.toMillis());
    atLeastOne("minStreamBytesPerSecond", minStreamBytesPerSecond);
    atLeastOne("drainTimeout in ms", drainTimeout.toMillis());
  }

  /// A selector for each processor: one that is busy with inline routes fills a processor.
  public static Limits defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Limits(
        10_000,
        8 * 1024,
        Runtime.getRuntime().maxMemory() / 4,
        processors,
        Math.max(8, 4 * processors),
        1_000,
        4,
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        1024,
        Duration.ofSeconds(10));
  }

  public Limits withMaxConnections(int count) {
    return new Limits(
        count,
        maxHeadBytes,
        maxHeldBytes,
        selectors,
        workers,
        queuedRequests,
        streamWorkers,
        idleTimeout,
        headTimeout,
        bodyTimeout,
        minStreamBytesPerSecond,
        drainTimeout);
  }

  public Limits withMaxHeldBytes(long bytes) {
    return new Limits(
        maxConnections,
        maxHeadBytes,
        bytes,
        selectors,
        workers,
        queuedRequests,
        streamWorkers,
        idleTimeout,
        headTimeout,
        bodyTimeout,
        minStreamBytesPerSecond,
        drainTimeout);
  }

  public Limits withSelectors(int count) {
    return new Limits(
        maxConnections,
        maxHeadBytes,
        maxHeldBytes,
        count,
        workers,
        queuedRequests,
        streamWorkers,
        idleTimeout,
        headTimeout,
        bodyTimeout,
        minStreamBytesPerSecond,
        drainTimeout);
  }

  public Limits withWorkers(int count, int queued) {
    return new Limits(
        maxConnections,
        maxHeadBytes,
        maxHeldBytes,
        selectors,
        count,
        queued,
        streamWorkers,
        idleTimeout,
        headTimeout,
        bodyTimeout,
        minStreamBytesPerSecond,
        drainTimeout);
  }

  public Limits withStreams(int count, int minBytesPerSecond) {
    return new Limits(
        maxConnections,
        maxHeadBytes,
        maxHeldBytes,
        selectors,
        workers,
        queuedRequests,
        count,
        idleTimeout,
        headTimeout,
        bodyTimeout,
        minBytesPerSecond,
        drainTimeout);
  }

  public Limits withTimeouts(Duration idle, Duration head, Duration body) {
    return new Limits(
        maxConnections,
        maxHeadBytes,
        maxHeldBytes,
        selectors,
        workers,
        queuedRequests,
        streamWorkers,
        idle,
        head,
        body,
        minStreamBytesPerSecond,
        drainTimeout);
  }

  public Limits withDrainTimeout(Duration timeout) {
    return new Limits(
        maxConnections,
        maxHeadBytes,
        maxHeldBytes,
        selectors,
        workers,
        queuedRequests,
        streamWorkers,
        idleTimeout,
        headTimeout,
        bodyTimeout,
        minStreamBytesPerSecond,
        timeout);
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", at least 1");
    }
  }
}
