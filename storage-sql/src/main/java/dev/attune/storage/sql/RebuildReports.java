package dev.attune.storage.sql;

import dev.attune.engine.attribution.Arm;
import dev.attune.engine.attribution.Measure;
import dev.attune.engine.attribution.Series;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes a new generation of ledgers and sums out of the log, a step with each transaction, on the
/// writing connection. When it has reached the end of the log within a transaction, it is shown
/// from the end of that transaction on.
///
/// Where events were let go, it first takes over what was before the first day that is whole: of
/// the people their ledgers, condensed up to that day, and of what is in no ledger the sums. So the
/// log is counted from that day on only. Nothing can happen before it meanwhile.
final class RebuildReports {
  /// What a step came to.
  ///
  /// @param reached the last event that was looked at
  /// @param last the last there is
  /// @param shown whether that was all, and the new generation is the one that is shown
  /// @param overtaken whether events were let go meanwhile that it would have counted: it is to
  ///   begin anew
  record Step(long reached, long last, boolean shown, boolean overtaken) {}

  /// Where in the sums the next are that are to be taken over.
  ///
  /// @param series the number of a series, or one less than that of the next
  /// @param day the first of its days
  record SumsFrom(long series, int day) {
    static final SumsFrom FIRST = new SumsFrom(0, 0);
  }

  private static final int SUM_DAYS = 366; // of 24 numbers each at the most: some 10 ms

  /// What is counted by the event and is in no ledger.
  private static final Set<Measure> BY_EVENT =
      Set.of(Measure.IMPRESSIONS, Measure.CLICKS, Measure.ELEMENT_CLICKS, Measure.LATE);

  private record Logged(long number, String customerId, Event event) {}

  private final int mostPeople;
  private final Generations generations;
  private final CountEvents counting;
  private final LedgerRows ledgers;
  private final SumRows sums;
  private final EditPerson people;
  private final LetEventsGo letEventsGo;
  private final EventCodec codec = new EventCodec();
  private final PreparedStatement events;
  private final PreparedStatement last;
  private final PreparedStatement handOver;
  private final PreparedStatement deleteMeasure;
  private final PreparedStatement deleteMeasureCounts;
  private final PreparedStatement nextSeries;
  private final PreparedStatement copyCounts;
  private final PreparedStatement laterCounts;
  private final PreparedStatement oldSeries;
  private final PreparedStatement deleteCounts;
  private final PreparedStatement deleteSeries;
  private final PreparedStatement somePeople;

  /// @param mostPeople how many are looked at in one step
  RebuildReports(
      Connection connection,
      Generations generations,
      CountEvents counting,
      LedgerRows ledgers,
      SumRows sums,
      EditPerson people,
      LetEventsGo letEventsGo,
      int mostPeople)
      throws SQLException {
    this.mostPeople = mostPeople;
    this.generations = generations;
    this.counting = counting;
    this.ledgers = ledgers;
    this.sums = sums;
    this.people = people;
    this.letEventsGo = letEventsGo;
    events =
        connection.prepareStatement(
            """
            SELECT number, workspace, name, data FROM event WHERE number > ?
            ORDER BY number LIMIT ?
            """);
    last = connection.prepareStatement("SELECT ifnull(max(number), 0) FROM event");
    handOver =
        connection.prepareStatement(
            """
            UPDATE series SET generation = ?
            WHERE workspace = ? AND generation = ? AND measure = ?
            """);
    deleteMeasureCounts =
        connection.prepareStatement(
            """
            DELETE FROM count WHERE series IN
              (SELECT number FROM series WHERE workspace = ? AND generation = ? AND measure = ?)
            """);
    deleteMeasure =
        connection.prepareStatement(
            "DELETE FROM series WHERE workspace = ? AND generation = ? AND measure = ?");
    nextSeries =
        connection.prepareStatement(
            """
            SELECT number, experience, audience, variation, measure, of FROM series
            WHERE workspace = ? AND generation = ? AND number >= ? ORDER BY number
            """);
    copyCounts =
        connection.prepareStatement(
            """
            INSERT OR REPLACE INTO count (series, day, other, n)
            SELECT ?, day, other, n FROM count WHERE series = ? AND day >= ? AND day < ?
            """);
    laterCounts =
        connection.prepareStatement(
            "SELECT min(day) FROM count WHERE series = ? AND day >= ? AND day < ?");
    oldSeries =
        connection.prepareStatement(
            """
            SELECT number FROM series
            WHERE workspace = ? AND generation NOT IN (?, ?) LIMIT 1
            """);
    deleteCounts = connection.prepareStatement("DELETE FROM count WHERE series = ?");
    deleteSeries = connection.prepareStatement("DELETE FROM series WHERE number = ?");
    somePeople =
        connection.prepareStatement(
            """
            SELECT customer_id, person FROM person_in_order
            WHERE workspace = ? AND customer_id > ? ORDER BY customer_id LIMIT ?
            """);
  }

