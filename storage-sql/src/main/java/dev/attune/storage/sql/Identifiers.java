package dev.attune.storage.sql;

import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.storage.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Who an identifier names, on one connection. A claim stands while its person has the value.
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
      if (!row.next()) {
        return null;
      }
      var profile = codec.profile(row.getBytes(1));
      return profile != null && has(profile, identifier) ? profile.customerId() : null;
    }
  }

  private static boolean has(Profile profile, Identifier identifier) {
    var value = profile.attributes().get(identifier.name());
    return (value instanceof Value.Text(var text) && text.equals(identifier.value()))
        || (value instanceof Value.Time(var time, var at) && time.equals(identifier.value()));
  }
}
