package dev.attune.server.reports;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.statistics.Figures;
import dev.attune.engine.statistics.Interval;
import dev.attune.engine.statistics.SampleRatio;
import dev.attune.engine.statistics.Tested;
import dev.attune.server.reports.Report.Audience;
import dev.attune.server.reports.Report.Point;
import dev.attune.server.reports.Report.Reached;
import dev.attune.server.reports.Report.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// A report as the admin API answers it. What cannot be said is null.
public final class ReportJson {
  private static final int CENTS = 2;
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
  private static final long THOUSAND = 1_000;

  private final JsonGenerator json;
  private final Report report;

  public ReportJson(JsonGenerator json, Report report) {
    this.json = json;
    this.report = report;
  }

  /// The members of the object.
  public void write() {
    json.writeStringProperty("experience_key", report.experienceKey());
    json.writeStringProperty("from", start(report.from(), report.zone()));
    json.writeStringProperty("to", start(report.to(), report.zone()));
    json.writeStringProperty("time_zone", report.zone().getId());
    json.writeStringProperty("interval", report.interval().word());
    json.writeStringProperty("attribution", report.attribution().word());
    json.writeArrayPropertyStart("variations");
    for (var audience : report.audiences()) {
      audience.sides().forEach(side -> writeSide(audience, side));
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("series");
    report.series().forEach(this::writePoint);
    json.writeEndArray();
    writeChecks();
    writeAdvice();
  }

  private static String start(LocalDate day, ZoneId zone) {
    return text(day.atStartOfDay(zone));
  }

  static String text(ZonedDateTime at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
  }

  private void writeSide(Audience audience, Side side) {
    var counts = side.counts();
    json.writeStartObject();
    json.writeStringProperty("audience_id", audience.id());
    json.writeStringProperty("audience_name", audience.name());
    json.writeStringProperty("variation_id", side.arm().variationId());
    json.writeStringProperty("variation_name", side.name());
    json.writeBooleanProperty("control", side.arm().isControl());
    json.writeNumberProperty("people", counts.people());
    json.writeNumberProperty("impressions", counts.impressions());
    json.writeNumberProperty("unique_impressions", counts.uniqueImpressions());
    json.writeNumberProperty("clicks", counts.clicks());
    json.writeNumberProperty("unique_clicks", counts.uniqueClicks());
    writePercent("ctr", counts.clicks(), counts.impressions());
    json.writeArrayPropertyStart("clicks_by_element");
    counts.clicksByElement().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(entry -> {
          json.writeStartObject();
          json.writeStringProperty("b_id", entry.getKey());
          json.writeNumberProperty("clicks", entry.getValue());
          json.writeEndObject();
        });
    json.writeEndArray();
    writeAssigned(side);
    json.writeArrayPropertyStart("goals");
    side.goals().forEach(goal -> writeGoal(side, goal));
    json.writeEndArray();
    json.writeEndObject();
  }

  /// What the sample ratio is made of, of which a control group is no part.
  private void writeAssigned(Side side) {
    if (side.arm().isControl()) {
      json.writeNullProperty("assigned");
      json.writeNullProperty("expected");
    } else {
      json.writeNumberProperty("assigned", side.counts().assigned());
      json.writeNumberProperty(
          "expected", plain(BigDecimal.valueOf(side.counts().expectedMillionths(), 6)));
    }
  }

  private void writeGoal(Side side, Reached reached) {
    var counts = reached.counts();
    json.writeStartObject();
    json.writeStringProperty("name", reached.goal().name());
    json.writeBooleanProperty("primary", reached.primary());
    json.writeStringProperty("attribution", reached.by().word());
    json.writeNumberProperty("conversions", counts.conversions());
    json.writeNumberProperty("unique_conversions", counts.uniqueConversions());
    json.writeNumberProperty("people_converted", counts.converted());
    writeConversionRate(side, reached);
    writeRevenue(reached);
    writeFigures(reached.rate());
    writeRevenuePerPerson(reached);
    writeEarlier(reached);
    json.writeEndObject();
  }

  private void writeRevenue(Reached reached) {
    var counts = reached.counts();
    if (reached.goal().revenue() == null) {
      json.writeNullProperty("revenue");
    } else {
      json.writeNumberProperty("revenue", money(counts.revenue()));
    }
    if (reached.goal().revenue() == null || counts.conversions() == 0) {
      json.writeNullProperty("revenue_per_conversion");
    } else {
      json.writeNumberProperty(
          "revenue_per_conversion",
          money(counts.revenue())
              .divide(BigDecimal.valueOf(counts.conversions()), CENTS, RoundingMode.HALF_EVEN));
    }
  }

  private void writeRevenuePerPerson(Reached reached) {
    if (reached.goal().revenue() == null) {
      json.writeNullProperty("revenue_per_person");
      return;
    }
    json.writeName("revenue_per_person");
    json.writeStartObject();
    var counts = reached.counts();
    json.writeNumberProperty("sum", plain(BigDecimal.valueOf(counts.value(), 3)));
    json.writeNumberProperty("sum_of_squares", plain(new BigDecimal(counts.valueSquares(), 6)));
    writeNumber("value", reached.value() == null ? null : reached.value().value());
    writeFigures(reached.value());
    json.writeEndObject();
  }

  /// The vendor's: of impressions for view-through, of clicks otherwise; in a control group, which
  /// has neither, conversions of people.
  private void writeConversionRate(Side side, Reached reached) {
    var counts = side.counts();
    if (side.arm().isControl()) {
      writePercent("conversion_rate", reached.counts().conversions(), counts.people());
    } else {
      writePercent(
          "conversion_rate",
          reached.counts().uniqueConversions(),
          reached.by() == Attribution.VIEW_THROUGH ? counts.impressions() : counts.clicks());
    }
  }

  private void writeFigures(@Nullable Figures figures) {
    var comparison = figures == null ? null : figures.comparison();
    var uplift = comparison == null ? null : comparison.uplift();
    writeInterval("credible_interval", figures == null ? null : figures.interval());
    writeNumber("chance_to_be_best", figures == null ? null : figures.chanceToBeBest());
    writeNumber(
        "chance_to_beat_baseline", comparison == null ? null : comparison.chanceToBeatBaseline());
    writeNumber("uplift", uplift == null ? null : uplift.percent());
    writeInterval("uplift_interval", uplift == null ? null : uplift.interval());
    writeTested("one_look", comparison == null ? null : comparison.oneLook());
    writeTested("always_valid", comparison == null ? null : comparison.alwaysValid());
  }

  private void writeEarlier(Reached reached) {
    var earlier = reached.earlier();
    if (earlier == null) {
      json.writeNullProperty("adjusted");
      return;
    }
    json.writeName("adjusted");
    json.writeStartObject();
    json.writeNumberProperty("prior", reached.counts().prior());
    json.writeNumberProperty("prior_squares", reached.counts().priorSquares());
    json.writeNumberProperty("prior_converted", reached.counts().priorConverted());
    writeNumber("value", earlier.mean());
    writeNumber("variance_reduction", reached.varianceReduction());
    writeTested("one_look", earlier.oneLook());
    writeTested("always_valid", earlier.alwaysValid());
    json.writeEndObject();
  }

  private void writeTested(String name, @Nullable Tested tested) {
    if (tested == null) {
      json.writeNullProperty(name);
      return;
    }
    json.writeName(name);
    json.writeStartObject();
    writeNumber("difference", tested.difference());
    writeInterval("interval", tested.interval());
    writeNumber("p_value", tested.pValue());
    writeNumber("adjusted_p_value", tested.adjustedPValue());
    json.writeEndObject();
  }

  private void writePoint(Point point) {
    json.writeStartObject();
    json.writeStringProperty("at", text(point.at()));
    json.writeStringProperty("audience_id", point.arm().audienceId());
    json.writeStringProperty("variation_id", point.arm().variationId());
    json.writeNumberProperty("impressions", point.impressions());
    json.writeNumberProperty("clicks", point.clicks());
    json.writeName("conversions");
    json.writeStartObject();
    point.conversions().forEach(json::writeNumberProperty);
    json.writeEndObject();
    json.writeName("revenue");
    json.writeStartObject();
    point.revenue().forEach((goal, amount) -> json.writeNumberProperty(goal, money(amount)));
    json.writeEndObject();
    json.writeEndObject();
  }

  /// The sample ratio that is least likely speaks for all audiences.
  private void writeChecks() {
    json.writeName("checks");
    json.writeStartObject();
    SampleRatio worst = null;
    for (var audience : report.audiences()) {
      var ratio = audience.sampleRatio();
      if (ratio != null && (worst == null || ratio.pValue() < worst.pValue())) {
        worst = ratio;
      }
    }
    writeRatio(worst);
    json.writeName("multiple_variations");
    json.writeStartObject();
    json.writeNumberProperty("people", report.multiplePeople());
    json.writeEndObject();
    json.writeNumberProperty("late_events", report.totals().late());
    json.writeNumberProperty("duplicate_events", report.totals().duplicates());
    json.writeNumberProperty("untracked_events", report.totals().untracked());
    json.writeEndObject();
  }

  private void writeRatio(@Nullable SampleRatio ratio) {
    if (ratio == null) {
      json.writeNullProperty("sample_ratio");
      return;
    }
    json.writeName("sample_ratio");
    json.writeStartObject();
    writeNumber("p_value", ratio.pValue());
    json.writeBooleanProperty("ok", !ratio.alarm());
    json.writeEndObject();
  }

  /// The first audience's, and where there are several, each one's.
  private void writeAdvice() {
    json.writeName("advice");
    if (report.audiences().isEmpty()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    writeVerdict(report.audiences().getFirst());
    json.writeEndObject();
    if (report.audiences().size() > 1) {
      json.writeArrayPropertyStart("advice_by_audience");
      for (var audience : report.audiences()) {
        json.writeStartObject();
        json.writeStringProperty("audience_id", audience.id());
        writeVerdict(audience);
        writeRatio(audience.sampleRatio());
        json.writeNumberProperty("people_in_multiple_variations", audience.multiplePeople());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private void writeVerdict(Audience audience) {
    json.writeStringProperty("state", audience.verdict().state());
    json.writeStringProperty("winner", audience.verdict().winner());
    json.writeStringProperty("reason", audience.verdict().reason());
  }

  /// Null where there is nothing to divide by.
  private void writePercent(String name, long part, long whole) {
    if (whole == 0) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, percent(part, whole));
    }
  }

  static BigDecimal percent(long part, long whole) {
    return BigDecimal.valueOf(part)
        .multiply(BigDecimal.valueOf(100))
        .divide(BigDecimal.valueOf(whole), CENTS, RoundingMode.HALF_EVEN);
  }

  static BigDecimal money(long thousandths) {
    return BigDecimal.valueOf(thousandths)
        .divide(BigDecimal.valueOf(THOUSAND), CENTS, RoundingMode.HALF_EVEN);
  }

  /// All digits there are, and 100 in place of 1E+2.
  private static BigDecimal plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /// Four digits: what is behind them is noise.
  private void writeNumber(String name, @Nullable Double value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, rounded(value));
    }
  }

  private static BigDecimal rounded(double value) {
    return plain(new BigDecimal(value).round(DIGITS));
  }

  private void writeInterval(String name, @Nullable Interval interval) {
    if (interval == null) {
      json.writeNullProperty(name);
      return;
    }
    json.writeArrayPropertyStart(name);
    json.writeNumber(rounded(interval.low()));
    json.writeNumber(rounded(interval.high()));
    json.writeEndArray();
  }
}
