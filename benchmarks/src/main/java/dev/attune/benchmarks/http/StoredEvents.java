package dev.attune.benchmarks.http;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// What lies in the database when the server is gone. Not through the storage, which is a part of
/// what is measured.
final class StoredEvents {
  private StoredEvents() {}

  static long count(Path database) throws IOException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var sql = connection.createStatement();
        var row = sql.executeQuery("SELECT count(*) FROM event")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IOException("cannot count the events in " + database, e);
    }
  }
}
