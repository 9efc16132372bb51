package dev.attune.engine.attribution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What one person has done that is a goal of any experience: for experiences that the person has
/// not met yet, or whose impressions arrive after what they led to. Immutable.
///
/// @param all by when they happened; of one moment in the order of arrival
public record Deeds(List<Deed> all) {
  public static final Deeds NONE = new Deeds(List.of());

  /// Up to so many are kept, whatever their age.
  static final int MANY = 500;

  /// The most that are kept at all: the latest.
  static final int MOST = 1_000;

  /// Of more than [#MANY], how old they get, counted from the latest: what no touch that a ledger
  /// would still take in can be credited with, or look back at.
  static final long KEPT_MILLIS =
      Condensing.KEPT_MILLIS + Duration.ofDays(14).toMillis() + Goal.MAX_WINDOW.toMillis();

  private static final Comparator<Deed> ORDER = Comparator.comparingLong(Deed::at);

  /// Without what was done at or after a moment.
  public Deeds before(long end) {
    return new Deeds(all.stream().filter(deed -> deed.at() < end).toList());
  }

  Deeds with(Deed deed) {
    return union(new Deeds(List.of(deed)));
  }

  Deeds union(Deeds other) {
    var those = new ArrayList<>(all);
    those.addAll(other.all);
    those.sort(ORDER);
    if (those.size() <= MANY) {
      return new Deeds(those);
    }
    long oldest = those.getLast().at() - KEPT_MILLIS;
    those.removeIf(deed -> deed.at() < oldest);
    return new Deeds(List.copyOf(those.subList(Math.max(0, those.size() - MOST), those.size())));
  }
}
