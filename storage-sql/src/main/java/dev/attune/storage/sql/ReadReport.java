package dev.attune.storage.sql;

import dev.attune.engine.attribution.Arm;
import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Cell;
import dev.attune.engine.attribution.Cells;
import dev.attune.engine.attribution.Figures;
import dev.attune.engine.attribution.Measure;
import dev.attune.engine.attribution.Series;
import dev.attune.storage.ReportStore.Counted;
import dev.attune.storage.encoding.LedgerCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Reads what was counted, on one connection. The cells of a period are added up inside SQLite, so
/// that a few numbers for each series cross into Java.
final class ReadReport {
  private record Numbered(long number, Series series) {}

  private final PreparedStatement begin;
  private final PreparedStatement end;
  private final PreparedStatement shown;
  private final PreparedStatement series;
  private final PreparedStatement bounds;
  private final PreparedStatement total;
  private final PreparedStatement byDay;
  private final PreparedStatement byHour;
  private final PreparedStatement ofRange;

  ReadReport(Connection connection) throws SQLException {
    begin = connection.prepareStatement("BEGIN");
    end = connection.prepareStatement("COMMIT");
    shown = connection.prepareStatement("SELECT shown, zone FROM counting WHERE workspace = ?");
    series =
        connection.prepareStatement(
            """
            SELECT number, audience, variation, measure, of FROM series
            WHERE workspace = ? AND generation = ? AND experience = ? AND attribution IN (0, ?)
            """);
    bounds = connection.prepareStatement("SELECT min(day), max(day) FROM count WHERE series = ?");
    total =
        connection.prepareStatement(
            "SELECT ifnull(sum(n), 0) FROM count WHERE series = ? AND day >= ? AND day < ?");
    byDay =
        connection.prepareStatement(
            """
            SELECT day, 0, sum(n) FROM count WHERE series = ? AND day >= ? AND day < ? GROUP BY day
            """);
    byHour =
        connection.prepareStatement(
            "SELECT day, other, n FROM count WHERE series = ? AND day >= ? AND day < ?");
    // Day by day, because within a day the cells that count come first: those of a long period that
    // begins with the series are one for each day.
    ofRange =
        connection.prepareStatement(
            """
            WITH RECURSIVE d(day) AS
              (SELECT ?2 UNION ALL SELECT day + 1 FROM d WHERE day + 1 < ?3)
            SELECT sum(c.n) FROM d CROSS JOIN count c
            WHERE c.series = ?1 AND c.day = d.day AND c.other < ?4
            """);
  }

  /// As of one moment.
  Counted read(long workspace, String experienceId, int from, int to, Attribution by, boolean hours)
      throws SQLException {
    begin.execute();
    try {
      ZoneId zone = null;
      long generation = 0;
      shown.setLong(1, workspace);
      try (var row = shown.executeQuery()) {
        var stored = row.next() ? row.getString(2) : null;
        if (stored != null) {
          generation = row.getLong(1);
          zone = ZoneId.of(stored);
        }
      }
      var cells = new Cells();
      for (var one : series(workspace, generation, experienceId, by)) {
        read(one, from, to, hours, cells);
      }
      return new Counted(zone, Figures.of(cells, from, to, by));
    } finally {
      end.execute();
    }
  }

  private List<Numbered> series(
      long workspace, long generation, String experienceId, Attribution by) throws SQLException {
    var all = new ArrayList<Numbered>();
    series.setLong(1, workspace);
    series.setLong(2, generation);
    series.setString(3, experienceId);
    series.setInt(4, LedgerCodec.code(by));
    try (var row = series.executeQuery()) {
      while (row.next()) {
        var arm = new Arm(row.getString(2), row.getString(3));
        var measure = Measure.of(row.getInt(4));
        all.add(
            new Numbered(
                row.getLong(1), new Series(experienceId, arm, measure, row.getString(5), by)));
      }
    }
    return all;
  }

  private void read(Numbered one, int from, int to, boolean hours, Cells cells)
      throws SQLException {
    var measure = one.series().measure();
    switch (measure.shape()) {
      case HOURS -> {
        boolean summed = measure == Measure.ELEMENT_CLICKS;
        readDays(summed ? total : hours ? byHour : byDay, one, from, to, summed, cells);
      }
      case DAYS -> readDays(total, one, from, to, true, cells);
      case RANGES -> readRange(one, from, to, cells);
    }
  }

  private static void readDays(
      PreparedStatement statement, Numbered one, int from, int to, boolean summed, Cells cells)
      throws SQLException {
    statement.setLong(1, one.number());
    statement.setInt(2, from);
    statement.setInt(3, to);
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        if (summed) {
          cells.add(one.series(), from, Cell.NONE, row.getLong(1));
        } else {
          cells.add(one.series(), row.getInt(1), row.getInt(2), row.getLong(3));
        }
      }
    }
  }

  /// Only days on which the series has something are looked at.
  private void readRange(Numbered one, int from, int to, Cells cells) throws SQLException {
    int first;
    int last;
    bounds.setLong(1, one.number());
    try (var row = bounds.executeQuery()) {
      row.next();
      first = Math.max(from, row.getInt(1));
      last = Math.min(to - 1, row.getInt(2));
    }
    if (first > last) {
      return;
    }
    ofRange.setLong(1, one.number());
    ofRange.setInt(2, first);
    ofRange.setInt(3, last + 1);
    ofRange.setInt(4, from);
    try (var row = ofRange.executeQuery()) {
      row.next();
      cells.add(one.series(), from, Cell.NONE, row.getLong(1));
    }
  }
}
