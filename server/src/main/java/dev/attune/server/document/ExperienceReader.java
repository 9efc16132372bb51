package dev.attune.server.document;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.bucketing.Bucket;
import dev.attune.engine.bucketing.Split;
import dev.attune.engine.experience.Priority;
import dev.attune.engine.experience.Status;
import dev.attune.engine.profile.Times;
import dev.attune.server.document.ExperienceDocument.Runs;
import dev.attune.server.document.Mapping.Located;
import dev.attune.server.document.TargetDocument.Whom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads experiences and audiences.
final class ExperienceReader {
  static final int MAX_GOALS = 5;
  static final int MAX_WINDOW_HOURS = (int) dev.attune.engine.attribution.Goal.MAX_WINDOW.toHours();
  static final int MAX_CONTROL = 9_000;

  // Of lists that the workspace's own limits bound; those are checked when all is read.
  private static final int MANY = 1_000;
  private static final List<String> EXPERIENCE =
      List.of(
          "key",
          "name",
          "id",
          "status",
          "priority",
          "schedule",
          "control_percent",
          "exclusion_group",
          "sticky",
          "salt",
          "goals",
          "audiences");
  private static final List<String> TARGET = List.of("audience", "variations", "split");
  private static final List<String> VARIATION =
      List.of("id", "name", "weight", "payload", "locales");
  private static final List<String> GOAL =
      List.of("name", "event", "rule", "revenue", "window_hours", "attribution");
  private static final Map<String, Status> STATUSES = words(Status.values());
  private static final Map<String, Priority> PRIORITIES = words(Priority.values());
  private static final Map<String, Attribution> ATTRIBUTIONS = words(Attribution.values());

  private final Mistakes mistakes;
  private final ZoneId zone;
  private final PayloadReader payloads;

  /// @param zone the workspace's
  ExperienceReader(Mistakes mistakes, ZoneId zone) {
    this.mistakes = mistakes;
    this.zone = zone;
    payloads = new PayloadReader(mistakes);
  }

