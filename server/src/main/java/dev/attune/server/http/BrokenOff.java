package dev.attune.server.http;

import java.io.IOException;

/// The connection is gone, or the caller stopped reading or sending. Nobody is left to answer, and
/// it is the caller's doing, so it is not logged as a failure.
final class BrokenOff extends IOException {
  private static final long serialVersionUID = 1;

  BrokenOff(Throwable cause) {
    super(cause);
  }
}
