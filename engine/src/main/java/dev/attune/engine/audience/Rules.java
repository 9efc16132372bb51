package dev.attune.engine.audience;

import dev.attune.engine.audience.Rule.All;
import dev.attune.engine.audience.Rule.Any;
import dev.attune.engine.audience.Rule.AtPlace;
import dev.attune.engine.audience.Rule.Attribute;
import dev.attune.engine.audience.Rule.DevicePart;
import dev.attune.engine.audience.Rule.Everyone;
import dev.attune.engine.audience.Rule.InHour;
import dev.attune.engine.audience.Rule.InSegment;
import dev.attune.engine.audience.Rule.NewVisitor;
import dev.attune.engine.audience.Rule.Not;
import dev.attune.engine.audience.Rule.OnDay;
import dev.attune.engine.audience.Rule.OnDevice;
import dev.attune.engine.audience.Rule.OnHistory;
import dev.attune.engine.audience.Rule.PlacePart;
import dev.attune.engine.audience.Rule.Query;
import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.engine.visit.Device;
import dev.attune.engine.visit.Place;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Matches rules. Never throws; the cost is the number of conditions looked at.
public final class Rules {

  private Rules() {}

  /// Whether a rule is true of a person on a visit.
  ///
  /// @param zone the experience's: whose day and hour it is when the request names none
  public static boolean matches(Rule rule, Subject subject, ZoneId zone) {
    return switch (rule) { // tried in this order: the most frequent first
      case Attribute(var path, var condition) -> {
        var profile = subject.profile();
        yield profile != null && condition.holds(path.in(profile), subject.now());
      }
      case Everyone _ -> true;
      case All(var rules) -> {
        for (int i = 0; i < rules.size(); i++) {
          if (!matches(rules.get(i), subject, zone)) {
            yield false;
          }
        }
        yield true;
      }
      case Any(var rules) -> {
        for (int i = 0; i < rules.size(); i++) {
          if (matches(rules.get(i), subject, zone)) {
            yield true;
          }
        }
        yield false;
      }
      case Not(var inner) -> !matches(inner, subject, zone);
      case InSegment(var id) -> {
        var profile = subject.profile();
        yield profile != null && profile.segments().contains(id);
      }
      case Query(var name, var condition) ->
          condition.holds(subject.visit().query().get(name), subject.now());
      case OnDay(var days) -> days.contains(day(subject, zone));
      case InHour(var hours) -> hours.contains(hour(subject, zone));
      case AtPlace(var part, var names) -> isOneOf(names, at(subject.visit().place(), part));
      case OnDevice(var part, var names) -> isOneOf(names, of(subject.visit().device(), part));
      case NewVisitor(var isNew) -> isNew(subject.profile(), subject.now()) == isNew;
      case OnHistory behaviour -> {
        var profile = subject.profile();
        yield profile != null && Behaviour.matches(behaviour, profile.history(), subject.now());
      }
    };
  }

  /// Whether a rule on the attributes of an event is true of it.
  ///
  /// @param rule of `all`, `any`, `not` and `attribute` only
  /// @param now what the operators `in_the_last` and `in_the_next` count from
  public static boolean matches(Rule rule, Map<String, Value> event, Instant now) {
    return matches(rule, event::get, Verdicts.once(now));
  }

  static boolean matches(Rule rule, History.Attributes event, Verdicts verdicts) {
    return switch (rule) {
      case Attribute(var path, var condition) -> verdicts.hold(condition, path.in(event));
      case Everyone _ -> true;
      case All(var rules) -> {
        for (int i = 0; i < rules.size(); i++) {
          if (!matches(rules.get(i), event, verdicts)) {
            yield false;
          }
        }
        yield true;
      }
      case Any(var rules) -> {
        for (int i = 0; i < rules.size(); i++) {
          if (matches(rules.get(i), event, verdicts)) {
            yield true;
          }
        }
        yield false;
      }
      case Not(var inner) -> !matches(inner, event, verdicts);
      case InSegment _,
          Query _,
          OnDay _,
          InHour _,
          AtPlace _,
          OnDevice _,
          NewVisitor _,
          OnHistory _ ->
          throw notOnEvent(rule);
    };
  }

  /// @throws IllegalArgumentException if a rule is not one on the attributes of an event
  static void requireOnEvent(Rule rule) {
    switch (rule) {
      case All(var rules) -> rules.forEach(Rules::requireOnEvent);
      case Any(var rules) -> rules.forEach(Rules::requireOnEvent);
      case Not(var inner) -> requireOnEvent(inner);
      case Attribute _, Everyone _ -> {}
      default -> throw notOnEvent(rule);
    }
  }

  private static IllegalArgumentException notOnEvent(Rule rule) {
    return new IllegalArgumentException("not about the attributes of an event: " + rule);
  }