  /// Begins a new generation, in the place of any that is in the making.
  Generation begin(long workspace, Policy policy) throws SQLException {
    var state = generations.findOrBegin(workspace, policy.goals().zone());
    var next = new Generation(workspace, Generations.after(state), policy.goals().zone());
    long cut = letEventsGo.firstWholeDay(state.shown().zone());
    long position = cut == Generations.NO_CUT ? 0 : -1;
    generations.put(new Generations.State(state.shown(), next, position, cut));
    return next;
  }

  /// Takes over what some people's ledgers have from before the cut.
  ///
  /// @param after the last customer id that was seen to; empty at first
  /// @return the next one; null when all were, or when there is nothing to be taken over
  @Nullable String takeOverLedgers(Generation next, String after) throws SQLException {
    var state = generations.find(next.workspace());
    if (state == null || !next.equals(state.next()) || !state.takesOver()) {
      return null;
    }
    var slots = new ArrayList<Long>();
    String reached = null;
    somePeople.setLong(1, next.workspace());
    somePeople.setString(2, after);
    somePeople.setInt(3, mostPeople);
    try (var row = somePeople.executeQuery()) {
      while (row.next()) {
        reached = Objects.requireNonNull(row.getString(1));
        slots.add(row.getLong(2));
      }
    }
    for (long slot : slots) {
      var person = people.at(next.workspace(), slot);
      if (person != null) {
        counting.takeOver(state, next, person);
      }
    }
    return slots.size() == mostPeople ? reached : null;
  }

  /// Takes over some of the sums of what is in no ledger, from before the cut. What is erased of it
  /// meanwhile is taken from both generations, so each number is copied as it is, however often.
  ///
  /// @return where the next are; null when all were taken over, or there is nothing to be
  @Nullable SumsFrom takeOverSums(Generation next, SumsFrom from) throws SQLException {
    var state = generations.find(next.workspace());
    if (state == null || !next.equals(state.next()) || !state.takesOver()) {
      return null;
    }
    sums.end();
    int end = Math.toIntExact(day(state));
    nextSeries.setLong(1, next.workspace());
    nextSeries.setLong(2, state.shown().number());
    nextSeries.setLong(3, from.series());
    try (var row = nextSeries.executeQuery()) {
      while (row.next()) {
        long number = row.getLong(1);
        var measure = Measure.of(row.getInt(5));
        int first = number == from.series() ? from.day() : 0;
        int day = BY_EVENT.contains(measure) ? firstDay(number, first, end) : end;
        if (day < end) {
          var arm = new Arm(row.getString(3), row.getString(4));
          var series = new Series(row.getString(2), arm, measure, row.getString(6), null);
          copyCounts.setLong(1, sums.number(next, series));
          copyCounts.setLong(2, number);
          copyCounts.setInt(3, day);
          copyCounts.setInt(4, Math.min(end, day + SUM_DAYS));
          copyCounts.executeUpdate();
          return new SumsFrom(number, day + SUM_DAYS);
        }
      }
    }
    generations.put(state.at(0));
    return null;
  }

  /// The first day that is counted anew.
  private static long day(Generations.State state) {
    var date = Instant.ofEpochMilli(state.cut()).atZone(state.shown().zone()).toLocalDate();
    return Math.max(0, date.toEpochDay());
  }

  /// The first day from this one on with something of a series; `end` if there is none before it.
  private int firstDay(long series, int day, int end) throws SQLException {
    laterCounts.setLong(1, series);
    laterCounts.setInt(2, day);
    laterCounts.setInt(3, end);
    try (var row = laterCounts.executeQuery()) {
      row.next();
      int first = row.getInt(1);
      return row.wasNull() ? end : first;
    }
  }

