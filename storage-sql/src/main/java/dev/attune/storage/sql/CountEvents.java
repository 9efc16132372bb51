package dev.attune.storage.sql;

import dev.attune.engine.attribution.Counting;
import dev.attune.engine.attribution.Deed;
import dev.attune.engine.attribution.Deeds;
import dev.attune.engine.attribution.Goals;
import dev.attune.engine.attribution.Ledger;
import dev.attune.engine.attribution.Touch;
import dev.attune.storage.Event;
import dev.attune.storage.sql.EditPerson.Place;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps ledgers and sums in step with the events, in the transaction that stores them.
///
/// What happens is counted in the generation that is shown. One in the making goes through the log
/// and gets there by itself; but people who merge or are erased are seen to in both.
final class CountEvents {
  private record Counter(Goals goals, Counting counting) {}

  private final Generations generations;
  private final Ledgers ledgers;
  private final SumRows sums;
  private final Map<Generation, Counter> counters = new HashMap<>();

  CountEvents(Generations generations, Ledgers ledgers, SumRows sums) {
    this.generations = generations;
    this.ledgers = ledgers;
    this.sums = sums;
  }

  /// First in each transaction: others may have changed everything since the last.
  void begin() {
    generations.forget();
  }

  /// Last in each transaction.
  void end() throws SQLException {
    sums.end();
  }

  void rolledBack() {
    generations.forget();
    sums.forget();
  }

  /// This event is new.
  ///
  /// @param place of the person whose it is, who is stored afterwards
  void happened(long workspace, Goals goals, Place place, Event event) throws SQLException {
    if (event.touch() != null || goals.isGoal(event.name())) {
      var shown = generations.findOrBegin(workspace, goals.zone()).shown();
      ledgers.keepNear(place, shown);
      count(shown, goals, place, event);
    }
  }

  /// This event is in the store already.
  void duplicate(long workspace, Goals goals, Event event) throws SQLException {
    var touch = event.touch();
    if (touch != null) {
      var shown = generations.findOrBegin(workspace, goals.zone()).shown();
      counting(shown, goals).duplicate(touch, event.at().toEpochMilli());
    }
  }

