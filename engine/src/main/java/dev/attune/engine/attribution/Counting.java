package dev.attune.engine.attribution;

import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Counts what happens: makes new ledgers of old ones and gathers what is to be added to the sums.
/// For one thread, for as long as the goals stay.
///
/// The storage keeps ledgers by person and experience, and deeds by person; it must give each
/// method what it got last for them, and add what is gathered to the sums together with storing
/// what it gets. At all times the sums are what all ledgers add to them, and all impressions and
/// clicks; so it is the same in which order things happen, or how many at once.
public final class Counting {
  private static final long LATE_MILLIS = Duration.ofDays(1).toMillis();

  private final Goals goals;
  private final Calendar calendar;
  private final Cells cells;

  /// @param goals what events are held against when they come
  /// @param zone whose days the sums are kept by: [Goals#zone] when they were begun
  /// @param cells where what is to be added to the sums is gathered
  public Counting(Goals goals, ZoneId zone, Cells cells) {
    this.goals = goals;
    calendar = new Calendar(zone);
    this.cells = cells;
  }

  /// Whether [#did] is to be told of events of this name.
  public boolean isGoal(String event) {
    return goals.isGoal(event);
  }

  /// Counts an impression, a click, or that a person was held out.
  ///
  /// @param at when it happened, in epoch milliseconds
  /// @param received likewise
  /// @param before the person's ledger of the touch's experience; null if there is none
  /// @param deeds the person's; looked at only if there is no ledger
  /// @return the ledger from now on; `before` itself if it stays as it is
  public Ledger touched(Touch touch, long at, long received, @Nullable Ledger before, Deeds deeds) {
    count(touch, at, received, 1);
    var ledger = before == null ? of(touch.experienceId(), deeds) : before;
    if (at < ledger.past().horizon() || !ledger.mayMeet(Arm.of(touch))) {
      untracked(touch.experienceId(), Arm.of(touch), at);
      return ledger;
    }
    var after = ledger.with(touch, at);
    return replace(touch.experienceId(), before == null ? Ledger.EMPTY : before, after);
  }

  /// The deeds with one more.
  public Deeds did(Deed deed, Deeds before) {
    return before.with(deed);
  }

  /// Counts what a person did for one experience they have a ledger of.
  ///
  /// @return the ledger from now on; `before` itself if the deed is no goal of the experience
  public Ledger did(Deed deed, String experienceId, Ledger before) {
    if (deed.at() < before.past().horizon()) {
      if (goals.of(experienceId).stream().anyMatch(goal -> goal.isReachedBy(deed))) {
        untracked(experienceId, Arm.ALL, deed.at());
      }
      return before;
    }
    return replace(experienceId, before, with(deed, experienceId, before));
  }

  /// Counts that two people are one.
  ///
  /// @param one a person's ledger of the experience; null if there is none
  /// @param deeds that person's, as they were before
  /// @param other the other's ledger; not null if `one` is
  /// @return the ledger of both
  public Ledger merged(
      String experienceId,
      @Nullable Ledger one,
      Deeds deeds,
      @Nullable Ledger other,
      Deeds otherDeeds) {
    forget(experienceId, one);
    forget(experienceId, other);
    var left = one == null ? of(experienceId, deeds) : one;
    var right = other == null ? of(experienceId, otherDeeds) : other;
    long horizon = Math.max(left.past().horizon(), right.past().horizon());
    var both =
        Condensing.upTo(horizon, left, calendar).union(Condensing.upTo(horizon, right, calendar));
    return replace(experienceId, Ledger.EMPTY, both);
  }

  /// The deeds of two people who are one.
  public Deeds merged(Deeds deeds, Deeds others) {
    return deeds.union(others);
  }

  /// Takes over what another counting has of a person and experience from before a moment, because
  /// the events are not there any more: by the goals and the days that it was counted by. What
  /// happened from then on is for [#touched] and [#did], and so is nothing that happened before.
  ///
  /// Of a ledger that was condensed beyond that moment all that is settled is taken over.
  ///
  /// @param ledger the other counting's
  /// @param zone whose days that has
  /// @param cut when a day begins in that zone
  /// @param before what was taken over already, all of which gives way; null if nothing was
  /// @return null if nothing is to be taken over: the person met no arm before then
  public @Nullable Ledger takenOver(
      String experienceId, Ledger ledger, ZoneId zone, long cut, @Nullable Ledger before) {
    var settled = Condensing.upTo(cut, ledger, new Calendar(zone));
    var kept = settled.before(settled.past().horizon());
    if (kept.past().arms().isEmpty()) {
      forget(experienceId, before);
      return null;
    }
    return replace(experienceId, before == null ? Ledger.EMPTY : before, kept);
  }

  /// Takes back what a ledger has added to the sums.
  public void forget(String experienceId, @Nullable Ledger ledger) {
    if (ledger != null) {
      Contribution.replace(experienceId, ledger, Ledger.EMPTY, calendar, cells);
    }
  }

  /// Takes back an impression or a click; [#forget] takes back what its ledger added.
  public void forget(Touch touch, long at, long received) {
    count(touch, at, received, -1);
  }

  /// Counts that an impression or a click was stored already. That somebody was held out is noted
  /// by servers, each for itself: it comes again without a mistake of anybody.
  public void duplicate(Touch touch, long at) {
    if (touch.kind() == Touch.Kind.HELD_OUT) {
      return;
    }
    cells.add(
        Series.of(touch.experienceId(), Arm.of(touch), Measure.DUPLICATES),
        calendar.day(at),
        Cell.NONE,
        1);
  }

  /// What depends on no other event.
  private void count(Touch touch, long at, long received, int n) {
    var arm = Arm.of(touch);
    var experience = touch.experienceId();
    int day = calendar.day(at);
    int hour = calendar.hour(at);
    switch (touch.kind()) {
      case SHOWN -> cells.add(Series.of(experience, arm, Measure.IMPRESSIONS), day, hour, n);
      case CLICKED -> {
        cells.add(Series.of(experience, arm, Measure.CLICKS), day, hour, n);
        if (!touch.element().isEmpty()) {
          var series = new Series(experience, arm, Measure.ELEMENT_CLICKS, touch.element(), null);
          cells.add(series, day, hour, n);
        }
      }
      case HELD_OUT -> {
        return;
      }
    }
    if (received - at > LATE_MILLIS) {
      cells.add(Series.of(experience, arm, Measure.LATE), day, Cell.NONE, n);
    }
  }

  private void untracked(String experienceId, Arm arm, long at) {
    cells.add(Series.of(experienceId, arm, Measure.UNTRACKED), calendar.day(at), Cell.NONE, 1);
  }

  /// The ledger of an experience that a person has not met, but has done something for.
  private Ledger of(String experienceId, Deeds deeds) {
    var ledger = Ledger.EMPTY;
    for (var deed : deeds.all()) {
      ledger = with(deed, experienceId, ledger);
    }
    return ledger;
  }

  private Ledger with(Deed deed, String experienceId, Ledger before) {
    var ledger = before;
    for (var goal : goals.of(experienceId)) {
      if (goal.isReachedBy(deed)) {
        int window = (int) goal.window().toMinutes();
        ledger = ledger.with(new Ledger.Done(deed.at(), goal.name(), window, goal.amountOf(deed)));
      }
    }
    return ledger;
  }

  @SuppressWarnings("ReferenceEquality") // the very object is how a ledger says that it is the same
  private Ledger replace(String experienceId, Ledger before, Ledger after) {
    if (after == before) {
      return before;
    }
    Contribution.replace(experienceId, before, after, calendar, cells);
    return Condensing.condensed(after, calendar);
  }
}
