package dev.attune.engine.audience;

import dev.attune.engine.profile.History;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When an event is to have happened: in a stretch that ends now, or between fixed moments. The
/// same as the [Condition] it is made of means for the value of an attribute.
///
/// Moments are epoch milliseconds, as events have them. A stretch that ends now does not hold what
/// is dated after now.
public final class When {
  private static final long KEPT_MILLIS = History.KEPT.toMillis();
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private final Condition condition;
  private final @Nullable Window window;
  private final ZoneId zone;
  private final long[] spans; // from, to, from, to …; empty where there is a window
  // Racing threads may each work it out: they find the same, and see each other's whole or not.
  private @Nullable Began began;

  /// The start of the window, which is the same during a second. Finding it takes the calendar: 46
  /// ns, where the rest of a rule that finds nothing takes 25.
  private record Began(long second, long start) {}

  private When(Condition condition, ZoneId zone, long[] spans) {
    this.condition = condition;
    this.window = condition.window();
    this.zone = zone;
    this.spans = spans;
  }

  /// @param condition on a date-time: `in_the_last`, `before`, `after`, `on` or `between`
  /// @throws IllegalArgumentException if it is another
  public static When of(Condition condition) {
    if (!isOneOf(condition.operator())) {
      throw new IllegalArgumentException(condition.operator().word() + " is no time to do things");
    }
    return switch (condition.test()) {
      case ValueTest.InTheLast(_, var zone) -> new When(condition, zone, new long[0]);
      case ValueTest.TimeIn(var spans) -> new When(condition, condition.zone(), millis(spans));
      default ->
          throw new IllegalArgumentException(
              condition.operator().word()
                  + " takes two dates or date-times, the earlier one first");
    };
  }

  /// Whether a condition with this operator may say when.
  public static boolean isOneOf(Operator operator) {
    return switch (operator) {
      case IN_THE_LAST, BEFORE, AFTER, ON, BETWEEN -> true;
      default -> false;
    };
  }

  private static long[] millis(List<ValueTest.Span> spans) {
    var millis = new long[2 * spans.size()];
    for (int i = 0; i < spans.size(); i++) {
      millis[2 * i] = firstMillis(spans.get(i).from());
      millis[2 * i + 1] = firstMillis(spans.get(i).to());
    }
    return millis;
  }

  /// The first whole millisecond at or after a moment, or the nearest there is.
  private static long firstMillis(Instant at) {
    if (Math.abs(at.getEpochSecond()) >= Long.MAX_VALUE / MILLIS_PER_SECOND) {
      return at.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return at.toEpochMilli() + (at.getNano() % NANOS_PER_MILLI == 0 ? 0 : 1);
  }

  /// The first millisecond of what is kept of a person's history.
  static long keptFrom(Instant now) {
    return firstMillis(now) - KEPT_MILLIS;
  }

  /// As documents have it.
  public Condition condition() {
    return condition;
  }

  /// @throws IllegalArgumentException if it ends now and is longer than events are kept; the
  ///   message says how long it may be
  public void requireKept() {
    if (window != null && window.count() > longestKept(window.unit())) {
      throw new IllegalArgumentException(
          "is the last %,d %s, at most %,d: events are kept for %d days"
              .formatted(
                  window.count(),
                  window.unit().word(),
                  longestKept(window.unit()),
                  History.KEPT.toDays()));
    }
  }

  private static long longestKept(Window.Unit unit) {
    return switch (unit) {
      case MINUTES -> History.KEPT.toMinutes();
      case HOURS -> History.KEPT.toHours();
      case DAYS -> History.KEPT.toDays();
      case WEEKS -> History.KEPT.toDays() / 7;
      case MONTHS -> History.KEPT.toDays() / 31;
    };
  }

  boolean isFixed() {
    return window == null;
  }

  /// Whether it is all of what lies between [#from] and [#to].
  boolean isWhole() {
    return spans.length <= 2;
  }

  /// The first millisecond of all.
  long from(Instant now) {
    if (window != null) {
      return start(window, now);
    }
    long from = Long.MAX_VALUE;
    for (int i = 0; i < spans.length; i += 2) {
      from = Math.min(from, spans[i]);
    }
    return from;
  }

  /// The first millisecond after all.
  long to(Instant now) {
    if (window != null) {
      return now.toEpochMilli() + 1;
    }
    long to = Long.MIN_VALUE;
    for (int i = 1; i < spans.length; i += 2) {
      to = Math.max(to, spans[i]);
    }
    return to;
  }

  private long start(Window of, Instant now) {
    var known = began;
    if (known == null || known.second != now.getEpochSecond()) {
      known = new Began(now.getEpochSecond(), firstMillis(of.start(now, zone)));
      began = known;
    }
    return known.start;
  }

  /// Of a moment that is between [#from] and [#to], whether it is in one of the spans.
  boolean hasWithin(long at) {
    if (isWhole()) {
      return true;
    }
    for (int i = 0; i < spans.length; i += 2) {
      if (at >= spans[i] && at < spans[i + 1]) {
        return true;
      }
    }
    return false;
  }

  boolean has(long at, Instant now) {
    return at >= from(now) && at < to(now) && hasWithin(at);
  }

  /// Whether everything in it is in the other one too, at any time: both end now and count the same
  /// units of the same clocks, and the other one is as long.
  boolean isWithin(When other) {
    return window != null
        && other.window != null
        && window.unit() == other.window.unit()
        && window.count() <= other.window.count()
        && zone.equals(other.zone);
  }

  /// Equal ones were made of equal conditions.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof When that && condition.equals(that.condition);
  }

  @Override
  public int hashCode() {
    return condition.hashCode();
  }

  @Override
  public String toString() {
    return "When[" + condition.operator().word() + " " + condition.operands() + " " + window + "]";
  }
}
