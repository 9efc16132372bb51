package dev.attune.engine.vectors;

import dev.attune.engine.audience.AttributePath;
import dev.attune.engine.audience.Condition;
import dev.attune.engine.audience.HowOften;
import dev.attune.engine.audience.Occurrence;
import dev.attune.engine.audience.Operator;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Rule.Degree;
import dev.attune.engine.audience.Rule.DevicePart;
import dev.attune.engine.audience.Rule.PlacePart;
import dev.attune.engine.audience.When;
import dev.attune.engine.audience.Window;
import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Rules and values as a workspace document writes them.
///
/// @param zone the workspace's
record WrittenRules(ZoneId zone) {
  private static final Set<String> WHEN = Set.of("in_the_last", "before", "after", "on", "between");

  Rule rule(JsonNode written) {
    if (written.size() == 0) {
      throw new IllegalArgumentException("an empty rule");
    }
    var subject = written.propertyNames().iterator().next();
    var value = written.get(subject);
    if (subject.equals("attribute")) {
      return new Rule.Attribute(AttributePath.of(value.stringValue()), condition(written, subject));
    }
    if (subject.equals("query")) {
      return new Rule.Query(value.stringValue(), condition(written, subject));
    }
    if (subject.equals("event")) {
      return event(written);
    }
    if (subject.equals("affinity")) {
      return affinity(written);
    }
    Vectors.allowOnly(written, Set.of(subject));
    return switch (subject) {
      case "everyone" -> new Rule.Everyone();
      case "all" -> new Rule.All(Vectors.each(value, this::rule));
      case "any" -> new Rule.Any(Vectors.each(value, this::rule));
      case "not" -> new Rule.Not(rule(value));
      case "segment" -> new Rule.InSegment(value.stringValue());
      case "day" ->
          new Rule.OnDay(
              Vectors.texts(value).stream().map(WrittenRules::day).collect(Collectors.toSet()));
      case "hour" ->
          new Rule.InHour(
              Vectors.texts(value).stream().map(Integer::valueOf).collect(Collectors.toSet()));
      case "country" -> new Rule.AtPlace(PlacePart.COUNTRY, Set.copyOf(Vectors.texts(value)));
      case "region" -> new Rule.AtPlace(PlacePart.REGION, Set.copyOf(Vectors.texts(value)));
      case "city" -> new Rule.AtPlace(PlacePart.CITY, Set.copyOf(Vectors.texts(value)));
      case "device" -> new Rule.OnDevice(DevicePart.TYPE, Set.copyOf(Vectors.texts(value)));
      case "os" -> new Rule.OnDevice(DevicePart.OS, Set.copyOf(Vectors.texts(value)));
      case "browser" -> new Rule.OnDevice(DevicePart.BROWSER, Set.copyOf(Vectors.texts(value)));
      case "visitor" -> new Rule.NewVisitor(visitorIsNew(value.stringValue()));
      default -> throw new IllegalArgumentException("unknown subject in " + written);
    };
  }

  private Rule event(JsonNode written) {
    var event = written.get("event").stringValue();
    var when = when(written, words(written, "event", "times", "occurrence", "where"));
    var where = written.get("where");
    var wanted =
        where == null
            ? null
            : where.isArray() ? new Rule.All(Vectors.each(where, this::rule)) : rule(where);
    if (written.has("occurrence")) {
      if (written.has("times")) {
        throw new IllegalArgumentException("times beside occurrence in " + written);
      }
      var occurrence = written.get("occurrence").stringValue();
      return new Rule.Occurred(
          event,
          Occurrence.valueOf(occurrence.toUpperCase(Locale.ROOT)),
          Objects.requireNonNull(when),
          wanted);
    }
    return new Rule.Done(event, often(written.get("times")), when, wanted);
  }

  private static HowOften often(@Nullable JsonNode times) {
    if (times == null) {
      return HowOften.AT_LEAST_ONCE;
    }
    var bound = times.propertyNames().iterator().next();
    Vectors.allowOnly(times, Set.of(bound));
    return new HowOften(
        HowOften.Bound.valueOf(bound.toUpperCase(Locale.ROOT)), times.get(bound).intValue());
  }