  /// The words of an enum, as documents spell them.
  static <E extends Enum<E>> Map<String, E> words(E[] values) {
    return Arrays.stream(values)
        .collect(
            Collectors.toMap(
                value -> word(value), Function.identity(), (a, _) -> a, LinkedHashMap::new));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  AudienceDocument audience(Located located) {
    var mapping = Mapping.of(located, mistakes, List.of("id", "name", "rule"));
    var id = mapping.optionalText("id", Texts.AUDIENCE_ID);
    var name = mapping.text("name", Texts.NAME);
    var rule = mapping.required("rule");
    return new AudienceDocument(
        id, name, rule == null ? new Rule.Everyone() : RuleReader.read(rule, zone, mistakes));
  }

  ExperienceDocument experience(Located located) {
    var mapping = Mapping.of(located, mistakes, EXPERIENCE);
    var id = mapping.optionalText("id", Texts.EXPERIENCE_ID);
    return new ExperienceDocument(
        mapping.text("key", Texts.EXPERIENCE_KEY),
        mapping.text("name", Texts.EXPERIENCE_NAME),
        id == null ? null : id.toLowerCase(Locale.ROOT),
        mapping.oneOf("status", STATUSES, Status.DRAFT),
        mapping.oneOf("priority", PRIORITIES, Priority.MEDIUM),
        runs(mapping.get("schedule")),
        mapping.hundredths("control_percent", 0, 0, MAX_CONTROL),
        mapping.optionalText("exclusion_group", Texts.NAME),
        mapping.flag("sticky", true),
        mapping.optionalText("salt", Texts.NAME),
        mapping.items("goals", MAX_GOALS).stream().map(this::goal).toList(),
        mapping.items("audiences", MANY).stream().map(this::target).toList());
  }

  private Runs runs(@Nullable Located located) {
    if (located == null) {
      return Runs.ALWAYS;
    }
    var mapping = Mapping.of(located, mistakes, List.of("start", "end", "time_zone"));
    var own = mapping.zone("time_zone");
    var start = instant(mapping, "start", own == null ? zone : own);
    var end = instant(mapping, "end", own == null ? zone : own);
    if (start != null && end != null && !start.isBefore(end)) {
      mapping.mistake(
          "end", "the schedule ends at %s, which is not after its start %s".formatted(end, start));
    }
    return new Runs(start, end, own);
  }

  /// A date-time without an offset, or a date alone, is on the clocks of `zone`.
  private @Nullable Instant instant(Mapping mapping, String name, ZoneId zone) {
    var located = mapping.get(name);
    if (located == null) {
      return null;
    }
    if (located.node() instanceof Node.Text(var text, _, _)) {
      var at = Times.parse(text, zone);
      if (at == null) {
        at = local(text, zone);
      }
      if (at != null) {
        return at;
      }
    }
    mapping.mistake(
        name,
        "is %s, must be a date-time such as 2026-11-21T10:00:00Z"
            .formatted(located.node().described()));
    return null;
  }

  private static @Nullable Instant local(String text, ZoneId zone) {
    try {
      return LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException noDateTime) {
      return null;
    }
  }

  private Goal goal(Located located) {
    var mapping = Mapping.of(located, mistakes, GOAL);
    var rule = mapping.get("rule");
    return new Goal(
        mapping.text("name", Texts.NAME),
        mapping.text("event", Texts.NAME),
        rule == null ? null : RuleReader.readOnEvent(rule, zone, mistakes),
        mapping.optionalText("revenue", Texts.ATTRIBUTE),
        mapping.whole("window_hours", Goal.DEFAULT_WINDOW_HOURS, 1, MAX_WINDOW_HOURS),
        mapping.oneOf("attribution", ATTRIBUTIONS, Attribution.VIEW_THROUGH));
  }

  private TargetDocument target(Located located) {
    var mapping = Mapping.of(located, mistakes, TARGET);
    return new TargetDocument(
        whom(mapping),
        split(mapping.get("split")),
        mapping.items("variations", MANY).stream().map(this::variation).toList());
  }

  private Whom whom(Mapping mapping) {
    var located = mapping.required("audience");
    return located != null && located.node() instanceof Node.Fields
        ? new Whom.Inline(audience(located))
        : new Whom.Reference(
            located == null ? mistakes.standIn() : Texts.NAME.read(located, mistakes));
  }

  private VariationDocument variation(Located located) {
    var mapping = Mapping.of(located, mistakes, VARIATION);
    var id = mapping.optionalText("id", Texts.VARIATION_ID);
    var name = mapping.text("name", Texts.NAME);
    int weight = mapping.requiredHundredths("weight", Bucket.COUNT);
    var payload = payloads.payload(mapping.get("payload"));
    return new VariationDocument(
        id, name, weight, payload, payloads.locales(mapping.get("locales"), payload));
  }

  /// Runs of buckets, `[["1", 5000], ["2", 5000]]`; a variation "" is served nothing.
  private @Nullable Split split(@Nullable Located located) {
    if (located == null) {
      return null;
    }
    var runs = new ArrayList<Split.Run>();
    for (var item : Mapping.items(located, Bucket.COUNT, mistakes)) {
      if (item.node() instanceof Node.Items(var pair, _, _)
          && pair.size() == 2
          && pair.getFirst() instanceof Node.Text(var variation, _, _)
          && pair.getLast() instanceof Node.Numeral(var length, _, _)
          && (variation.isEmpty() || Texts.VARIATION_ID.wrongWith(variation) == null)
          && length.matches("[0-9]{1,5}")) {
        runs.add(new Split.Run(variation.intern(), Integer.parseInt(length)));
      } else {
        mistakes.add(
            item.at(),
            item.node(),
            "must be a variation's id in quotes and a number of buckets, such as [\"1\", 5000]");
        return null;
      }
    }
    try {
      return Split.of(runs);
    } catch (IllegalArgumentException refused) {
      mistakes.add(located.at(), located.node(), String.valueOf(refused.getMessage()));
      return null;
    }
  }
}
