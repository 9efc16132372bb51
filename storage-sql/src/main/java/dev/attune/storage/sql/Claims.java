package dev.attune.storage.sql;

import dev.attune.storage.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Who has claimed which identifier, on the writing connection. Whoever is written down has the
/// value: a claim goes when the attribute changes or the person goes.
final class Claims {
  /// @param person the key of who has it
  /// @param merges how many profiles have become one through it
  record Claim(long person, int merges) {}

  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement move;
  private final PreparedStatement count;
  private final PreparedStatement release;

  Claims(Connection connection) throws SQLException {
    find =
        connection.prepareStatement(
            "SELECT person, merges FROM identifier WHERE workspace = ? AND name = ? AND value = ?");
    insert =
        connection.prepareStatement(
            """
            INSERT INTO identifier (workspace, name, value, person, merges) VALUES (?, ?, ?, ?, 0)
            """);
    move =
        connection.prepareStatement(
            """
            UPDATE identifier SET person = ? WHERE workspace = ? AND name = ? AND value = ?
            """);
    count =
        connection.prepareStatement(
            """
            UPDATE identifier SET merges = merges + 1
            WHERE workspace = ? AND name = ? AND value = ?
            """);
    release =
        connection.prepareStatement(
            """
            DELETE FROM identifier WHERE workspace = ? AND name = ? AND value = ? AND person = ?
            """);
  }

  @Nullable Claim find(long workspace, Identifier identifier) throws SQLException {
    named(find, 1, workspace, identifier);
    try (var row = find.executeQuery()) {
      return row.next() ? new Claim(row.getLong(1), row.getInt(2)) : null;
    }
  }

  void insert(long workspace, Identifier identifier, long person) throws SQLException {
    named(insert, 1, workspace, identifier);
    insert.setLong(4, person);
    insert.executeUpdate();
  }

  void move(long workspace, Identifier identifier, long person) throws SQLException {
    move.setLong(1, person);
    named(move, 2, workspace, identifier);
    move.executeUpdate();
  }

  /// That one more profile became another through it.
  void count(long workspace, Identifier identifier) throws SQLException {
    named(count, 1, workspace, identifier);
    count.executeUpdate();
  }

  /// That this person has it no more; if another has it nothing happens.
  void release(long workspace, Identifier identifier, long person) throws SQLException {
    named(release, 1, workspace, identifier);
    release.setLong(4, person);
    release.executeUpdate();
  }

  private static void named(
      PreparedStatement statement, int from, long workspace, Identifier identifier)
      throws SQLException {
    statement.setLong(from, workspace);
    statement.setString(from + 1, identifier.name());
    statement.setString(from + 2, identifier.value());
  }
}
