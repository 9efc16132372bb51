package dev.attune.server.http;

/// Told of every answer, for metrics. Called on the thread that answers, also the selector's: it
/// must not block nor throw.
@FunctionalInterface
public interface RequestObserver {
  /// Called just before the answer is written, or after the last byte of a streamed one.
  ///
  /// @param route the path pattern of the route, or `unmatched`, or `malformed`: few and bounded
  /// @param nanos since the head of the request was read
  void answered(String route, int status, long nanos);
}
