package dev.attune.server.document;

import dev.attune.engine.audience.AttributePath;
import dev.attune.engine.audience.Condition;
import dev.attune.engine.audience.HowOften;
import dev.attune.engine.audience.Occurrence;
import dev.attune.engine.audience.Operator;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Rule.Affinity;
import dev.attune.engine.audience.Rule.Degree;
import dev.attune.engine.audience.When;
import dev.attune.server.document.Mapping.Located;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads rules on what people do: `event` and `affinity`.
final class BehaviourReader {
  static final String EVENT = "event";
  static final String AFFINITY = "affinity";
  static final String ATTRIBUTE = "attribute";
  static final String TIMES = "times";
  static final String OCCURRENCE = "occurrence";
  static final String WHERE = "where";
  static final String PREDOMINANTLY = "predominantly";
  static final String AT_LEAST_PERCENT = "at_least_percent";

  private static final List<Operator> WHEN =
      Arrays.stream(Operator.values()).filter(When::isOneOf).toList();
  private static final List<String> EVENT_FIELDS =
      Stream.concat(Stream.of(EVENT, TIMES, OCCURRENCE, WHERE), words(WHEN)).toList();
  private static final List<String> DEGREES = List.of(PREDOMINANTLY, AT_LEAST_PERCENT);

  /// What the value of the attribute may be held against. `between` is here and says when, too.
  private static final List<Operator> LIKED =
      Arrays.stream(Operator.values())
          .filter(operator -> !WHEN.contains(operator) || operator == Operator.BETWEEN)
          .toList();

  private static final List<String> AFFINITY_FIELDS =
      Stream.of(
              Stream.of(AFFINITY, ATTRIBUTE),
              words(LIKED),
              Stream.of(ConditionReader.CASE_SENSITIVE),
              DEGREES.stream(),
              words(WHEN).filter(word -> !word.equals(Operator.BETWEEN.word())))
          .flatMap(Function.identity())
          .toList();
  private static final List<String> BOUNDS =
      Arrays.stream(HowOften.Bound.values()).map(HowOften.Bound::word).toList();

  private final Mistakes mistakes;
  private final ConditionReader conditions;
  private final Function<Located, Rule> whereReader;

  /// @param whereReader reads rules on the attributes of an event
  BehaviourReader(
      Mistakes mistakes, ConditionReader conditions, Function<Located, Rule> whereReader) {
    this.mistakes = mistakes;
    this.conditions = conditions;
    this.whereReader = whereReader;
  }

  private static Stream<String> words(List<Operator> operators) {
    return operators.stream().map(Operator::word);
  }

  /// Null, with a mistake noted, when there is no rule in it.
  @Nullable Rule event(Mapping mapping) {
    for (var name : mapping.names()) {
      if (!EVENT_FIELDS.contains(name)) {
        mapping.mistake(name, unknownBesideEvent(name));
      }
    }
    var event = mapping.text(EVENT, Texts.NAME);
    var when = when(mapping, operators(mapping, WHEN));
    var where = mapping.get(WHERE);
    var wanted = where == null ? null : whereReader.apply(where);
    if (mapping.has(OCCURRENCE)) {
      return occurred(mapping, event, when, wanted);
    }
    var times = times(mapping);
    if (when != null && !isKept(mapping, when)) {
      return null;
    }
    try {
      return new Rule.Done(event, times, when, wanted);
    } catch (IllegalArgumentException tooOften) {
      mapping.mistake(TIMES, String.valueOf(tooOften.getMessage()));
      return null;
    }
  }

  private static String unknownBesideEvent(String name) {
    boolean isOnAttribute = name.equals(ATTRIBUTE) || ConditionReader.isOperator(name);
    return isOnAttribute
        ? "is not for event; conditions on its attributes go into where, such as where:"
            + " [{attribute: category, is: shoes}]"
        : "is not known; " + Spelling.allowed(name, EVENT_FIELDS);
  }

  private @Nullable Rule occurred(
      Mapping mapping, String event, @Nullable When when, @Nullable Rule where) {
    var words = new LinkedHashMap<String, Occurrence>();
    for (var occurrence : Occurrence.values()) {
      words.put(occurrence.word(), occurrence);
    }
    var occurrence = mapping.oneOf(OCCURRENCE, words, Occurrence.FIRST);
    if (mapping.has(TIMES)) {
      mapping.mistake(TIMES, "is not for occurrence, which is about one time");
    }
    if (when == null) {
      if (operators(mapping, WHEN).isEmpty()) {
        mapping.mistake(
            OCCURRENCE, "has no window, must have exactly 1 of " + String.join(", ", words()));
      }
      return null;
    }
    return where == null || isKept(mapping, when)
        ? new Rule.Occurred(event, occurrence, when, where)
        : null;
  }

