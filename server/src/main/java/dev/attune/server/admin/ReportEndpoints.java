package dev.attune.server.admin;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Figures;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.catalog.Workspaces;
import dev.attune.server.document.ExperienceDocument;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import dev.attune.server.json.Json;
import dev.attune.server.reports.Interval;
import dev.attune.server.reports.Report;
import dev.attune.server.reports.ReportCsv;
import dev.attune.server.reports.ReportJson;
import dev.attune.server.reports.ReportQuery;
import dev.attune.server.reports.Reports;
import dev.attune.storage.ReportStore;
import dev.attune.storage.WorkspaceId;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What experiences have brought about.
final class ReportEndpoints {
  /// Longer series by the hour would be megabytes.
  private static final int MOST_DAYS_BY_HOUR = 92;

  private static final int MOST_DAYS = 3_660;

  private final Workspaces workspaces;
  private final ReportStore reports;
  private final InstantSource clock;

  ReportEndpoints(Workspaces workspaces, ReportStore reports, InstantSource clock) {
    this.workspaces = workspaces;
    this.reports = reports;
    this.clock = clock;
  }

  Response report(Request request) {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    var key = request.pathParameter("id");
    var experience = workspace.document().experience(key);
    if (experience == null) {
      throw AdminProblem.notFound("There is no experience '%s' in this workspace.".formatted(key));
    }
    var query = query(request, workspace.zone());
    var report = report(workspace, experience, query);
    if (query.audience() != null && report.audiences().isEmpty()) {
      throw AdminProblem.badRequest(
          "audience is '%s', none of this experience's".formatted(Json.cut(query.audience(), 60)));
    }
    if (isTableWanted(request)) {
      return Response.of(200, ContentType.CSV, ReportCsv.text(report, experience))
          .with(Answers.NO_STORE);
    }
    return Answers.of(200, json -> new ReportJson(json, report).write()).with(Answers.NO_STORE);
  }

  /// Counts anew, and says how far it is: an object a line, `{"done","of"}`, the last with `state`.
  Response rebuild(Request request) {
    var workspace = WorkspaceEndpoints.find(workspaces, request);
    return Response.streamed(
            200,
            ContentType.NDJSON,
            out -> {
              var steps = new RebuildSteps(out);
              try {
                boolean whole =
                    reports.rebuild(new WorkspaceId(workspace.id()), workspace.policy(), steps);
                steps.end(whole ? "rebuilt" : "superseded");
              } catch (UncheckedIOException gone) {
                throw gone.getCause();
              }
            })
        .with(Answers.NO_STORE);
  }

  private Report report(Workspace workspace, ExperienceDocument experience, ReportQuery query) {
    Map<Attribution, Figures> figures = new EnumMap<>(Attribution.class);
    var zone = workspace.zone();
    for (var by : Reports.attributions(experience, query)) {
      var counted =
          reports.read(
              new WorkspaceId(workspace.id()),
              experience.assignedId(),
              query.from() == null ? LocalDate.EPOCH : query.from(),
              query.to(),
              by,
              query.interval() == Interval.HOUR);
      zone = counted.zone() == null ? zone : counted.zone();
      figures.put(by, counted.figures());
    }
    return Reports.of(workspace.document(), experience, query, zone, figures);
  }

  private ReportQuery query(Request request, ZoneId zone) {
    var from = day(request, "from", zone);
    var given = day(request, "to", zone);
    var to = given == null ? LocalDate.ofInstant(clock.instant(), zone).plusDays(1) : given;
    var interval = word(request, "interval", Interval.values(), Interval::word);
    var query =
        new ReportQuery(
            from,
            to,
            interval == null ? Interval.DAY : interval,
            request.queryParameter("audience"),
            word(request, "attribution", Attribution.values(), Attribution::word));
    check(query);
    return query;
  }

  private static void check(ReportQuery query) {
    var from = query.from();
    if (from != null && !from.isBefore(query.to())) {
      throw AdminProblem.badRequest(
          "from is %s and to is %s: to is the day after the last".formatted(from, query.to()));
    }
    int most = query.interval() == Interval.HOUR ? MOST_DAYS_BY_HOUR : MOST_DAYS;
    if (query.interval() == Interval.HOUR && from == null) {
      throw AdminProblem.badRequest("interval=hour takes from, at most %d days".formatted(most));
    }
    if (from != null && from.plusDays(most).isBefore(query.to())) {
      throw AdminProblem.badRequest(
          "from %s to %s is more than %d days".formatted(from, query.to(), most));
    }
  }

  /// A date, or a date-time at which a day begins.
  private static @Nullable LocalDate day(Request request, String name, ZoneId zone) {
    var text = request.queryParameter(name);
    if (text == null) {
      return null;
    }
    try {
      if (text.indexOf('T') < 0) {
        return counted(LocalDate.parse(text));
      }
      // A plus that was not encoded arrives as a space.
      var at = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      var day = LocalDate.ofInstant(at, zone);
      if (day.atStartOfDay(zone).toInstant().equals(at)) {
        return counted(day);
      }
    } catch (DateTimeException notOne) {
      // said below, with what is allowed
    }
    throw AdminProblem.badRequest(
        "%s is '%s', a day such as 2026-11-01, or the moment it begins in %s"
            .formatted(name, Json.cut(text, 60), zone));
  }

  /// @throws DateTimeException if nothing can be counted of it
  private static LocalDate counted(LocalDate day) {
    if (day.getYear() < 1970 || day.getYear() > 9_999) {
      throw new DateTimeException("out of range");
    }
    return day;
  }

  private static <T> @Nullable T word(
      Request request, String name, T[] values, Function<T, String> word) {
    var text = request.queryParameter(name);
    if (text == null) {
      return null;
    }
    for (var value : values) {
      if (word.apply(value).equals(text)) {
        return value;
      }
    }
    throw AdminProblem.badRequest(
        "%s is '%s', one of %s"
            .formatted(
                name,
                Json.cut(text, 60),
                Arrays.stream(values).map(word).collect(Collectors.joining(", "))));
  }

  private static boolean isTableWanted(Request request) {
    var accept = request.header("Accept");
    return accept != null
        && Arrays.stream(accept.split(",", -1))
            .anyMatch(range -> Formats.withoutParameters(range).equals("text/csv"));
  }
}
