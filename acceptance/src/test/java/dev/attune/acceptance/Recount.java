package dev.attune.acceptance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a report must say, counted the slow way: each figure is written as docs/counting.md says
/// it, and looks at all that was sent.
///
/// Both it and a report are written as texts by what they are of (`A1/2 impressions`).
final class Recount {
  private static final Duration SESSION = Duration.ofMinutes(30);

  enum Kind {
    SHOWN,
    CLICKED,
    DID
  }

  /// An audience with one of its variations.
  record Arm(String audience, String variation) {
    @Override
    public String toString() {
      return audience + "/" + variation;
    }
  }

  /// @param id what it is sent under
  /// @param arm null for something a person did elsewhere
  /// @param what the element that was clicked, empty where there is none; or what was done
  /// @param amount null where the event names none
  record Happened(
      String id,
      String person,
      Kind kind,
      @Nullable Arm arm,
      String what,
      Instant at,
      @Nullable BigDecimal amount) {

    boolean is(Kind other, Arm of) {
      return kind == other && of.equals(arm);
    }

    boolean isMeeting(Arm of) {
      return of.equals(arm);
    }
  }

  /// @param attribution the goal's own
  record Goal(
      String name,
      Predicate<Happened> isReachedBy,
      boolean hasRevenue,
      Duration window,
      String attribution) {}

  /// @param to the day after the last
  /// @param attribution empty for each goal's own
  record Asked(LocalDate from, LocalDate to, String interval, String attribution) {
    String query() {
      return "?from=%s&to=%s&interval=%s%s"
          .formatted(
              from, to, interval, attribution.isEmpty() ? "" : "&attribution=" + attribution);
    }
  }

  private record Credit(Happened done, Happened touch) {
    BigDecimal amount() {
      return done.amount() == null ? BigDecimal.ZERO : done.amount();
    }
  }

  private final ZoneId zone;
  private final List<Arm> arms;
  private final List<Goal> goals;
  private final List<Happened> repeats = new ArrayList<>();
  private final List<Happened> events = new ArrayList<>();
  private final Map<String, List<Happened>> people;

  /// @param arms those of the experience
  /// @param sent as often as it was sent
  /// @param owner who a person is now
  Recount(
      ZoneId zone,
      List<Arm> arms,
      List<Goal> goals,
      List<Happened> sent,
      UnaryOperator<String> owner) {
    this.zone = zone;
    this.arms = arms;
    this.goals = goals;
    var byId = new TreeMap<String, Happened>();
    for (var one : sent) {
      if (byId.putIfAbsent(one.id(), one) != null) {
        repeats.add(one);
      }
    }
    events.addAll(byId.values());
    people = events.stream().collect(Collectors.groupingBy(one -> owner.apply(one.person())));
  }

  /// What a report says of the same.
  static SortedMap<String, String> of(JsonNode report) {
    var said = new TreeMap<String, String>();
    for (var side : report.required("variations")) {
      var arm = side.at("/audience_id").asString() + "/" + side.at("/variation_id").asString();
      for (var figure :
          List.of(
              "people", "impressions", "unique_impressions", "clicks", "unique_clicks", "ctr")) {
        said.put(arm + " " + figure, number(side.required(figure)));
      }
      for (var element : side.required("clicks_by_element")) {
        said.put(
            "%s clicks of %s".formatted(arm, element.required("b_id").asString()),
            number(element.required("clicks")));
      }
      for (var goal : side.required("goals")) {
        for (var figure :
            List.of(
                "conversions",
                "unique_conversions",
                "people_converted",
                "conversion_rate",
                "revenue",
                "revenue_per_conversion")) {
          said.put(
              "%s %s %s".formatted(arm, goal.required("name").asString(), figure),
              number(goal.required(figure)));
        }
        var perPerson = goal.required("revenue_per_person");
        for (var figure : List.of("sum", "sum_of_squares")) {
          said.put(
              "%s %s %s".formatted(arm, goal.required("name").asString(), figure),
              number(perPerson.isNull() ? perPerson : perPerson.required(figure)));
        }
      }
    }
    for (var point : report.required("series")) {
      var place =
          "%s %s/%s "
              .formatted(
                  point.required("at").asString(),
                  point.required("audience_id").asString(),
                  point.required("variation_id").asString());
      said.put(place + "impressions", number(point.required("impressions")));
      said.put(place + "clicks", number(point.required("clicks")));
      for (var figure : List.of("conversions", "revenue")) {
        point
            .required(figure)
            .properties()
            .forEach(
                goal -> said.put(place + goal.getKey() + " " + figure, number(goal.getValue())));
      }
    }
    said.put("multiple_variations", number(report.at("/checks/multiple_variations/people")));
    for (var check : List.of("late_events", "duplicate_events", "untracked_events")) {
      said.put(check, number(report.required("checks").required(check)));
    }
    return said;
  }

