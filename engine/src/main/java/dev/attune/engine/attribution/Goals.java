package dev.attune.engine.attribution;

import java.time.ZoneId;
import java.time.ZoneOffset;

/// What a workspace counts: the goals of its experiences, and whose days they are counted by.
public final class Goals {
  public static final Goals NONE = new Goals(ZoneOffset.UTC);

  private final ZoneId zone;

  public Goals(ZoneId zone) {
    this.zone = zone;
  }

  /// The workspace's.
  public ZoneId zone() {
    return zone;
  }
}
