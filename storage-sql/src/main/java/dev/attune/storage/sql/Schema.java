package dev.attune.storage.sql;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Brings a file to the schema this version works with: the steps it has not taken yet, all in one
/// transaction. `PRAGMA user_version` counts the steps taken. Servers that start at once take
/// turns.
final class Schema {
  private static final String FIRST =
      """
      -- The tenants, numbered so that rows need not repeat their names, and how many people each
      -- has. Never deleted.
      CREATE TABLE workspace (
        number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, people INTEGER NOT NULL DEFAULT 0);

      CREATE TABLE catalog (
        workspace INTEGER PRIMARY KEY, version INTEGER NOT NULL, content TEXT NOT NULL);

      -- People and the ids that lead to them, by hash of workspace and customer id (see Slots),
      -- data is as PersonCodec has it. Behind a person the blocks of its history, the newest first.
      CREATE TABLE person (key INTEGER PRIMARY KEY, data BLOB NOT NULL);

      -- The same people in order.
      CREATE TABLE person_in_order (
        workspace INTEGER NOT NULL, customer_id TEXT NOT NULL, person INTEGER NOT NULL,
        PRIMARY KEY (workspace, customer_id)) WITHOUT ROWID;

      -- Who has claimed a value, and how many people have become one through it.
      CREATE TABLE identifier (
        workspace INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
        person INTEGER NOT NULL, merges INTEGER NOT NULL,
        PRIMARY KEY (workspace, name, value)) WITHOUT ROWID;

      -- How many people each segment has.
      CREATE TABLE segment (
        workspace INTEGER NOT NULL, id TEXT NOT NULL, people INTEGER NOT NULL,
        PRIMARY KEY (workspace, id)) WITHOUT ROWID;

      -- Uploads of members of segments: what is to be done, how far it is (see Upload), and what came
      -- of it. begun is in epoch milliseconds.
      CREATE TABLE upload (
        number INTEGER PRIMARY KEY AUTOINCREMENT, workspace INTEGER NOT NULL,
        segment TEXT NOT NULL, mode TEXT NOT NULL, begun INTEGER NOT NULL,
        phase TEXT NOT NULL, key INTEGER NOT NULL, customer_id TEXT NOT NULL,
        added INTEGER NOT NULL, removed INTEGER NOT NULL, unchanged INTEGER NOT NULL,
        unknown INTEGER NOT NULL);

      -- The ids of an upload as they came, and then in the order in which their people lie.
      CREATE TABLE upload_part (
        number INTEGER PRIMARY KEY, upload INTEGER NOT NULL, ids BLOB NOT NULL);

      CREATE INDEX upload_part_of_upload ON upload_part (upload, number);

      CREATE TABLE upload_member (
        upload INTEGER NOT NULL, person INTEGER NOT NULL, customer_id TEXT NOT NULL,
        PRIMARY KEY (upload, person, customer_id)) WITHOUT ROWID;

      -- Last events of people who are erased, whose events are not yet.
      CREATE TABLE erased (event INTEGER PRIMARY KEY, workspace INTEGER NOT NULL);

      -- What was accepted, in order. at is in epoch milliseconds, previous the same person's event
      -- before this one or 0; data is as EventCodec has it.
      CREATE TABLE event (
        number INTEGER PRIMARY KEY, workspace INTEGER NOT NULL, name TEXT NOT NULL,
        at INTEGER NOT NULL, previous INTEGER NOT NULL, data BLOB NOT NULL);

      -- Event numbers by hash of workspace and event id, for all events up to log.indexed.
      CREATE TABLE event_by_id (key INTEGER PRIMARY KEY, event INTEGER NOT NULL);

      -- The generation of its counts that a workspace shows and the zone whose days they have, null
      -- until something is counted; one in the making, if next_zone is not null, and the last event
      -- that is in it.
      CREATE TABLE counting (
        workspace INTEGER PRIMARY KEY, shown INTEGER NOT NULL, zone TEXT,
        next INTEGER NOT NULL, next_zone TEXT, position INTEGER NOT NULL);

      -- What is counted. measure is a code of Measure, attribution one of LedgerCodec or 0.
      CREATE TABLE series (
        number INTEGER PRIMARY KEY, workspace INTEGER NOT NULL, generation INTEGER NOT NULL,
        experience TEXT NOT NULL, audience TEXT NOT NULL, variation TEXT NOT NULL,
        measure INTEGER NOT NULL, of TEXT NOT NULL, attribution INTEGER NOT NULL,
        UNIQUE (workspace, generation, experience, audience, variation, measure, of, attribution));

      -- The sums, see Cell.
      CREATE TABLE count (
        series INTEGER NOT NULL, day INTEGER NOT NULL, other INTEGER NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (series, day, other)) WITHOUT ROWID;

      -- One row: the number of the last event ever, how far event_by_id goes, and what this
      -- file's hashes are seeded with.
      CREATE TABLE log (last INTEGER NOT NULL, indexed INTEGER NOT NULL, seed INTEGER NOT NULL)
      """;

  private static final String LETTING_GO =
      """
      -- One row: events that happened before this are taken in no more, in epoch milliseconds.
      CREATE TABLE retention (horizon INTEGER NOT NULL);

      INSERT INTO retention VALUES (-9223372036854775808);

      -- Of a generation in the making: what was before this is not counted anew but taken over from
      -- the one shown, in epoch milliseconds. Until that is done the position is -1.
      ALTER TABLE counting ADD COLUMN cut INTEGER NOT NULL DEFAULT -9223372036854775808
      """;

  private static final String SCRUBBING =
      """
      -- One row: 1 if something was erased since copies that SQLite left of rows were cleared from
      -- the file, otherwise 0.
      CREATE TABLE scrub (wanted INTEGER NOT NULL);

      INSERT INTO scrub SELECT EXISTS (SELECT 1 FROM workspace)
      """;

  /// Step n brings version n to n + 1. Steps that have shipped are never edited.
  private static final List<String> STEPS = List.of(FIRST, LETTING_GO, SCRUBBING);

  private Schema() {}

  /// @throws SQLException if the file is not SQLite's, or a later version of the schema
  static void bringUpToDate(Connection connection) throws SQLException {
    try (var sql = connection.createStatement()) {
      sql.execute("BEGIN IMMEDIATE");
      try {
        int version = version(connection);
        if (version > STEPS.size()) {
          throw new SQLException(
              "schema version is " + version + ", this server knows " + STEPS.size());
        }
        for (int step = version; step < STEPS.size(); step++) {
          for (var statement : STEPS.get(step).split(";\n", -1)) {
            sql.execute(statement);
          }
        }
        if (version == 0) {
          sql.execute("INSERT INTO log VALUES (0, 0, " + new SecureRandom().nextLong() + ")");
        }
        sql.execute("PRAGMA user_version = " + STEPS.size());
        sql.execute("COMMIT");
      } catch (SQLException e) {
        sql.execute("ROLLBACK");
        throw e;
      }
    }
  }

  static long seed(Connection connection) throws SQLException {
    return one(connection, "SELECT seed FROM log");
  }

  private static int version(Connection connection) throws SQLException {
    return (int) one(connection, "PRAGMA user_version");
  }

  private static long one(Connection connection, String query) throws SQLException {
    try (var sql = connection.createStatement();
        var row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
