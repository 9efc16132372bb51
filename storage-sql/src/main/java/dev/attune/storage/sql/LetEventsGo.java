package dev.attune.storage.sql;

import dev.attune.storage.Event;
import dev.attune.storage.EventStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;

/// Lets go of old events, from the beginning of the log on, on the writing connection. Their chains
/// end where they were; ledgers, sums and profiles are not looked at.
///
/// The horizon is in the database, so that all who write to it agree on what is too old.
final class LetEventsGo {
  private static final long KEPT_LONGER = EventStore.KEPT_LONGER.toMillis();

  private record Found(long number, long workspace, String id) {}

  private final EventIds eventIds;
  private final EventCodec codec = new EventCodec();
  private final PreparedStatement find;
  private final PreparedStatement raise;
  private final PreparedStatement latest;
  private final PreparedStatement erasures;
  private final PreparedStatement oldest;
  private final PreparedStatement delete;
  private long horizon = Long.MIN_VALUE;

  LetEventsGo(Connection connection, EventIds eventIds) throws SQLException {
    this.eventIds = eventIds;
    find = connection.prepareStatement("SELECT horizon FROM retention");
    raise = connection.prepareStatement("UPDATE retention SET horizon = ?");
    latest = connection.prepareStatement("SELECT at FROM event ORDER BY number DESC LIMIT 1");
    erasures = connection.prepareStatement("SELECT 1 FROM erased LIMIT 1");
    oldest =
        connection.prepareStatement(
            "SELECT number, workspace, at, data FROM event ORDER BY number LIMIT ?");
    delete = connection.prepareStatement("DELETE FROM event WHERE number = ?");
  }

  /// Learns what other processes have done. First in each transaction.
  void begin() throws SQLException {
    try (var row = find.executeQuery()) {
      row.next();
      horizon = row.getLong(1);
    }
  }

  boolean isTooOld(Event event) {
    return event.at().toEpochMilli() < horizon;
  }

  /// From now on nothing that happened before is taken in; but never what happened at the time of
  /// the event that came last. A clock that is wrong for a while must not close the log for years.
  void raise(Instant before) throws SQLException {
    long most = Long.MIN_VALUE;
    try (var row = latest.executeQuery()) {
      if (row.next()) {
        most = row.getLong(1);
      }
    }
    long wanted = Math.min(before.toEpochMilli(), most);
    if (wanted > horizon) {
      horizon = wanted;
      raise.setLong(1, wanted);
      raise.executeUpdate();
    }
  }

  /// When the events happened of which some may be gone: all before it. [Generations#NO_CUT] if
  /// none is.
  long goneBefore() {
    return horizon == Long.MIN_VALUE ? Generations.NO_CUT : horizon - KEPT_LONGER;
  }

  /// When the first day begins of which all events are there, and no earlier one can come any more.
  long firstWholeDay(ZoneId zone) {
    if (horizon == Long.MIN_VALUE) {
      return Generations.NO_CUT;
    }
    var gone = Instant.ofEpochMilli(goneBefore());
    var date = gone.atZone(zone).toLocalDate();
    var start = date.atStartOfDay(zone).toInstant();
    return (start.isBefore(gone) ? date.plusDays(1).atStartOfDay(zone).toInstant() : start)
        .toEpochMilli();
  }

  /// Deletes some of the oldest events. None while events of somebody who was erased are still
  /// there: what they added to the sums is taken back first.
  ///
  /// @param most how many at the most
  /// @return how many; fewer than `most` when there are no more
  int step(int most) throws SQLException {
    if (areErasuresLeft()) {
      return 0;
    }
    var found = new ArrayList<Found>();
    long gone = goneBefore();
    oldest.setInt(1, most);
    try (var row = oldest.executeQuery()) {
      while (row.next() && row.getLong(3) < gone) {
        found.add(new Found(row.getLong(1), row.getLong(2), codec.id(row.getBytes(4))));
      }
    }
    for (var one : found) {
      eventIds.forget(one.workspace(), one.id(), one.number());
      delete.setLong(1, one.number());
      delete.executeUpdate();
    }
    return found.size();
  }

  /// Whether events of somebody who is erased are still there.
  boolean areErasuresLeft() throws SQLException {
    try (var row = erasures.executeQuery()) {
      return row.next();
    }
  }
}
