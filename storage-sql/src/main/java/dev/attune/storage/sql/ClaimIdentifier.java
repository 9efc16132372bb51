package dev.attune.storage.sql;

import dev.attune.storage.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Writes down whom an identifier names, over what stood there.
final class ClaimIdentifier {
  private final PreparedStatement claim;

  ClaimIdentifier(Connection connection) throws SQLException {
    claim =
        connection.prepareStatement(
            """
            INSERT INTO identifier (workspace, name, value, person) VALUES (?, ?, ?, ?)
            ON CONFLICT (workspace, name, value) DO UPDATE SET person = excluded.person
            """);
  }

  void claim(long workspace, Identifier identifier, long person) throws SQLException {
    claim.setLong(1, workspace);
    claim.setString(2, identifier.name());
    claim.setString(3, identifier.value());
    claim.setLong(4, person);
    claim.executeUpdate();
  }
}
