package dev.attune.server.document;

import dev.attune.engine.audience.AttributePath;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Rules;
import dev.attune.engine.visit.Device;
import dev.attune.server.document.Mapping.Located;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads rules.
final class RuleReader {
  static final Map<String, String> DEVICE_TYPES =
      byWord(
          Arrays.stream(Device.Type.values()).map(Device.Type::word).toList(), Function.identity());
  static final Map<String, DayOfWeek> DAYS = byWord(List.of(DayOfWeek.values()), Rules::dayName);

  private static final int MAX_PARTS = 1_000;
  private static final int MAX_NAMES = 1_000;
  private static final List<String> ON_EVENT = List.of("all", "any", "not", "attribute");
  private static final List<String> SUBJECTS =
      List.of(
          "all",
          "any",
          "not",
          "everyone",
          "attribute",
          "event",
          "affinity",
          "segment",
          "query",
          "day",
          "hour",
          "country",
          "region",
          "city",
          "device",
          "os",
          "browser",
          "visitor");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Texts PLACE_NAME = Texts.NAME;
  private static final Rule STAND_IN = new Rule.Everyone();

  private final Mistakes mistakes;
  private final ZoneId zone;
  private final ConditionReader conditions;
  private final boolean onEvent;

  private RuleReader(Mistakes mistakes, ZoneId zone, boolean onEvent) {
    this.mistakes = mistakes;
    this.zone = zone;
    this.conditions = new ConditionReader(mistakes, zone);
    this.onEvent = onEvent;
  }

  /// @param zone the workspace's
  static Rule read(Located located, ZoneId zone, Mistakes mistakes) {
    return new RuleReader(mistakes, zone, false).rule(located, 1);
  }

  /// A rule on the attributes of an event; a list of rules is `all` of them.
  static Rule readOnEvent(Located located, ZoneId zone, Mistakes mistakes) {
    var reader = new RuleReader(mistakes, zone, true);
    return located.node() instanceof Node.Items
        ? new Rule.All(reader.parts(located, 1))
        : reader.rule(located, 1);
  }

  /// What an event is to be, for a rule about it that is `depth` deep.
  private Rule where(Located located, int depth) {
    return located.node() instanceof Node.Items
        ? new Rule.All(parts(located, depth))
        : rule(located, depth + 1);
  }

  private Rule rule(Located located, int depth) {
    if (depth > Rule.MAX_DEPTH) {
      mistakes.add(
          located.at(),
          located.node(),
          "is nested %d deep, at most %d".formatted(depth, Rule.MAX_DEPTH));
      return STAND_IN;
    }
    var mapping = Mapping.of(located, mistakes);
    var subject = subject(mapping);
    if (subject == null) {
      return STAND_IN;
    }
    return switch (subject) {
      case "all" -> new Rule.All(parts(mapping, subject, depth));
      case "any" -> new Rule.Any(parts(mapping, subject, depth));
      case "not" -> {
        alone(mapping, subject);
        var inner = mapping.required(subject);
        yield inner == null ? STAND_IN : new Rule.Not(rule(inner, depth + 1));
      }
      case "everyone" -> everyone(mapping);
      case "attribute" -> attribute(mapping);
      case "event" -> orStandIn(behaviour(depth).event(mapping));
      case "affinity" -> orStandIn(behaviour(depth).affinity(mapping));
      case "query" -> query(mapping);
      case "segment" -> {
        alone(mapping, subject);
        yield new Rule.InSegment(mapping.text(subject, Texts.SEGMENT_ID));
      }
      case "day" -> new Rule.OnDay(words(mapping, subject, DAYS));
      case "hour" -> new Rule.InHour(hours(mapping));
      case "country" -> new Rule.AtPlace(Rule.PlacePart.COUNTRY, countries(mapping));
      case "region", "city" -> new Rule.AtPlace(placePart(subject), names(mapping, subject));
      case "device" ->
          new Rule.OnDevice(Rule.DevicePart.TYPE, words(mapping, subject, DEVICE_TYPES));
      case "os", "browser" -> new Rule.OnDevice(devicePart(subject), names(mapping, subject));
      case "visitor" -> visitor(mapping);
      default -> throw new IllegalStateException(subject);
    };
  }

  /// What the rule is about; null, with a mistake noted, when it is about nothing or two things.
  private @Nullable String subject(Mapping mapping) {
    var allowed = onEvent ? ON_EVENT : SUBJECTS;
    var named = new ArrayList<>(mapping.names());
    named.retainAll(SUBJECTS);
    if (named.contains("affinity") || named.contains("event")) {
      named.remove("attribute"); // a part of the one, and of the other a slip that it knows better
    }
    if (named.size() == 1 && allowed.contains(named.getFirst())) {
      return named.getFirst();
    }
    if (named.size() == 1) {
      mapping.mistake(
          named.getFirst(),
          "is not about the attributes of an event; allowed: " + String.join(", ", allowed));
    } else if (named.size() > 1) {
      mapping.mistake(
          "has %s, must have exactly 1 of %s"
              .formatted(String.join(" and ", named), String.join(", ", allowed)));
    } else {
      var written = mapping.names().isEmpty() ? "" : mapping.names().getFirst();
      mapping.mistake(
          "is about nothing%s; %s"
              .formatted(
                  written.isEmpty() ? "" : " (has " + String.join(", ", mapping.names()) + ")",
                  Spelling.allowed(written, allowed)));
    }
    return null;
  }

