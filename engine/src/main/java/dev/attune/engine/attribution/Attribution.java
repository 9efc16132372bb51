package dev.attune.engine.attribution;

import java.time.Duration;
import java.util.Locale;

/// Which meeting with an experience a goal event is credited to.
public enum Attribution {
  /// The latest impression at or before the event, within the goal's window. In the control group:
  /// the latest time the person was held out.
  VIEW_THROUGH,
  /// The latest click at or before the event, within the goal's window.
  CLICK_THROUGH,
  /// The latest click at or before the event, if it is no longer ago than [#SESSION].
  IN_SESSION;

  public static final Duration SESSION = Duration.ofMinutes(30);

  /// As documents and answers spell it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
