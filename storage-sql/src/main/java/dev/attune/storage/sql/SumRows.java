package dev.attune.storage.sql;

import dev.attune.engine.attribution.Cell;
import dev.attune.engine.attribution.Cells;
import dev.attune.engine.attribution.Series;
import dev.attune.storage.encoding.LedgerCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// The sums, on the writing connection. What is to be added is gathered for a whole transaction, so
/// that hundreds of events that share it write a cell once.
final class SumRows {
  private record Of(Generation generation, Series series) {}

  /// The series met lately: so many are remembered.
  private static final int MOST_NUMBERS = 10_000;

  private final Map<Generation, Cells> waiting = new HashMap<>();
  private final Map<Of, Long> numbers = new HashMap<>();
  private final PreparedStatement find;
  private final PreparedStatement begin;
  private final PreparedStatement add;

  SumRows(Connection connection) throws SQLException {
    find =
        connection.prepareStatement(
            """
            SELECT number FROM series WHERE workspace = ? AND generation = ? AND experience = ?
            AND audience = ? AND variation = ? AND measure = ? AND of = ? AND attribution = ?
            """);
    begin =
        connection.prepareStatement(
            """
            INSERT INTO series
            (workspace, generation, experience, audience, variation, measure, of, attribution)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """);
    add =
        connection.prepareStatement(
            """
            INSERT INTO count (series, day, other, n) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET n = n + excluded.n
            """);
  }

  /// Where to gather what is to be added when the transaction ends; the same for all transactions.
  Cells of(Generation generation) {
    return waiting.computeIfAbsent(generation, one -> new Cells());
  }

  /// Adds what was gathered.
  void end() throws SQLException {
    for (var entry : waiting.entrySet()) {
      entry.getValue().forEach((series, cell, n) -> add(entry.getKey(), series, cell, n));
      entry.getValue().clear();
    }
  }

  /// What was gathered is not to be added, and series that were begun are not there.
  void forget() {
    waiting.values().forEach(Cells::clear);
    numbers.clear();
  }

  private void add(Generation generation, Series series, Cell cell, long n) throws SQLException {
    add.setLong(1, number(generation, series));
    add.setInt(2, cell.day());
    add.setInt(3, cell.other());
    add.setLong(4, n);
    add.executeUpdate();
  }

  /// Series have been given to others, or deleted.
  void forgetNumbers() {
    numbers.clear();
  }

  /// The series gets one if it has none.
  long number(Generation generation, Series series) throws SQLException {
    var of = new Of(generation, series);
    var known = numbers.get(of);
    if (known != null) {
      return known;
    }
    long number = numberOf(generation, series);
    if (number == 0) {
      bind(begin, generation, series);
      begin.executeUpdate();
      number = numberOf(generation, series);
    }
    if (numbers.size() >= MOST_NUMBERS) {
      numbers.clear();
    }
    numbers.put(of, number);
    return number;
  }

  /// 0 where there is none.
  private long numberOf(Generation generation, Series series) throws SQLException {
    bind(find, generation, series);
    try (var row = find.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static void bind(PreparedStatement statement, Generation generation, Series series)
      throws SQLException {
    var by = series.by();
    statement.setLong(1, generation.workspace());
    statement.setLong(2, generation.number());
    statement.setString(3, series.experienceId());
    statement.setString(4, series.arm().audienceId());
    statement.setString(5, series.arm().variationId());
    statement.setInt(6, series.measure().code());
    statement.setString(7, series.of());
    statement.setInt(8, by == null ? 0 : LedgerCodec.code(by));
  }
}