  private static List<String> words() {
    return words(WHEN).toList();
  }

  private HowOften times(Mapping mapping) {
    var located = mapping.get(TIMES);
    if (located == null) {
      return HowOften.AT_LEAST_ONCE;
    }
    var often = Mapping.of(located, mistakes, BOUNDS);
    var bounds =
        Arrays.stream(HowOften.Bound.values()).filter(bound -> often.has(bound.word())).toList();
    if (bounds.size() != 1) {
      often.mistake(
          "has %d of %s, must have exactly 1 such as {at_least: 3}"
              .formatted(bounds.size(), String.join(", ", BOUNDS)));
      return HowOften.AT_LEAST_ONCE;
    }
    var bound = bounds.getFirst();
    return new HowOften(
        bound, often.whole(bound.word(), bound.least(), bound.least(), HowOften.MAX));
  }

  /// Null, with a mistake noted, when there is no rule in it.
  @Nullable Rule affinity(Mapping mapping) {
    for (var name : mapping.names()) {
      if (!AFFINITY_FIELDS.contains(name)) {
        mapping.mistake(name, "is not known; " + Spelling.allowed(name, AFFINITY_FIELDS));
      }
    }
    var event = mapping.text(AFFINITY, Texts.NAME);
    var attribute = mapping.text(ATTRIBUTE, Texts.ATTRIBUTE);
    var degree = degree(mapping);
    boolean caseSensitive = mapping.flag(ConditionReader.CASE_SENSITIVE, false);
    var liked = new ArrayList<>(operators(mapping, LIKED));
    var when = new ArrayList<>(operators(mapping, WHEN));
    var between =
        liked.contains(Operator.BETWEEN)
            ? conditions.condition(mapping, Operator.BETWEEN, caseSensitive, false)
            : null;
    if (between != null) {
      (Affinity.saysWhen(between) ? liked : when).remove(Operator.BETWEEN);
    }
    var time = when(mapping, when);
    if (!hasOne(mapping, liked) || degree == null || (time != null && !isKept(mapping, time))) {
      return null;
    }
    var condition =
        liked.contains(Operator.BETWEEN)
            ? between
            : conditions.condition(mapping, liked.getFirst(), caseSensitive, false);
    return condition == null
        ? null
        : new Affinity(event, AttributePath.of(attribute), condition, degree, time);
  }

  private static boolean hasOne(Mapping mapping, List<Operator> operators) {
    if (operators.size() == 1) {
      return true;
    }
    mapping.mistake(
        "has %s, must have exactly 1 operator of %s"
            .formatted(
                operators.isEmpty() ? "no operator" : joined(operators),
                String.join(", ", words(LIKED).toList())));
    return false;
  }

  private @Nullable Degree degree(Mapping mapping) {
    var named = DEGREES.stream().filter(mapping::has).toList();
    if (named.size() != 1) {
      mapping.mistake(
          "has %s, must have exactly 1"
              .formatted(
                  named.isEmpty()
                      ? "neither " + String.join(" nor ", DEGREES)
                      : "both " + String.join(" and ", DEGREES)));
      return null;
    }
    if (named.getFirst().equals(PREDOMINANTLY)) {
      if (!mapping.flag(PREDOMINANTLY, true)) {
        mapping.mistake(PREDOMINANTLY, "is false, must be true; for the opposite write not: {…}");
      }
      return new Degree.Predominantly();
    }
    int hundredths = mapping.hundredths(AT_LEAST_PERCENT, 1, 1, Degree.AtLeast.ALL);
    return new Degree.AtLeast(hundredths);
  }

  private static List<Operator> operators(Mapping mapping, List<Operator> wanted) {
    return wanted.stream().filter(operator -> mapping.has(operator.word())).toList();
  }

  private static String joined(List<Operator> operators) {
    return String.join(" and ", words(operators).toList());
  }

  /// Null when nothing says when, or with a mistake noted.
  ///
  /// @param operators those in the mapping that say when
  private @Nullable When when(Mapping mapping, List<Operator> operators) {
    if (operators.isEmpty()) {
      return null;
    }
    var first = operators.getFirst();
    if (operators.size() > 1) {
      mapping.mistake("has %s, at most 1 window".formatted(joined(operators)));
      return null;
    }
    Condition condition = conditions.condition(mapping, first, false, false);
    try {
      return condition == null ? null : When.of(condition);
    } catch (IllegalArgumentException notWhen) {
      mapping.mistake(first.word(), String.valueOf(notWhen.getMessage()));
      return null;
    }
  }

  private static boolean isKept(Mapping mapping, When when) {
    try {
      when.requireKept();
      return true;
    } catch (IllegalArgumentException tooLong) {
      mapping.mistake(when.condition().operator().word(), String.valueOf(tooLong.getMessage()));
      return false;
    }
  }
}
