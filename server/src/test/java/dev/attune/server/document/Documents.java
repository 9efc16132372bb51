package dev.attune.server.document;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.audience.AttributePath;
import dev.attune.engine.audience.Condition;
import dev.attune.engine.audience.HowOften;
import dev.attune.engine.audience.Occurrence;
import dev.attune.engine.audience.Operator;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Rule.Degree;
import dev.attune.engine.audience.When;
import dev.attune.engine.audience.Window;
import dev.attune.engine.bucketing.Split;
import dev.attune.engine.experience.DataType;
import dev.attune.engine.experience.Priority;
import dev.attune.engine.experience.Status;
import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import dev.attune.server.document.ExperienceDocument.Runs;
import dev.attune.server.document.TargetDocument.Whom;
import dev.attune.server.document.WorkspaceDocument.Identity;
import dev.attune.server.document.WorkspaceDocument.Limits;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/// Makes documents of all kinds, the same for the same seed, with texts that writers trip over.
final class Documents {
  private static final List<String> NASTY =
      List.of(
          "yes",
          "no",
          "on",
          "null",
          "~",
          "true",
          "42",
          "5E3",
          "1_000",
          "0x1F",
          "007",
          "1e5",
          ".inf",
          "-",
          "- a",
          "a: b",
          "a #b",
          "'",
          "\"",
          "\\",
          "*x",
          "&x",
          "!x",
          "%x",
          "@x",
          "`x",
          "{",
          "[",
          "}",
          "?",
          "? a",
          "|",
          ">",
          " lead",
          "trail ",
          "é",
          "मुफ़्त",
          "🎁",
          "\u2028",
          "2026-01-01",
          "2026-01-01T00:00:00Z",
          "12:30",
          "=",
          "<<",
          "#",
          "a\tb",
          "x,y",
          "",
          "\u0085",
          "\uFEFF",
          "line\nbreak",
          "\n",
          "end\n",
          "\u00a0",
          "\u0000",
          "\u001b[0m");
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("Asia/Kolkata"), ZoneId.of("America/New_York"));

  private final Random random;
  private final ZoneId zone;
  private int count;

  private Documents(long seed) {
    random = new Random(seed);
    zone = pick(ZONES);
  }

  static WorkspaceDocument of(long seed) {
    return new Documents(seed).workspace();
  }

  private WorkspaceDocument workspace() {
    var audiences = some(4, i -> audience());
    return new WorkspaceDocument(
        "W-" + random.nextInt(1_000),
        name(),
        zone,
        chance(2)
            ? Identity.NONE
            : new Identity(chance(2), some(5, _ -> name()), chance(2) ? name() : null),
        chance(2) ? Limits.DEFAULT : new Limits(random.nextInt(1_000), 9 + random.nextInt(20), 7),
        List.of(),
        List.of(new SegmentDocument("vip", name()), new SegmentDocument("1e5", name())),
        audiences,
        some(5, _ -> experience(audiences)));
  }

  private AudienceDocument audience() {
    return new AudienceDocument(
        chance(2) ? "%X".formatted(0x100 + count++) : null, name(), rule(1, false));
  }

  private ExperienceDocument experience(List<AudienceDocument> audiences) {
    var targets = new ArrayList<TargetDocument>();
    for (var audience : audiences) {
      if (chance(2)) {
        var id = audience.id();
        targets.add(target(new Whom.Reference(id == null ? audience.name() : id)));
      }
    }
    targets.addAll(some(3, _ -> target(new Whom.Inline(audience()))));
    var start = Instant.ofEpochSecond(random.nextInt(2_000_000_000), chance(3) ? 5_000_000 : 0);
    return new ExperienceDocument(
        "key-%05d".formatted(count++),
        "Experience " + name(),
        chance(2) ? "%024x".formatted(0xabcdefL * count++) : null,
        targets.isEmpty() ? Status.DRAFT : pick(List.of(Status.values())),
        pick(List.of(Priority.values())),
        chance(2)
            ? Runs.ALWAYS
            : new Runs(
                chance(3) ? null : start,
                chance(3) ? null : start.plusSeconds(1 + random.nextInt(1_000_000)),
                chance(2) ? pick(ZONES) : null),
        chance(2) ? 0 : random.nextInt(9_001),
        chance(2) ? name() : null,
        chance(2),
        chance(2) ? name() : null,
        some(5, _ -> goal()),
        targets);
  }

  private Goal goal() {
    return new Goal(
        name(),
        name(),
        chance(2) ? rule(1, true) : null,
        chance(2) ? name() : null,
        1 + random.nextInt(1_440),
        pick(List.of(Attribution.values())));
  }

  private TargetDocument target(Whom whom) {
    var variations = new ArrayList<VariationDocument>();
    int size = 1 + random.nextInt(5);
    for (int i = 0; i < size; i++) {
      variations.add(variation(chance(2) ? Integer.toString(i + 1) : null, 10_000 / size));
    }
    int cut = 1 + random.nextInt(9_999);
    var split =
        Split.of(
            List.of(new Split.Run(chance(3) ? "" : "1", cut), new Split.Run("2", 10_000 - cut)));
    return new TargetDocument(whom, chance(2) ? split : null, variations);
  }

  private VariationDocument variation(@Nullable String id, int weight) {
    var payload = new LinkedHashMap<String, PayloadField>();
    some(6, _ -> payload.put(name(), field(pick(List.of(DataType.values())))));
    var locales = new LinkedHashMap<String, Map<String, PayloadField>>();
    for (var tag : List.of("hi", "pt-BR", "zh_Hant")) {
      if (chance(3)) {
        var overrides = new LinkedHashMap<String, PayloadField>();
        payload.forEach((name, field) -> {
          if (chance(2)) {
            overrides.put(name, field(field.type()));
          }
        });
        locales.put(tag, overrides);
      }
    }
    return new VariationDocument(id, name(), random.nextInt(weight + 1), payload, locales);
  }

  private PayloadField field(DataType type) {
    return new PayloadField(
        type,
        switch (type) {
          case STRING -> quoted(pick(NASTY));
          case NUMBER, FLOAT -> number();
          case BOOLEAN -> Boolean.toString(chance(2));
          case JSON -> chance(2) ? list(1) : object(1);
        });
  }

  private String number() {
    return pick(
        List.of(
            "0",
            "-1",
            "12",
            "1.50",
            "-0.25",
            "9007199254740993",
            "1.0e+3",
            "2.5e-7",
            "0.0",
            "5E3",
            "1E-10"));
  }

  private String json(int depth) {
    return switch (random.nextInt(depth > 4 ? 4 : 6)) {
      case 0 -> quoted(pick(NASTY));
      case 1 -> number();
      case 2 -> "null";
      case 3 -> Boolean.toString(chance(2));
      case 4 -> list(depth + 1);
      default -> object(depth + 1);
    };
  }

  private String list(int depth) {
    return "[" + String.join(",", some(3, _ -> json(depth))) + "]";
  }

  private String object(int depth) {
    return "{"
        + String.join(",", some(3, _ -> quoted(pick(NASTY) + count++) + ":" + json(depth)))
        + "}";
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
  }

  private Rule rule(int depth, boolean forGoal) {
    if (depth < 5 && chance(3)) {
      return switch (random.nextInt(3)) {
        case 0 -> new Rule.All(some(1, 3, _ -> rule(depth + 1, forGoal)));
        case 1 -> new Rule.Any(some(1, 3, _ -> rule(depth + 1, forGoal)));
        default -> new Rule.Not(rule(depth + 1, forGoal));
      };
    }
    return switch (forGoal ? 0 : random.nextInt(12)) {
      case 0 -> new Rule.Attribute(AttributePath.of(name() + "." + name()), condition(false));
      case 1 -> new Rule.Query(name(), condition(true));
      case 2 -> new Rule.InSegment(chance(2) ? "vip" : "1e5");
      case 3 -> new Rule.OnDay(Set.copyOf(some(1, 3, _ -> pick(List.of(DayOfWeek.values())))));
      case 4 -> new Rule.InHour(new TreeSet<>(some(1, 5, _ -> random.nextInt(24))));
      case 5 -> place();
      case 6 -> device();
      case 7 -> new Rule.NewVisitor(chance(2));
      case 8 -> done(depth);
      case 9 -> occurred(depth);
      case 10 -> affinity();
      default -> new Rule.Everyone();
    };
  }

  private Rule done(int depth) {
    var when = chance(2) ? when(true) : null;
    var where = chance(2) ? where(depth) : null;
    var bound = pick(List.of(HowOften.Bound.values()));
    int most = when == null && where == null ? HowOften.MAX : 999;
    int times = bound.least() + random.nextInt(most - bound.least() + 1);
    return new Rule.Done(name(), new HowOften(bound, times), when, where);
  }

  private Rule occurred(int depth) {
    var where = chance(2) ? where(depth) : null;
    return new Rule.Occurred(
        name(), pick(List.of(Occurrence.values())), when(where != null), where);
  }

  private Rule where(int depth) {
    return rule(depth + 1, true);
  }

  private Rule affinity() {
    var condition = condition(false);
    while (Rule.Affinity.saysWhen(condition)) {
      condition = condition(false);
    }
    return new Rule.Affinity(
        name(),
        AttributePath.of(name()),
        condition,
        chance(2) ? new Degree.Predominantly() : new Degree.AtLeast(1 + random.nextInt(10_000)),
        chance(2) && condition.operator() != Operator.BETWEEN ? when(true) : null);
  }

  /// @param kept whether it may reach no further than the history that is kept
  private When when(boolean kept) {
    return When.of(
        switch (random.nextInt(kept ? 4 : 5)) {
          case 0 -> within(new Window(1 + random.nextInt(60), Window.Unit.DAYS));
          case 1 -> Condition.of(Operator.ON, some(1, 3, _ -> time()), false, zone);
          case 2 ->
              Condition.of(
                  pick(List.of(Operator.BEFORE, Operator.AFTER)), List.of(time()), false, zone);
          case 3 ->
              Condition.of(
                  Operator.BETWEEN,
                  List.of(time(), Times.valueOf("2026-04-01", zone)),
                  false,
                  zone);
          default -> within(new Window(1 + random.nextInt(10_000), Window.Unit.MONTHS));
        });
  }

  private Condition within(Window window) {
    return Condition.within(Operator.IN_THE_LAST, window, zone);
  }

  private Rule place() {
    return switch (pick(List.of(Rule.PlacePart.values()))) {
      case COUNTRY -> new Rule.AtPlace(Rule.PlacePart.COUNTRY, Set.of("IN", "no"));
      case REGION -> new Rule.AtPlace(Rule.PlacePart.REGION, Set.of("KA", name(), "09"));
      case CITY ->
          new Rule.AtPlace(
              Rule.PlacePart.CITY, Set.of("New York", "Straße", "İstanbul", "são paulo", name()));
    };
  }

  private Rule device() {
    return switch (pick(List.of(Rule.DevicePart.values()))) {
      case TYPE -> new Rule.OnDevice(Rule.DevicePart.TYPE, Set.of("Mobile", "TV"));
      case OS -> new Rule.OnDevice(Rule.DevicePart.OS, Set.of("iOS", "android", name()));
      case BROWSER -> new Rule.OnDevice(Rule.DevicePart.BROWSER, Set.of("Chrome", name()));
    };
  }

  private Condition condition(boolean onText) {
    var operator = pick(List.of(Operator.values()));
    if (onText && !operator.onText()) {
      operator = Operator.IS_NOT;
    }
    boolean cased = chance(2);
    return switch (operator) {
      // Query parameters are texts: the reader makes a text of a flag that they are held against.
      case IS, IS_NOT ->
          Condition.of(operator, some(1, 4, _ -> onText ? text() : value()), cased, zone);
      case CONTAINS, DOES_NOT_CONTAIN, STARTS_WITH, ENDS_WITH ->
          Condition.of(operator, some(1, 3, _ -> text()), cased, zone);
      case MATCHES -> Condition.of(operator, List.of(new Value.Text("^a.*[0-9]+$")), cased, zone);
      case LESS_THAN, GREATER_THAN, AT_LEAST, AT_MOST ->
          Condition.of(operator, List.of(chance(2) ? amount() : time()), cased, zone);
      case BETWEEN, NOT_BETWEEN ->
          Condition.of(
              operator, List.of(new Value.Amount(-5.5), new Value.Amount(1e300)), cased, zone);
      case EXISTS, IS_EMPTY ->
          Condition.of(operator, List.of(new Value.Flag(chance(2))), cased, zone);
      case BEFORE, AFTER, ON -> Condition.of(operator, List.of(time()), cased, zone);
      case IN_THE_LAST, IN_THE_NEXT ->
          Condition.within(
              operator,
              new Window(1 + random.nextInt(10_000), pick(List.of(Window.Unit.values()))),
              zone);
    };
  }

  private Value value() {
    return switch (random.nextInt(4)) {
      case 0 -> amount();
      case 1 -> new Value.Flag(chance(2));
      case 2 -> time();
      default -> text();
    };
  }

  private Value text() {
    return Times.valueOf(pick(NASTY), zone);
  }

  private Value time() {
    return Times.valueOf(chance(2) ? "2026-03-29" : "2026-03-29T01:30:00+05:30", zone);
  }

  private Value amount() {
    return new Value.Amount(
        pick(List.of(0.0, -1.0, 12.5, 1e-9, 1e22, 9_007_199_254_740_992.0, -2.5e-300)));
  }

  /// Unlike all others, and with something in it to trip over.
  private String name() {
    var printable = pick(NASTY).replaceAll("\\p{Cntrl}", "");
    return printable.isBlank() ? "n" + count++ : printable + count++;
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> List<T> some(int most, IntFunction<T> each) {
    return some(0, most, each);
  }

  private <T> List<T> some(int least, int most, IntFunction<T> each) {
    return IntStream.range(0, least + random.nextInt(most - least + 1)).mapToObj(each).toList();
  }
}
