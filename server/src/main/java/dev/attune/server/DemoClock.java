package dev.attune.server;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The demo's clock: it goes through a past month while that is filled in, then it is right.
final class DemoClock implements InstantSource {
  private final InstantSource real;
  private volatile @Nullable Instant set;

  DemoClock(InstantSource real) {
    this.real = real;
  }

  @Override
  public Instant instant() {
    var now = set;
    return now == null ? real.instant() : now;
  }

  void set(Instant now) {
    set = now;
  }

  void setRight() {
    set = null;
  }
}