  /// Counts some more events; none while the events of somebody who was erased are still there, so
  /// that whoever deletes them can tell whether they are counted.
  ///
  /// @param most how many are looked at
  /// @return null if another generation is in the making now
  @Nullable Step step(Generation next, Policy policy, int most) throws SQLException {
    var state = generations.find(next.workspace());
    if (state == null || !next.equals(state.next())) {
      return null;
    }
    long reached = state.position();
    if (letEventsGo.goneBefore() > state.cut()) {
      return new Step(reached, last(), false, true);
    }
    if (letEventsGo.areErasuresLeft()) {
      return new Step(reached, last(), false, false);
    }
    int seen = 0;
    var found = new ArrayList<Logged>();
    events.setLong(1, reached);
    events.setInt(2, most);
    try (var row = events.executeQuery()) {
      while (row.next()) {
        seen++;
        reached = row.getLong(1);
        if (row.getLong(2) == next.workspace()) {
          var data = row.getBytes(4);
          found.add(
              new Logged(reached, codec.customerId(data), codec.event(row.getString(3), data)));
        }
      }
    }
    for (var one : found) {
      if (one.event().at().toEpochMilli() >= state.cut()) {
        count(next, policy, one);
      }
    }
    if (seen < most) {
      show(state, next);
      return new Step(reached, reached, true, false);
    }
    generations.put(state.at(reached));
    return new Step(reached, last(), false, false);
  }

  /// Events of people who are gone are not looked at.
  private void count(Generation next, Policy policy, Logged one) throws SQLException {
    var place = people.follow(next.workspace(), one.customerId()).place();
    if (place != null) {
      counting.count(next, policy.goals(), place, one.event());
    }
  }

  /// What is in no event goes over as it is: repetitions, and where something was taken over also
  /// who could not be counted. (What was condensed beyond the cut cannot be counted anew, but was.)
  private void show(Generations.State state, Generation next) throws SQLException {
    sums.end();
    handOver(state.shown(), next, Measure.DUPLICATES);
    if (state.cut() != Generations.NO_CUT) {
      for (var statement : List.of(deleteMeasureCounts, deleteMeasure)) {
        statement.setLong(1, next.workspace());
        statement.setLong(2, next.number());
        statement.setInt(3, Measure.UNTRACKED.code());
        statement.executeUpdate();
      }
      handOver(state.shown(), next, Measure.UNTRACKED);
    }
    sums.forgetNumbers();
    generations.put(Generations.State.showing(next));
  }

  private void handOver(Generation from, Generation to, Measure measure) throws SQLException {
    handOver.setLong(1, to.number());
    handOver.setLong(2, to.workspace());
    handOver.setLong(3, from.number());
    handOver.setInt(4, measure.code());
    handOver.executeUpdate();
  }

  private long last() throws SQLException {
    try (var row = last.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /// Deletes a series that neither the generation shown nor one in the making has.
  ///
  /// @return whether there may be more
  boolean dropOldSums(long workspace) throws SQLException {
    var state = generations.find(workspace);
    var next = state == null ? null : state.next();
    oldSeries.setLong(1, workspace);
    oldSeries.setLong(2, state == null ? -1 : state.shown().number());
    oldSeries.setLong(3, next == null ? -1 : next.number());
    long number;
    try (var row = oldSeries.executeQuery()) {
      if (!row.next()) {
        return false;
      }
      number = row.getLong(1);
    }
    deleteCounts.setLong(1, number);
    deleteCounts.executeUpdate();
    deleteSeries.setLong(1, number);
    deleteSeries.executeUpdate();
    return true;
  }

  /// Deletes what an old generation has left with some people.
  ///
  /// @param after the last customer id that was seen to; empty at first
  /// @return the next one, null when all were or when the place has been taken by a new generation
  @Nullable String dropOldLedgers(Generation shown, String after) throws SQLException {
    var state = generations.find(shown.workspace());
    if (state == null || !state.shown().equals(shown) || state.next() != null) {
      return null;
    }
    var old = new Generation(shown.workspace(), shown.number() + 1, shown.zone());
    String reached = null;
    int seen = 0;
    somePeople.setLong(1, shown.workspace());
    somePeople.setString(2, after);
    somePeople.setInt(3, mostPeople);
    try (var row = somePeople.executeQuery()) {
      while (row.next()) {
        seen++;
        reached = Objects.requireNonNull(row.getString(1));
        ledgers.delete(row.getLong(2), old);
      }
    }
    return seen == mostPeople ? reached : null;
  }
}