  void count(Generation generation, Goals goals, Place place, Event event) throws SQLException {
    var counting = counting(generation, goals);
    var touch = event.touch();
    if (touch != null) {
      touched(counting, generation, goals, place, touch, event);
    } else if (goals.isGoal(event.name())) {
      var deed = new Deed(event.at().toEpochMilli(), event.name(), event.attributes());
      did(counting, generation, place, deed);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very ledger is how counting says: as it was
  private void touched(
      Counting counting, Generation generation, Goals goals, Place place, Touch touch, Event event)
      throws SQLException {
    var kept = ledgers.find(place, generation, touch.experienceId());
    var before = kept.ledger();
    boolean mayHaveDone = before == null && !goals.of(touch.experienceId()).isEmpty();
    var deeds = mayHaveDone ? ledgers.deeds(place, generation) : Deeds.NONE;
    var after =
        counting.touched(
            touch, event.at().toEpochMilli(), event.received().toEpochMilli(), before, deeds);
    if (after != before) {
      ledgers.put(place, generation, kept, after);
    }
  }

  @SuppressWarnings("ReferenceEquality") // as above
  private void did(Counting counting, Generation generation, Place place, Deed deed)
      throws SQLException {
    ledgers.put(place, generation, counting.did(deed, ledgers.deeds(place, generation)));
    for (var kept : ledgers.all(place, generation)) {
      var before = kept.ledger();
      if (before != null) {
        var after = counting.did(deed, kept.experienceId(), before);
        if (after != before) {
          ledgers.put(place, generation, kept, after);
        }
      }
    }
  }

  /// Two people became one.
  ///
  /// @param stays who is stored afterwards
  void merged(long workspace, Goals goals, Place stays, Place gone) throws SQLException {
    var state = generations.find(workspace);
    if (state != null) {
      ledgers.keepNear(stays, state.shown());
    }
    for (var generation : all(workspace)) {
      if (state != null && generation.equals(state.next()) && state.takesOver()) {
        forget(generation, gone); // it is in what is taken over of the one who stays
        takeOver(state, generation, stays);
      } else {
        merge(counting(generation, goals), generation, stays, gone);
      }
    }
    ledgers.delete(gone);
  }

  /// Puts into the generation in the making what the one shown has of a person from before the cut,
  /// in the place of what was put there before.
  void takeOver(Generations.State state, Generation next, Place place) throws SQLException {
    var shown = state.shown();
    var counting = counting(next, Goals.NONE);
    for (var kept : ledgers.all(place, shown)) {
      var ledger = kept.ledger();
      if (ledger != null) {
        var there = ledgers.find(place, next, kept.experienceId());
        var taken =
            counting.takenOver(
                kept.experienceId(), ledger, shown.zone(), state.cut(), there.ledger());
        if (taken != null) {
          ledgers.put(place, next, there, taken);
        }
      }
    }
    var deeds = ledgers.deeds(place, shown).before(state.cut());
    if (!deeds.all().isEmpty()) {
      ledgers.put(place, next, deeds);
    }
  }

  private void forget(Generation generation, Place place) throws SQLException {
    for (var kept : ledgers.all(place, generation)) {
      counting(generation, Goals.NONE).forget(kept.experienceId(), kept.ledger());
    }
  }

  private void merge(Counting counting, Generation generation, Place stays, Place gone)
      throws SQLException {
    var deeds = ledgers.deeds(stays, generation);
    var others = ledgers.deeds(gone, generation);
    var left = new HashMap<String, @Nullable Ledger>();
    for (var kept : ledgers.all(gone, generation)) {
      left.put(kept.experienceId(), kept.ledger());
    }
    for (var kept : ledgers.all(stays, generation)) {
      var experience = kept.experienceId();
      var other = left.remove(experience);
      var both = counting.merged(experience, kept.ledger(), deeds, other, others);
      ledgers.put(stays, generation, kept, both);
    }
    for (var entry : left.entrySet()) {
      var experience = entry.getKey();
      var both = counting.merged(experience, null, deeds, entry.getValue(), others);
      ledgers.put(stays, generation, ledgers.find(stays, generation, experience), both);
    }
    if (!others.all().isEmpty()) {
      ledgers.put(stays, generation, counting.merged(deeds, others));
    }
  }

  /// This person is erased: takes back what their ledgers have added. Their impressions and clicks
  /// are for [#erased(long, long, Event)].
  void erased(long workspace, Place place) throws SQLException {
    for (var generation : all(workspace)) {
      forget(generation, place);
    }
    ledgers.delete(place);
  }

  /// This event of a person is erased.
  void erased(long workspace, long number, Event event) throws SQLException {
    var touch = event.touch();
    var state = generations.find(workspace);
    if (touch == null || state == null) {
      return;
    }
    for (var generation : all(workspace)) {
      boolean counted =
          generation.equals(state.shown())
              || number <= state.position()
              || event.at().toEpochMilli() < state.cut();
      if (counted) {
        counting(generation, Goals.NONE)
            .forget(touch, event.at().toEpochMilli(), event.received().toEpochMilli());
      }
    }
  }

  private List<Generation> all(long workspace) throws SQLException {
    var state = generations.find(workspace);
    if (state == null) {
      return List.of();
    }
    var next = state.next();
    return next == null ? List.of(state.shown()) : List.of(state.shown(), next);
  }

  private Counting counting(Generation generation, Goals goals) {
    var counter = counters.get(generation);
    if (counter == null || !counter.goals().equals(goals)) {
      counter = new Counter(goals, new Counting(goals, generation.zone(), sums.of(generation)));
      counters.put(generation, counter);
    }
    return counter.counting();
  }
}
