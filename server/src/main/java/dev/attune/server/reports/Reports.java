package dev.attune.server.reports;

import dev.attune.engine.attribution.Arm;
import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.attribution.Figures;
import dev.attune.engine.attribution.Figures.OfArm;
import dev.attune.server.document.AudienceDocument;
import dev.attune.server.document.ExperienceDocument;
import dev.attune.server.document.Goal;
import dev.attune.server.document.TargetDocument;
import dev.attune.server.document.TargetDocument.Whom;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.server.reports.Report.Audience;
import dev.attune.server.reports.Report.Reached;
import dev.attune.server.reports.Report.Side;
import dev.attune.server.reports.Report.Totals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes a report of what was counted. Pure: the same figures always give the same report.
public final class Reports {
  private static final OfArm NOTHING =
      new OfArm(0, 0, 0, 0, 0, new TreeMap<>(), 0, 0, 0, 0, 0, new TreeMap<>());

  private final WorkspaceDocument workspace;
  private final ExperienceDocument experience;
  private final ReportQuery query;
  private final ZoneId zone;
  private final Map<Attribution, Figures> figures;

  private Reports(
      WorkspaceDocument workspace,
      ExperienceDocument experience,
      ReportQuery query,
      ZoneId zone,
      Map<Attribution, Figures> figures) {
    this.workspace = workspace;
    this.experience = experience;
    this.query = query;
    this.zone = zone;
    this.figures = figures;
  }

  /// By which attributions the experience's goals are reported.
  public static Set<Attribution> attributions(ExperienceDocument experience, ReportQuery query) {
    if (query.attribution() != null) {
      return EnumSet.of(query.attribution());
    }
    return experience.goals().isEmpty()
        ? EnumSet.of(Attribution.VIEW_THROUGH)
        : experience.goals().stream()
            .map(Goal::attribution)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Attribution.class)));
  }

  /// @param experience of that workspace, completed
  /// @param zone whose days were counted
  /// @param figures of the period, by each of [#attributions]
  public static Report of(
      WorkspaceDocument workspace,
      ExperienceDocument experience,
      ReportQuery query,
      ZoneId zone,
      Map<Attribution, Figures> figures) {
    return new Reports(workspace, experience, query, zone, figures).report();
  }

  private Report report() {
    var counted = figures(primaryAttribution());
    var audiences = new ArrayList<Audience>();
    sides()
        .forEach((id, sides) ->
            audiences.add(
                Judging.judged(
                    id, audienceName(id), sides, counted.multipleOf().getOrDefault(id, 0L))));
    return new Report(
        experience.key(),
        from(counted),
        query.to(),
        zone,
        query.interval(),
        primaryAttribution(),
        List.copyOf(audiences),
        Series.of(figures, experience.goals(), this::attribution, query, zone),
        totals(counted),
        query.audience() == null
            ? counted.multiple()
            : counted.multipleOf().getOrDefault(query.audience(), 0L));
  }

  private Figures figures(Attribution by) {
    return Objects.requireNonNull(figures.get(by));
  }

  private Attribution primaryAttribution() {
    var goals = experience.goals();
    return goals.isEmpty() && query.attribution() == null
        ? Attribution.VIEW_THROUGH
        : query.attribution() != null ? query.attribution() : goals.getFirst().attribution();
  }

  private Attribution attribution(Goal goal) {
    return query.attribution() == null ? goal.attribution() : query.attribution();
  }

  /// The first day that something happened on, or that the experience was there.
  private LocalDate from(Figures counted) {
    if (query.from() != null) {
      return query.from();
    }
    long seconds = Long.parseLong(experience.assignedId().substring(0, 8), 16);
    var made = LocalDate.ofInstant(Instant.ofEpochSecond(seconds), zone);
    var hours = counted.hours();
    var first = hours.isEmpty() ? made : LocalDate.ofEpochDay(hours.getFirst().day());
    var from = first.isBefore(made) ? first : made;
    return from.isBefore(query.to()) ? from : query.to();
  }

  /// By audience: the control group where there is one, and the variations.
  private Map<String, List<Side>> sides() {
    var sides = new LinkedHashMap<String, List<Side>>();
    for (var target : experience.audiences()) {
      var id = audienceId(target);
      var ofTarget = sides.computeIfAbsent(id, key -> new ArrayList<>());
      var control = new Arm(id, "");
      if (experience.controlBuckets() > 0 || isCounted(control)) {
        ofTarget.add(side(control, "Control group"));
      }
      target.variations().forEach(v -> ofTarget.add(side(new Arm(id, v.assignedId()), v.name())));
    }
    for (var arm : figures(primaryAttribution()).arms().keySet()) {
      if (!arm.equals(Arm.ALL)) {
        var ofAudience = sides.computeIfAbsent(arm.audienceId(), key -> new ArrayList<>());
        if (ofAudience.stream().noneMatch(side -> side.arm().equals(arm))) {
          ofAudience.add(side(arm, null));
        }
      }
    }
    if (query.audience() != null) {
      sides.keySet().retainAll(List.of(query.audience()));
    }
    return sides;
  }

  private boolean isCounted(Arm arm) {
    return figures(primaryAttribution()).arms().containsKey(arm);
  }

  private Side side(Arm arm, @Nullable String name) {
    var goals = new ArrayList<Reached>();
    for (var goal : experience.goals()) {
      var by = attribution(goal);
      goals.add(
          new Reached(
              goal, goals.isEmpty(), by, counts(by, arm).goal(goal.name()), null, null, null, 0));
    }
    return new Side(arm, name, counts(primaryAttribution(), arm), List.copyOf(goals));
  }

  private OfArm counts(Attribution by, Arm arm) {
    return figures(by).arms().getOrDefault(arm, NOTHING);
  }

  private static String audienceId(TargetDocument target) {
    return switch (target.whom()) {
      case Whom.Reference(var id) -> id;
      case Whom.Inline(var audience) -> audience.assignedId();
    };
  }

  /// Null when neither the experience nor the workspace has it any more.
  private @Nullable String audienceName(String id) {
    for (var target : experience.audiences()) {
      if (target.whom() instanceof Whom.Inline(var inline) && inline.assignedId().equals(id)) {
        return inline.name();
      }
    }
    return workspace.audiences().stream()
        .filter(audience -> audience.assignedId().equals(id))
        .map(AudienceDocument::name)
        .findFirst()
        .orElse(null);
  }

  /// Of the audience that is asked for, or of all.
  private Totals totals(Figures counted) {
    long late = 0;
    long duplicates = 0;
    long untracked = 0;
    for (var entry : counted.arms().entrySet()) {
      if (query.audience() == null || query.audience().equals(entry.getKey().audienceId())) {
        late += entry.getValue().late();
        duplicates += entry.getValue().duplicates();
        untracked += entry.getValue().untracked();
      }
    }
    return new Totals(late, duplicates, untracked);
  }
}
