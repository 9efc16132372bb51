package dev.attune.storage.sql;

import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Compare and set of a workspace's configuration; and the number a new workspace gets.
final class ReplaceCatalog {
  private final PreparedStatement name;
  private final PreparedStatement first;
  private final PreparedStatement next;

  ReplaceCatalog(Connection connection) throws SQLException {
    name = connection.prepareStatement("INSERT OR IGNORE INTO workspace (name) VALUES (?)");
    first =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO catalog (workspace, version, content) VALUES (?, 1, ?)");
    next =
        connection.prepareStatement(
            """
            UPDATE catalog SET version = version + 1, content = ?
            WHERE workspace = ? AND version = ?
            """);
  }

  void number(WorkspaceId id) throws SQLException {
    name.setString(1, id.text());
    name.executeUpdate();
  }

  boolean replace(long workspace, StoredWorkspace stored) throws SQLException {
    if (stored.version() == 1) {
      first.setLong(1, workspace);
      first.setString(2, stored.content());
      return first.executeUpdate() == 1;
    }
    next.setString(1, stored.content());
    next.setLong(2, workspace);
    next.setLong(3, stored.version() - 1);
    return next.executeUpdate() == 1;
  }
}
