package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Objects;

/// Erases a workspace's people and events, so many with one call.
///
/// People go first: what an event says without its person is never looked at. Events are found by
/// going through the log, which costs a step for each 2,000 of the whole database but needs no
/// index that every event would have to be entered in.
final class EraseWorkspace {
  private static final int PEOPLE = 500;
  private static final int EVENTS = 2_000;

  private final EditPerson people;
  private final ErasePerson erasePerson;
  private final EventIds eventIds;
  private final EventCodec codec = new EventCodec();
  private final PreparedStatement somePeople;
  private final PreparedStatement someEvents;
  private final PreparedStatement event;
  private final PreparedStatement last;

  EraseWorkspace(
      Connection connection, EditPerson people, ErasePerson erasePerson, EventIds eventIds)
      throws SQLException {
    this.people = people;
    this.erasePerson = erasePerson;
    this.eventIds = eventIds;
    somePeople =
        connection.prepareStatement(
            "SELECT customer_id FROM person_in_order WHERE workspace = ? LIMIT ?");
    someEvents =
        connection.prepareStatement(
            """
            SELECT number, workspace, data FROM event WHERE number > ? AND number <= ?
            ORDER BY number LIMIT ?
            """);
    event = connection.prepareStatement("DELETE FROM event WHERE number = ?");
    last = connection.prepareStatement("SELECT last FROM log");
  }

  /// With their identifiers.
  ///
  /// @return whether there may be more
  boolean people(long workspace) throws SQLException {
    var some = new ArrayList<String>();
    somePeople.setLong(1, workspace);
    somePeople.setInt(2, PEOPLE);
    try (var rows = somePeople.executeQuery()) {
      while (rows.next()) {
        some.add(rows.getString(1));
      }
    }
    for (var one : some) {
      erasePerson.erase(workspace, Objects.requireNonNull(people.find(workspace, one).place()));
    }
    return some.size() == PEOPLE;
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
    record Found(long number, String id) {}
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
          found.add(new Found(reached, codec.id(rows.getBytes(3))));
        }
      }
    }
    for (var each : found) {
      event.setLong(1, each.number());
      event.executeUpdate();
      eventIds.forget(workspace, each.id(), each.number());
    }
    return seen == EVENTS ? reached : upTo;
  }
}
