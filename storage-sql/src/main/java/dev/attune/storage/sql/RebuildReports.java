package dev.attune.storage.sql;

import dev.attune.engine.attribution.Arm;
import dev.attune.engine.attribution.Measure;
import dev.attune.engine.attribution.Series;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes a new generation of ledgers and sums out of the log, a step with each transaction, on the
/// writing connection. When it has reached the end of the log within a transaction, it is shown
/// from the end of that transaction on.
final class RebuildReports {
  /// What a step came to.
  ///
  /// @param reached the last event that was looked at
  /// @param last the last there is
  /// @param shown whether that was all, and the new generation is the one that is shown
  record Step(long reached, long last, boolean shown) {}

  private static final int PEOPLE = 500;

  private record Logged(long number, String customerId, Event event) {}

  private final Generations generations;
  private final CountEvents counting;
  private final LedgerRows ledgers;
  private final SumRows sums;
  private final EditPerson people;
  private final EventCodec codec = new EventCodec();
  private final PreparedStatement events;
  private final PreparedStatement last;
  private final PreparedStatement erasures;
  private final PreparedStatement duplicates;
  private final PreparedStatement oldSeries;
  private final PreparedStatement deleteCounts;
  private final PreparedStatement deleteSeries;
  private final PreparedStatement somePeople;

  RebuildReports(
      Connection connection,
      Generations generations,
      CountEvents counting,
      LedgerRows ledgers,
      SumRows sums,
      EditPerson people)
      throws SQLException {
    this.generations = generations;
    this.counting = counting;
    this.ledgers = ledgers;
    this.sums = sums;
    this.people = people;
    events =
        connection.prepareStatement(
            """
            SELECT number, workspace, name, data FROM event WHERE number > ?
            ORDER BY number LIMIT ?
            """);
    erasures = connection.prepareStatement("SELECT 1 FROM erased LIMIT 1");
    last = connection.prepareStatement("SELECT ifnull(max(number), 0) FROM event");
    duplicates =
        connection.prepareStatement(
            """
            SELECT s.experience, s.audience, s.variation, c.day, c.other, c.n
            FROM series s JOIN count c ON c.series = s.number
            WHERE s.workspace = ? AND s.generation = ? AND s.measure = ?
            """);
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
    generations.put(new Generations.State(state.shown(), next, 0));
    return next;
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
    if (areErasuresLeft()) {
      return new Step(reached, last(), false);
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
      count(next, policy, one);
    }
    if (seen < most) {
      show(state, next);
      return new Step(reached, reached, true);
    }
    generations.put(new Generations.State(state.shown(), next, reached));
    return new Step(reached, last(), false);
  }

  /// Events of people who are gone are not looked at.
  private void count(Generation next, Policy policy, Logged one) throws SQLException {
    var place = people.follow(next.workspace(), one.customerId()).place();
    if (place != null) {
      counting.count(next, policy.goals(), place, one.event());
    }
  }

  /// What is in no event goes over as it is.
  private void show(Generations.State state, Generation next) throws SQLException {
    var cells = sums.of(next);
    sums.end();
    duplicates.setLong(1, next.workspace());
    duplicates.setLong(2, state.shown().number());
    duplicates.setInt(3, Measure.DUPLICATES.code());
    try (var row = duplicates.executeQuery()) {
      while (row.next()) {
        var arm = new Arm(row.getString(2), row.getString(3));
        var series = new Series(row.getString(1), arm, Measure.DUPLICATES, "", null);
        cells.add(series, row.getInt(4), row.getInt(5), row.getLong(6));
      }
    }
    generations.put(new Generations.State(next, null, 0));
  }

  private boolean areErasuresLeft() throws SQLException {
    try (var row = erasures.executeQuery()) {
      return row.next();
    }
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
    somePeople.setInt(3, PEOPLE);
    try (var row = somePeople.executeQuery()) {
      while (row.next()) {
        seen++;
        reached = Objects.requireNonNull(row.getString(1));
        ledgers.delete(row.getLong(2), old);
      }
    }
    return seen == PEOPLE ? reached : null;
  }
}
