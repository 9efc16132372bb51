package dev.attune.server.reports;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.attune.engine.attribution.Arm;
import dev.attune.server.document.ExperienceDocument;
import dev.attune.server.document.Goal;
import dev.attune.server.reports.Report.Audience;
import dev.attune.server.reports.Report.Point;
import dev.attune.server.reports.Report.Side;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A report as a table: one row for each variation and interval in which something happened.
public final class ReportCsv {
  private record Named(Audience audience, Side side) {}

  private ReportCsv() {}

  public static String text(Report report, ExperienceDocument experience) {
    Map<Arm, Named> named = new HashMap<>();
    for (var audience : report.audiences()) {
      audience.sides().forEach(side -> named.put(side.arm(), new Named(audience, side)));
    }
    var text = new StringWriter();
    try (var csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(header(experience));
      for (var point : report.series()) {
        var of = named.get(point.arm());
        if (of != null) {
          csv.writeRecord(row(point, of, experience));
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a StringWriter takes everything
    }
    return text.toString();
  }

  private static List<String> header(ExperienceDocument experience) {
    var cells =
        new ArrayList<>(
            List.of(
                "at",
                "audience_id",
                "audience_name",
                "variation_id",
                "variation_name",
                "control",
                "impressions",
                "clicks"));
    for (var goal : experience.goals()) {
      cells.add("conversions: " + goal.name());
      if (goal.revenue() != null) {
        cells.add("revenue: " + goal.name());
      }
    }
    return cells;
  }

  private static List<String> row(Point point, Named of, ExperienceDocument experience) {
    var cells = new ArrayList<String>();
    cells.add(ReportJson.text(point.at()));
    cells.add(of.audience().id());
    cells.add(of.audience().name() == null ? "" : of.audience().name());
    cells.add(point.arm().variationId());
    cells.add(of.side().name() == null ? "" : of.side().name());
    cells.add(Boolean.toString(point.arm().isControl()));
    cells.add(Long.toString(point.impressions()));
    cells.add(Long.toString(point.clicks()));
    for (Goal goal : experience.goals()) {
      cells.add(Long.toString(point.conversions().getOrDefault(goal.name(), 0L)));
      if (goal.revenue() != null) {
        cells.add(ReportJson.money(point.revenue().getOrDefault(goal.name(), 0L)).toPlainString());
      }
    }
    return cells;
  }
}
