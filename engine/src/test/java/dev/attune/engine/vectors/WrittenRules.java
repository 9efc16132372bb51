package dev.attune.engine.vectors;

import dev.attune.engine.audience.AttributePath;
import dev.attune.engine.audience.Condition;
import dev.attune.engine.audience.Operator;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Rule.DevicePart;
import dev.attune.engine.audience.Rule.PlacePart;
import dev.attune.engine.audience.Window;
import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Rules and values as a workspace document writes them.
///
/// @param zone the workspace's
record WrittenRules(ZoneId zone) {

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
    boolean caseSensitive = written.path("case_sensitive").asBoolean(false);
    var words = new ArrayList<>(written.propertyNames());
    words.removeAll(List.of(subject, "case_sensitive"));
    if (words.size() != 1) {
      throw new IllegalArgumentException("not one operator in " + written);
    }
    var operator = operator(words.getFirst());
    var operand = written.get(words.getFirst());
    if (operator == Operator.IN_THE_LAST || operator == Operator.IN_THE_NEXT) {
      var unit = operand.propertyNames().iterator().next();
      var window =
          new Window(
              operand.get(unit).intValue(), Window.Unit.valueOf(unit.toUpperCase(Locale.ROOT)));
      return Condition.within(operator, window, zone);
    }
    var operands = operand.isArray() ? Vectors.each(operand, this::value) : List.of(value(operand));
    boolean flagged = operator == Operator.EXISTS || operator == Operator.IS_EMPTY;
    if (subject.equals("query") && !flagged) {
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
