package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;

/// A reading connection with all its statements. For one thread at a time.
final class Reader implements AutoCloseable {
  private final Connection connection;
  final Workspaces workspaces;
  final PersonRows people;
  final EventRows events;
  final Identifiers identifiers;
  final Lots lots;
  final Uploads uploads;

  Reader(Connection connection, Slots slots, Sizes sizes) throws SQLException {
    this.connection = connection;
    workspaces = new Workspaces(connection);
    people = new PersonRows(connection, slots);
    events = new EventRows(connection);
    identifiers = new Identifiers(connection);
    lots = new Lots(connection, slots, people, sizes.listed());
    uploads = new Uploads(connection, slots);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
