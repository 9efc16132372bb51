package dev.attune.benchmarks.report;

import java.io.OutputStream;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A report for programs.
///
/// `{"machine", "parts": [{"section", "seconds", "rows": [{"what", "measured", "unit", "budget":
/// {"kind", "limit"}, "reference": {"what", "measured"}, "ratio", "verdict"}]}]}`; what is absent
/// is left out. In place of `rows`, `skipped` or `failed` says why there are none.
public final class JsonReport {
  private JsonReport() {}

  /// Closes the stream.
  public static void write(Report report, OutputStream out) {
    try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("machine", report.machine());
      json.writeArrayPropertyStart("parts");
      report.parts().forEach(part -> write(json, part));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Report.Part part) {
    json.writeStartObject();
    json.writeStringProperty("section", part.section());
    json.writeNumberProperty("seconds", part.seconds());
    switch (part.outcome()) {
      case Outcome.Measured(var rows) -> {
        json.writeArrayPropertyStart("rows");
        rows.forEach(row -> write(json, row));
        json.writeEndArray();
      }
      case Outcome.Skipped(var why) -> json.writeStringProperty("skipped", why);
      case Outcome.Failed(var cause) -> json.writeStringProperty("failed", cause.toString());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Row row) {
    json.writeStartObject();
    json.writeStringProperty("what", row.what());
    json.writeNumberProperty("measured", row.measured());
    json.writeStringProperty("unit", row.unit());
    switch (row.budget()) {
      case Budget.None _ -> {}
      case Budget.AtMost(var limit) -> writeBudget(json, "at_most", limit);
      case Budget.AtLeast(var limit) -> writeBudget(json, "at_least", limit);
      case Budget.RatioAtLeast(var limit) -> writeBudget(json, "ratio_at_least", limit);
      case Budget.RatioAtMost(var limit) -> writeBudget(json, "ratio_at_most", limit);
    }
    var reference = row.reference();
    if (reference != null) {
      json.writeObjectPropertyStart("reference");
      json.writeStringProperty("what", reference.what());
      json.writeNumberProperty("measured", reference.measured());
      json.writeEndObject();
    }
    if (!Double.isNaN(row.ratio())) {
      json.writeNumberProperty("ratio", row.ratio());
    }
    if (row.verdict() != Verdict.NO_BUDGET) {
      json.writeStringProperty("verdict", row.verdict().name().toLowerCase(Locale.ROOT));
    }
    json.writeEndObject();
  }

  private static void writeBudget(JsonGenerator json, String kind, double limit) {
    json.writeObjectPropertyStart("budget");
    json.writeStringProperty("kind", kind);
    json.writeNumberProperty("limit", limit);
    json.writeEndObject();
  }
}
