package dev.attune.storage.sql;

import dev.attune.storage.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Who an identifier names, on one connection.
final class Identifiers {
  private final PersonCodec codec = new PersonCodec();
  private final PreparedStatement find;

  Identifiers(Connection connection) throws SQLException {
    find =
        connection.prepareStatement(
            """
            SELECT p.data FROM identifier i JOIN person p ON p.key = i.person
            WHERE i.workspace = ? AND i.name = ? AND i.value = ?
            """);
  }

  @Nullable String find(long workspace, Identifier identifier) throws SQLException {
    find.setLong(1, workspace);
    find.setString(2, identifier.name());
    find.setString(3, identifier.value());
    try (var row = find.executeQuery()) {
      return row.next() ? codec.customerId(row.getBytes(1)) : null;
    }
  }
}