  /// Every figure that is not as expected, for the message of a test that fails.
  static List<String> differences(Map<String, String> expected, Map<String, String> said) {
    var all = new TreeSet<>(expected.keySet());
    all.addAll(said.keySet());
    return all.stream()
        .filter(what -> !Objects.equals(expected.get(what), said.get(what)))
        .map(what -> "%s: %s and not %s".formatted(what, said.get(what), expected.get(what)))
        .toList();
  }

  private static String number(JsonNode node) {
    return node.isNull() ? "null" : plain(node.decimalValue());
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  SortedMap<String, String> of(Asked asked) {
    return new Period(asked).figures();
  }

  private LocalDate day(Happened one) {
    return one.at().atZone(zone).toLocalDate();
  }

  /// The latest impression or click at or before the event, no longer ago than the window; of two
  /// in one moment that of the smaller arm.
  private @Nullable Credit credit(
      List<Happened> ofPerson, Happened done, Goal goal, String attribution) {
    var kind = attribution.equals("view_through") ? Kind.SHOWN : Kind.CLICKED;
    var window = attribution.equals("in_session") ? SESSION : goal.window();
    return ofPerson.stream()
        .filter(one -> one.kind() == kind && !one.at().isAfter(done.at()))
        .filter(one -> Duration.between(one.at(), done.at()).compareTo(window) <= 0)
        .max(
            Comparator.comparing(Happened::at)
                .thenComparing(one -> String.valueOf(one.arm()), Comparator.reverseOrder()))
        .map(touch -> new Credit(done, touch))
        .orElse(null);
  }

  private List<Credit> credits(List<Happened> ofPerson, Arm arm, Goal goal, String attribution) {
    var credits = new ArrayList<Credit>();
    for (var one : ofPerson) {
      if (one.kind() == Kind.DID && goal.isReachedBy().test(one)) {
        var credit = credit(ofPerson, one, goal, attribution);
        if (credit != null && credit.touch().isMeeting(arm)) {
          credits.add(credit);
        }
      }
    }
    return credits;
  }

  private final class Period {
    private final Asked asked;
    private final SortedMap<String, String> figures = new TreeMap<>();

    Period(Asked asked) {
      this.asked = asked;
    }

    private boolean has(Happened one) {
      return !day(one).isBefore(asked.from()) && day(one).isBefore(asked.to());
    }

    private long people(Predicate<Happened> which) {
      return people.values().stream()
          .filter(ofPerson -> ofPerson.stream().anyMatch(one -> has(one) && which.test(one)))
          .count();
    }

    private long count(List<Happened> of, Predicate<Happened> which) {
      return of.stream().filter(one -> has(one) && which.test(one)).count();
    }

    private void put(String what, long n) {
      figures.put(what, Long.toString(n));
    }

    private void putRatio(String what, BigDecimal part, long whole) {
      figures.put(
          what,
          whole == 0
              ? "null"
              : plain(part.divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_EVEN)));
    }

    private void putPercent(String what, long part, long whole) {
      putRatio(what, BigDecimal.valueOf(100 * part), whole);
    }

    SortedMap<String, String> figures() {
      for (var arm : arms) {
        putTouches(arm);
        goals.forEach(goal -> putGoal(arm, goal));
      }
      for (var one : events) {
        if (has(one) && one.arm() != null) {
          putPoint(one, one.arm());
        }
      }
      put("multiple_variations", people.values().stream().filter(this::meetSeveral).count());
      // All that is sent happened years ago.
      put("late_events", count(events, one -> one.kind() != Kind.DID));
      put("duplicate_events", count(repeats, one -> one.kind() != Kind.DID));
      put("untracked_events", 0);
      return figures;
    }

    private void putTouches(Arm arm) {
      long impressions = count(events, one -> one.is(Kind.SHOWN, arm));
      long clicks = count(events, one -> one.is(Kind.CLICKED, arm));
      put(arm + " people", people(one -> one.isMeeting(arm)));
      put(arm + " impressions", impressions);
      put(arm + " unique_impressions", people(one -> one.is(Kind.SHOWN, arm)));
      put(arm + " clicks", clicks);
      put(arm + " unique_clicks", people(one -> one.is(Kind.CLICKED, arm)));
      putPercent(arm + " ctr", clicks, impressions);
      for (var one : events) {
        if (has(one) && one.is(Kind.CLICKED, arm) && !one.what().isEmpty()) {
          add("%s clicks of %s".formatted(arm, one.what()), BigDecimal.ONE);
        }
      }
    }

    private void add(String what, BigDecimal n) {
      figures.merge(what, plain(n), (a, b) -> plain(new BigDecimal(a).add(new BigDecimal(b))));
    }

    private void putGoal(Arm arm, Goal goal) {
      var attribution = asked.attribution().isEmpty() ? goal.attribution() : asked.attribution();
      long conversions = 0;
      long unique = 0;
      long converted = 0;
      var revenue = BigDecimal.ZERO;
      var sum = BigDecimal.ZERO;
      var squares = BigDecimal.ZERO;
      for (var ofPerson : people.values()) {
        var all = credits(ofPerson, arm, goal, attribution);
        var then = all.stream().filter(credit -> has(credit.done())).toList();
        conversions += then.size();
        unique += then.stream().map(credit -> day(credit.done())).distinct().count();
        var ofPeriod = all.stream().filter(credit -> has(credit.touch())).toList();
        converted += ofPeriod.isEmpty() ? 0 : 1;
        var brought =
            ofPeriod.stream().map(Credit::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        sum = sum.add(brought);
        squares = squares.add(brought.pow(2));
        for (var credit : then) {
          revenue = revenue.add(credit.amount());
          putConversion(credit, arm, goal);
        }
      }
      var name = "%s %s ".formatted(arm, goal.name());
      put(name + "conversions", conversions);
      put(name + "unique_conversions", unique);
      put(name + "people_converted", converted);
      var of = attribution.equals("view_through") ? Kind.SHOWN : Kind.CLICKED;
      putPercent(name + "conversion_rate", unique, count(events, one -> one.is(of, arm)));
      figures.put(name + "revenue", goal.hasRevenue() ? plain(revenue) : "null");
      putRatio(name + "revenue_per_conversion", revenue, goal.hasRevenue() ? conversions : 0);
      figures.put(name + "sum", goal.hasRevenue() ? plain(sum) : "null");
      figures.put(name + "sum_of_squares", goal.hasRevenue() ? plain(squares) : "null");
    }

    private void putPoint(Happened one, Arm arm) {
      var place = place(one, arm);
      add(place + "impressions", one.kind() == Kind.SHOWN ? BigDecimal.ONE : BigDecimal.ZERO);
      add(place + "clicks", one.kind() == Kind.CLICKED ? BigDecimal.ONE : BigDecimal.ZERO);
    }

    private void putConversion(Credit credit, Arm arm, Goal goal) {
      var place = place(credit.done(), arm);
      add(place + "impressions", BigDecimal.ZERO);
      add(place + "clicks", BigDecimal.ZERO);
      add(place + goal.name() + " conversions", BigDecimal.ONE);
      if (goal.hasRevenue() && credit.amount().signum() != 0) {
        add(place + goal.name() + " revenue", credit.amount());
      }
    }

    /// The interval that it happened in.
    private String place(Happened one, Arm arm) {
      var at = one.at().atZone(zone);
      var start = at.toLocalDate().atStartOfDay(zone);
      var interval =
          switch (asked.interval()) {
            case "hour" -> start.plusHours(ChronoUnit.HOURS.between(start, at));
            case "day" -> start;
            case "week" -> start.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case "month" -> start.withDayOfMonth(1);
            default -> throw new IllegalArgumentException(asked.interval());
          };
      return "%s %s ".formatted(text(interval), arm);
    }

    private String text(ZonedDateTime at) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
    }

    private boolean meetSeveral(List<Happened> ofPerson) {
      return arms.stream()
          .map(Arm::audience)
          .distinct()
          .anyMatch(audience ->
              arms.stream()
                      .filter(arm -> arm.audience().equals(audience))
                      .filter(
                          arm -> ofPerson.stream().anyMatch(one -> has(one) && one.isMeeting(arm)))
                      .count()
                  > 1);
    }
  }
}
