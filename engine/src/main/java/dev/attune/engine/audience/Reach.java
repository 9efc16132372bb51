package dev.attune.engine.audience;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far back into a person's history rules look. Made when rules are published, so that a fetch
/// reads no more than it must.
///
/// @param history whether they look at all: at totals, if at nothing else
/// @param all whether at all that is kept
/// @param moving the windows that end now, none of them within another
/// @param fixedFrom the first millisecond of what lies between fixed moments
/// @param fixedTo the first millisecond after it
public record Reach(boolean history, boolean all, List<When> moving, long fixedFrom, long fixedTo) {

  /// Of rules that ask for no behaviour.
  public static final Reach NONE =
      new Reach(false, false, List.of(), Long.MAX_VALUE, Long.MIN_VALUE);

  static final Reach TOTALS = new Reach(true, false, List.of(), Long.MAX_VALUE, Long.MIN_VALUE);
  static final Reach ALL = new Reach(true, true, List.of(), Long.MAX_VALUE, Long.MIN_VALUE);

  public Reach {
    moving = List.copyOf(moving);
  }

  /// @param when null: whenever it was
  static Reach of(@Nullable When when) {
    if (when == null) {
      return ALL;
    }
    // Fixed moments are the same at any time.
    return when.isFixed()
        ? new Reach(true, false, List.of(), when.from(Instant.EPOCH), when.to(Instant.EPOCH))
        : new Reach(true, false, List.of(when), Long.MAX_VALUE, Long.MIN_VALUE);
  }

  /// As far as either.
  public Reach and(Reach other) {
    if (!history || !other.history) {
      return history ? this : other;
    }
    return new Reach(
        true,
        all || other.all,
        longest(moving, other.moving),
        Math.min(fixedFrom, other.fixedFrom),
        Math.max(fixedTo, other.fixedTo));
  }

  private static List<When> longest(List<When> some, List<When> more) {
    var longest = new ArrayList<>(some);
    for (var when : more) {
      if (longest.stream().noneMatch(when::isWithin)) {
        longest.removeIf(shorter -> shorter.isWithin(when));
        longest.add(when);
      }
    }
    return longest;
  }

  /// From when on the history must be there; null where nothing of it is needed, not even totals.
  public @Nullable Instant since(Instant now) {
    if (!history) {
      return null;
    }
    long kept = When.keptFrom(now);
    long from = all ? kept : Long.MAX_VALUE;
    if (fixedTo > kept) {
      from = Math.min(from, fixedFrom);
    }
    for (int i = 0; i < moving.size(); i++) {
      from = Math.min(from, moving.get(i).from(now));
    }
    return from > now.toEpochMilli() ? now : Instant.ofEpochMilli(Math.max(from, kept));
  }
}