  /// The same as [#matches], with every part looked at and what each was held against.
  public static Explained explain(Rule rule, Subject subject, ZoneId zone) {
    var parts =
        switch (rule) {
          case All(var rules) -> explainEach(rules, subject, zone);
          case Any(var rules) -> explainEach(rules, subject, zone);
          case Not(var inner) -> List.of(explain(inner, subject, zone));
          default -> List.<Explained>of();
        };
    return new Explained(rule, matches(rule, subject, zone), seen(rule, subject, zone), parts);
  }

  /// What must be looked up before a rule can be matched.
  public static Set<Need> needs(Rule rule) {
    var needs = EnumSet.noneOf(Need.class);
    collectNeeds(rule, needs);
    return needs;
  }

  private static void collectNeeds(Rule rule, Set<Need> needs) {
    switch (rule) {
      case All(var rules) -> rules.forEach(part -> collectNeeds(part, needs));
      case Any(var rules) -> rules.forEach(part -> collectNeeds(part, needs));
      case Not(var inner) -> collectNeeds(inner, needs);
      case Attribute _, InSegment _, OnHistory _ -> needs.add(Need.PROFILE);
      case AtPlace _ -> needs.add(Need.PLACE);
      case OnDevice _ -> needs.add(Need.DEVICE);
      case Everyone _, Query _, OnDay _, InHour _, NewVisitor _ -> {}
    }
  }

  /// How far back in a person's history a rule looks.
  public static Reach reach(Rule rule) {
    return switch (rule) {
      case All(var rules) -> rules.stream().map(Rules::reach).reduce(Reach.NONE, Reach::and);
      case Any(var rules) -> rules.stream().map(Rules::reach).reduce(Reach.NONE, Reach::and);
      case Not(var inner) -> reach(inner);
      case OnHistory behaviour -> Behaviour.reach(behaviour);
      case Everyone _,
          Attribute _,
          InSegment _,
          Query _,
          OnDay _,
          InHour _,
          AtPlace _,
          OnDevice _,
          NewVisitor _ ->
          Reach.NONE;
    };
  }

  private static List<Explained> explainEach(List<Rule> rules, Subject subject, ZoneId zone) {
    return rules.stream().map(part -> explain(part, subject, zone)).toList();
  }

  private static @Nullable Value seen(Rule rule, Subject subject, ZoneId zone) {
    var profile = subject.profile();
    return switch (rule) {
      case Everyone _, All _, Any _, Not _ -> null;
      case Attribute(var path, _) -> profile == null ? null : path.in(profile);
      case InSegment(var id) -> new Value.Flag(profile != null && profile.segments().contains(id));
      case Query(var name, _) -> subject.visit().query().get(name);
      case OnDay _ -> new Value.Text(dayName(day(subject, zone)));
      case InHour _ -> new Value.Text("%02d".formatted(hour(subject, zone)));
      case AtPlace(var part, _) -> text(at(subject.visit().place(), part));
      case OnDevice(var part, _) -> text(of(subject.visit().device(), part));
      case NewVisitor _ -> new Value.Text(isNew(profile, subject.now()) ? "new" : "returning");
      case OnHistory behaviour ->
          profile == null ? null : Behaviour.seen(behaviour, profile.history(), subject.now());
    };
  }

  /// `Monday` to `Sunday`, as callers and rules spell it.
  public static String dayName(DayOfWeek day) {
    var name = day.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static DayOfWeek day(Subject subject, ZoneId zone) {
    var said = subject.visit().day();
    return said == null ? subject.now().atZone(zone).getDayOfWeek() : said;
  }

  private static int hour(Subject subject, ZoneId zone) {
    var said = subject.visit().hour();
    return said == null ? subject.now().atZone(zone).getHour() : said;
  }

  private static @Nullable String at(Place place, PlacePart part) {
    return switch (part) {
      case COUNTRY -> place.country();
      case REGION -> place.region();
      case CITY -> place.city();
    };
  }

  private static @Nullable String of(Device device, DevicePart part) {
    return switch (part) {
      case TYPE -> {
        var type = device.type();
        yield type == null ? null : type.word();
      }
      case OS -> device.os();
      case BROWSER -> device.browser();
    };
  }

  private static boolean isOneOf(Set<String> folded, @Nullable String name) {
    return name != null && folded.contains(Fold.of(name));
  }

  private static @Nullable Value text(@Nullable String name) {
    return name == null ? null : new Value.Text(name);
  }

  private static boolean isNew(@Nullable Profile profile, Instant now) {
    return profile == null || epochDay(profile.firstSeen()) == epochDay(now);
  }

  /// Days since 1970 in UTC.
  private static long epochDay(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 86_400);
  }
}
