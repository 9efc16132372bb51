package dev.attune.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// The writing connection's statements, for the [Change]s that run on it. For the writer's thread.
final class WriteStatements implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement rollback;
  final Generations generations;
  private final Tallies tallies;
  final Workspaces workspaces;
  final EditPerson people;
  final PersonRows personRows;
  final IdentifyPeople identify;
  final AppendEvents appendEvents;
  final ErasePerson erasePerson;
  final EditUploads uploads;
  final EraseUploads eraseUploads;
  final EventIds eventIds;
  final ReplaceCatalog replaceCatalog;
  final EraseWorkspace eraseWorkspace;
  final CountEvents counting;
  final LetEventsGo letEventsGo;
  final RebuildReports rebuildReports;

  WriteStatements(Connection connection, Slots slots, Sizes sizes) throws SQLException {
    this.connection = connection;
    // IMMEDIATE: waits here for another process's transaction, not half-way, where it would fail.
    begin = connection.prepareStatement("BEGIN IMMEDIATE");
    commit = connection.prepareStatement("COMMIT");
    rollback = connection.prepareStatement("ROLLBACK");
    workspaces = new Workspaces(connection);
    personRows = new PersonRows(connection, slots);
    tallies = new Tallies(connection);
    var histories = new EditHistory(connection, sizes.blocks());
    people = new EditPerson(connection, slots, personRows, histories, tallies);
    var claims = new Claims(connection);
    eraseUploads = new EraseUploads(connection, slots);
    uploads = new EditUploads(connection, slots, people, eraseUploads);
    generations = new Generations(connection);
    var ledgerRows = new LedgerRows(connection, slots.ledgers());
    var sums = new SumRows(connection);
    counting = new CountEvents(generations, new Ledgers(ledgerRows, sizes.nearLedgers()), sums);
    var merge = new MergePeople(people, claims, histories, uploads, counting);
    identify = new IdentifyPeople(people, claims, merge);
    eventIds = new EventIds(connection, slots, sizes.recentIds());
    letEventsGo = new LetEventsGo(connection, eventIds);
    appendEvents =
        new AppendEvents(
            people, histories, eventIds, new InsertEvent(connection), counting, letEventsGo);
    erasePerson = new ErasePerson(connection, people, claims, eraseUploads, eventIds, counting);
    rebuildReports =
        new RebuildReports(
            connection, generations, counting, ledgerRows, sums, people, letEventsGo, sizes.step());
    replaceCatalog = new ReplaceCatalog(connection);
    eraseWorkspace = new EraseWorkspace(connection, people, erasePerson, eventIds);
  }

  /// For what is no change, such as a checkpoint.
  Connection connection() {
    return connection;
  }

  void begin() throws SQLException {
    begin.execute();
    eventIds.begin();
    letEventsGo.begin();
    counting.begin();
  }

  /// The last chance to fail with nothing stored.
  void prepareCommit() throws SQLException {
    counting.end();
    tallies.end();
    eventIds.end();
  }

  void commit() throws SQLException {
    commit.execute();
    eventIds.committed();
  }

  void rollback() throws SQLException {
    counting.rolledBack();
    tallies.forget();
    eventIds.rolledBack();
    rollback.execute();
  }

  /// Rolls back what was not committed.
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