  private Rule affinity(JsonNode written) {
    var words =
        words(
            written,
            "affinity",
            "attribute",
            "predominantly",
            "at_least_percent",
            "case_sensitive");
    var times = words.stream().filter(word -> saysWhen(word, written.get(word))).toList();
    words.removeAll(times);
    if (words.size() != 1) {
      throw new IllegalArgumentException("not one operator in " + written);
    }
    var percent = written.get("at_least_percent");
    return new Rule.Affinity(
        written.get("affinity").stringValue(),
        AttributePath.of(written.get("attribute").stringValue()),
        condition(written, words.getFirst(), false),
        percent == null
            ? new Degree.Predominantly()
            : new Degree.AtLeast(
                percent.decimalValue().multiply(BigDecimal.valueOf(100)).intValueExact()),
        when(written, times));
  }

  private static boolean saysWhen(String word, JsonNode operand) {
    return WHEN.contains(word) && (!word.equals("between") || operand.get(0).isString());
  }

  private @Nullable When when(JsonNode written, List<String> words) {
    if (words.size() > 1) {
      throw new IllegalArgumentException("more than one window in " + written);
    }
    return words.isEmpty() ? null : When.of(condition(written, words.getFirst(), false));
  }

  private static List<String> words(JsonNode written, String... others) {
    var words = new ArrayList<>(written.propertyNames());
    words.removeAll(List.of(others));
    return words;
  }

  static DayOfWeek day(String name) {
    return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static boolean visitorIsNew(String word) {
    return switch (word) {
      case "new" -> true;
      case "returning" -> false;
      default -> throw new IllegalArgumentException("no such visitor: " + word);
    };
  }

  private Condition condition(JsonNode written, String subject) {
    var words = words(written, subject, "case_sensitive");
    if (words.size() != 1) {
      throw new IllegalArgumentException("not one operator in " + written);
    }
    return condition(written, words.getFirst(), subject.equals("query"));
  }

  private Condition condition(JsonNode written, String word, boolean onQuery) {
    boolean caseSensitive = written.path("case_sensitive").asBoolean(false);
    var operator = operator(word);
    var operand = written.get(word);
    if (operator == Operator.IN_THE_LAST || operator == Operator.IN_THE_NEXT) {
      var unit = operand.propertyNames().iterator().next();
      var window =
          new Window(
              operand.get(unit).intValue(), Window.Unit.valueOf(unit.toUpperCase(Locale.ROOT)));
      return Condition.within(operator, window, zone);
    }
    var operands = operand.isArray() ? Vectors.each(operand, this::value) : List.of(value(operand));
    boolean flagged = operator == Operator.EXISTS || operator == Operator.IS_EMPTY;
    if (onQuery && !flagged) {
      operands = operands.stream().map(WrittenRules::asQueryWritesIt).toList();
    }
    return Condition.of(operator, operands, caseSensitive, zone);
  }

  /// A query parameter is always text, so `is: true` means the text.
  private static Value asQueryWritesIt(Value operand) {
    return operand instanceof Value.Flag(var flag)
        ? new Value.Text(Boolean.toString(flag))
        : operand;
  }

  private static Operator operator(String word) {
    for (var operator : Operator.values()) {
      if (operator.word().equals(word)) {
        return operator;
      }
    }
    throw new IllegalArgumentException("unknown operator " + word);
  }

  Value value(JsonNode written) {
    return switch (written.getNodeType()) {
      case STRING -> Times.valueOf(written.stringValue(), zone);
      case NUMBER -> new Value.Amount(written.doubleValue());
      case BOOLEAN -> new Value.Flag(written.booleanValue());
      case ARRAY -> new Value.Array(Vectors.each(written, this::value));
      case OBJECT -> {
        var fields = new LinkedHashMap<String, Value>();
        written.properties().forEach(e -> fields.put(e.getKey(), value(e.getValue())));
        yield new Value.Fields(fields);
      }
      case NULL, BINARY, POJO, MISSING ->
          throw new IllegalArgumentException("no attribute value: " + written);
    };
  }
}
