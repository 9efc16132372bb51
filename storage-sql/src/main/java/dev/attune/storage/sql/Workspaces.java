package dev.attune.storage.sql;

import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the numbers of workspaces and their configuration, on one connection.
final class Workspaces {
  private final PreparedStatement number;
  private final PreparedStatement versions;
  private final PreparedStatement find;

  Workspaces(Connection connection) throws SQLException {
    number = connection.prepareStatement("SELECT number FROM workspace WHERE name = ?");
    versions =
        connection.prepareStatement(
            "SELECT w.name, c.version FROM catalog c JOIN workspace w ON w.number = c.workspace");
    find =
        connection.prepareStatement(
            """
            SELECT c.version, c.content FROM workspace w JOIN catalog c ON c.workspace = w.number
            WHERE w.name = ?
            """);
  }

  /// 0 where there is none.
  long number(WorkspaceId id) throws SQLException {
    number.setString(1, id.text());
    try (var row = number.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  Map<WorkspaceId, Long> versions() throws SQLException {
    var all = new HashMap<WorkspaceId, Long>();
    try (var rows = versions.executeQuery()) {
      while (rows.next()) {
        all.put(new WorkspaceId(rows.getString(1)), rows.getLong(2));
      }
    }
    return all;
  }

  @Nullable StoredWorkspace find(WorkspaceId id) throws SQLException {
    find.setString(1, id.text());
    try (var row = find.executeQuery()) {
      return row.next() ? new StoredWorkspace(id, row.getLong(1), row.getString(2)) : null;
    }
  }
}