  /// A subject that takes no other field.
  private void alone(Mapping mapping, String subject) {
    for (var name : mapping.names()) {
      if (!name.equals(subject)) {
        mapping.mistake(name, "is not known beside " + subject + ", which stands alone");
      }
    }
  }

  private List<Rule> parts(Mapping mapping, String subject, int depth) {
    alone(mapping, subject);
    var located = mapping.required(subject);
    return located == null ? List.of() : parts(located, depth);
  }

  private List<Rule> parts(Located located, int depth) {
    var items = Mapping.items(located, MAX_PARTS, mistakes);
    if (items.isEmpty()) {
      mistakes.add(located.at(), located.node(), "has no rule, at least 1");
    }
    return items.stream().map(item -> rule(item, depth + 1)).toList();
  }

  private Rule everyone(Mapping mapping) {
    alone(mapping, "everyone");
    if (mapping.required("everyone") != null && !mapping.flag("everyone", true)) {
      mapping.mistake("everyone", "is false, must be true; for nobody write not: {everyone: true}");
    }
    return new Rule.Everyone();
  }

  private Rule attribute(Mapping mapping) {
    var name = mapping.text("attribute", Texts.ATTRIBUTE);
    var condition = conditions.read(mapping, "attribute", false);
    return condition == null ? STAND_IN : new Rule.Attribute(AttributePath.of(name), condition);
  }

  private BehaviourReader behaviour(int depth) {
    var onEvents = new RuleReader(mistakes, zone, true);
    return new BehaviourReader(mistakes, conditions, located -> onEvents.where(located, depth));
  }

  private static Rule orStandIn(@Nullable Rule rule) {
    return rule == null ? STAND_IN : rule;
  }

  private Rule query(Mapping mapping) {
    var name = mapping.text("query", Texts.ATTRIBUTE);
    var condition = conditions.read(mapping, "query", true);
    return condition == null ? STAND_IN : new Rule.Query(name, condition);
  }

  /// One value or a list of them.
  private List<Located> listed(Mapping mapping, String subject) {
    alone(mapping, subject);
    var located = mapping.required(subject);
    if (located == null) {
      return List.of();
    }
    if (!(located.node() instanceof Node.Items)) {
      return List.of(located);
    }
    var items = Mapping.items(located, MAX_NAMES, mistakes);
    if (items.isEmpty()) {
      mapping.mistake(subject, "has no value, at least 1");
    }
    return items;
  }

  private Set<String> names(Mapping mapping, String subject) {
    return listed(mapping, subject).stream()
        .map(item -> PLACE_NAME.read(item, mistakes))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> countries(Mapping mapping) {
    var codes = new TreeSet<String>();
    for (var item : listed(mapping, "country")) {
      var code = PLACE_NAME.read(item, mistakes);
      if (!Mistakes.isStandIn(code) && !COUNTRIES.contains(code.toUpperCase(Locale.ROOT))) {
        mistakes.add(
            item.at(),
            item.node(),
            "is '%s', must be an ISO 3166-1 code of two letters such as IN".formatted(code));
      }
      codes.add(code);
    }
    return codes;
  }

  private <T extends Comparable<T>> Set<T> words(
      Mapping mapping, String subject, Map<String, T> words) {
    var found = new TreeSet<T>();
    for (var item : listed(mapping, subject)) {
      var word = PLACE_NAME.read(item, mistakes);
      var meant = words.get(word);
      if (meant != null) {
        found.add(meant);
      } else if (!Mistakes.isStandIn(word)) {
        mistakes.add(
            item.at(),
            item.node(),
            "is '%s'; %s".formatted(word, Spelling.allowed(word, List.copyOf(words.keySet()))));
      }
    }
    return found;
  }

  private Set<Integer> hours(Mapping mapping) {
    var hours = new TreeSet<Integer>();
    for (var item : listed(mapping, "hour")) {
      var text = PLACE_NAME.read(item, mistakes);
      if (text.matches("[01]?[0-9]|2[0-3]")) {
        hours.add(Integer.parseInt(text));
      } else if (!Mistakes.isStandIn(text)) {
        mistakes.add(
            item.at(),
            item.node(),
            "is '%s', must be an hour from \"00\" to \"23\"".formatted(text));
      }
    }
    return hours;
  }

  private Rule visitor(Mapping mapping) {
    alone(mapping, "visitor");
    var words = new LinkedHashMap<String, Boolean>();
    words.put("new", true);
    words.put("returning", false);
    return new Rule.NewVisitor(
        mapping.required("visitor") == null || mapping.oneOf("visitor", words, true));
  }

  private static Rule.PlacePart placePart(String subject) {
    return subject.equals("region") ? Rule.PlacePart.REGION : Rule.PlacePart.CITY;
  }

  private static Rule.DevicePart devicePart(String subject) {
    return subject.equals("os") ? Rule.DevicePart.OS : Rule.DevicePart.BROWSER;
  }

  private static <T> Map<String, T> byWord(List<T> values, Function<T, String> word) {
    var words = new LinkedHashMap<String, T>();
    for (var value : values) {
      words.put(word.apply(value), value);
    }
    return words;
  }
}
