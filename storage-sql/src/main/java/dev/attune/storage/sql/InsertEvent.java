package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/// Appends an event to the log.
final class InsertEvent {
  private final PreparedStatement insert;

  InsertEvent(Connection connection) throws SQLException {
    insert =
        connection.prepareStatement(
            """
            INSERT INTO event (number, workspace, name, at, previous, data)
            VALUES (?, ?, ?, ?, ?, ?)
            """);
  }

  void insert(long number, long workspace, String name, Instant at, long previous, byte[] data)
      throws SQLException {
    insert.setLong(1, number);
    insert.setLong(2, workspace);
    insert.setString(3, name);
    insert.setLong(4, at.toEpochMilli());
    insert.setLong(5, previous);
    insert.setBytes(6, data);
    insert.executeUpdate();
  }
}
