package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// How many people a workspace and each of its segments have, on the writing connection. What a
/// transaction changes is put together and written once, at its end.
final class Tallies {
  private record Segment(long workspace, String id) {}

  private final Map<Long, Long> people = new HashMap<>();
  private final Map<Segment, Long> members = new HashMap<>();
  private final PreparedStatement addPeople;
  private final PreparedStatement addMembers;

  Tallies(Connection connection) throws SQLException {
    addPeople =
        connection.prepareStatement("UPDATE workspace SET people = people + ? WHERE number = ?");
    addMembers =
        connection.prepareStatement(
            """
            INSERT INTO segment (workspace, id, people) VALUES (?, ?, ?)
            ON CONFLICT (workspace, id) DO UPDATE SET people = people + excluded.people
            """);
  }

  void people(long workspace, int more) {
    people.merge(workspace, (long) more, Long::sum);
  }

  void members(long workspace, String segment, int more) {
    members.merge(new Segment(workspace, segment), (long) more, Long::sum);
  }

  /// Last in each transaction.
  void end() throws SQLException {
    for (var each : people.entrySet()) {
      if (each.getValue() != 0) {
        addPeople.setLong(1, each.getValue());
        addPeople.setLong(2, each.getKey());
        addPeople.executeUpdate();
      }
    }
    for (var each : members.entrySet()) {
      if (each.getValue() != 0) {
        addMembers.setLong(1, each.getKey().workspace());
        addMembers.setString(2, each.getKey().id());
        addMembers.setLong(3, each.getValue());
        addMembers.executeUpdate();
      }
    }
    forget();
  }

  /// What was not written is not to be.
  void forget() {
    people.clear();
    members.clear();
  }
}
