package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;

/// Erases a workspace's people, identifiers and events, so many with one call.
///
/// People go first: what an identifier or an event says without its person is never looked at.
/// Events are found by going through the log, which costs a step for each 2,000 of the whole
/// database but needs no index that every event would have to be entered in.
final class EraseWorkspace {
  private static final int PEOPLE = 500;
  private static final int IDENTIFIERS = 1_000;
  private static final int EVENTS = 2_000;

  private record Named(String customerId, long key) {}

  private final Slots slots;
  private final EditPerson people;
  private final EventCodec codec = new EventCodec();
  private final PreparedStatement somePeople;
  private final PreparedStatement identifiers;
  private final PreparedStatement someEvents;
  private final PreparedStatement event;
  private final PreparedStatement eventId;
  private final PreparedStatement last;

  EraseWorkspace(Connection connection, Slots slots, EditPerson people) throws SQLException {
    this.slots = slots;
    this.people = people;
    somePeople =
        connection.prepareStatement(
            """
            SELECT customer_id, person FROM person_in_order WHERE workspace = ? LIMIT ?
            """);
    identifiers =
        connection.prepareStatement(
            """
            DELETE FROM identifier WHERE workspace = ?1 AND (name, value) IN
              (SELECT name, value FROM identifier WHERE workspace = ?1 LIMIT ?2)
            """);
    someEvents =
        connection.prepareStatement(
            """
            SELECT number, workspace, data FROM event WHERE number > ? AND number <= ?
            ORDER BY number LIMIT ?
            """);
    event = connection.prepareStatement("DELETE FROM event WHERE number = ?");
    eventId = connection.prepareStatement("DELETE FROM event_by_id WHERE key = ? AND event = ?");
    last = connection.prepareStatement("SELECT last FROM log");
  }

  /// @return whether there may be more
  boolean people(long workspace) throws SQLException {
    var some = new ArrayList<Named>();
    somePeople.setLong(1, workspace);
    somePeople.setInt(2, PEOPLE);
    try (var rows = somePeople.executeQuery()) {
      while (rows.next()) {
        some.add(new Named(rows.getString(1), rows.getLong(2)));
      }
    }
    for (var one : some) {
      people.erase(workspace, one.customerId(), one.key());
    }
    return some.size() == PEOPLE;
  }

  /// @return whether there may be more
  boolean identifiers(long workspace) throws SQLException {
    identifiers.setLong(1, workspace);
    identifiers.setInt(2, IDENTIFIERS);
    return identifiers.executeUpdate() == IDENTIFIERS;
  }

  /// The number of the last event.
  long lastEvent() throws SQLException {
    try (var row = last.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /// @param after the number of the event before the first to be looked at
  /// @return the number of the last event looked at; `upTo` when there are no more
  long events(long workspace, long after, long upTo) throws SQLException {
    record Found(long number, long key) {}
    var found = new ArrayList<Found>();
    int seen = 0;
    long reached = after;
    someEvents.setLong(1, after);
    someEvents.setLong(2, upTo);
    someEvents.setInt(3, EVENTS);
    try (var rows = someEvents.executeQuery()) {
      while (rows.next()) {
        seen++;
        reached = rows.getLong(1);
        if (rows.getLong(2) == workspace) {
          found.add(new Found(reached, slots.event(workspace, codec.id(rows.getBytes(3)))));
        }
      }
    }
    for (var each : found) {
      event.setLong(1, each.number());
      event.executeUpdate();
      eventId.setLong(1, each.key());
      eventId.setLong(2, each.number());
      eventId.executeUpdate();
    }
    return seen == EVENTS ? reached : upTo;
  }
}
