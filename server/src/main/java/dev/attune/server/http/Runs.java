package dev.attune.server.http;

/// Where a route's handler runs, and how its request body reaches it.
public enum Runs {
  /// On the selector thread, with the whole body read. Every other connection of that selector
  /// waits meanwhile, so it may take microseconds only and must never block.
  INLINE,
  /// On the worker pool, with the whole body read before a worker is taken: a slow caller holds no
  /// worker.
  BLOCKING,
  /// On the stream workers, reading the body as it arrives. A pool of its own, so that a few long
  /// uploads or downloads never keep [#BLOCKING] routes waiting.
  STREAMING
}
