package dev.attune.server.document;

import dev.attune.engine.audience.Condition;
import dev.attune.engine.audience.Operator;
import dev.attune.engine.audience.Window;
import dev.attune.engine.profile.Numbers;
import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import dev.attune.server.document.Mapping.Located;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what a rule wants a value to be: one operator with its operands.
final class ConditionReader {
  static final String CASE_SENSITIVE = "case_sensitive";

  private static final int MAX_OPERANDS = 100_000;
  private static final int MAX_TEXT = 1_000;
  private static final Map<String, Operator> OPERATORS =
      Arrays.stream(Operator.values())
          .collect(Collectors.toMap(Operator::word, Function.identity()));
  private static final List<String> ALL = words(false);
  private static final List<String> ON_TEXT = words(true);
  private static final List<String> UNITS =
      Arrays.stream(Window.Unit.values()).map(Window.Unit::word).toList();

  private final Mistakes mistakes;
  private final ZoneId zone;

  ConditionReader(Mistakes mistakes, ZoneId zone) {
    this.mistakes = mistakes;
    this.zone = zone;
  }

  static boolean isOperator(String name) {
    return OPERATORS.containsKey(name);
  }

  private static List<String> words(boolean onlyText) {
    return Arrays.stream(Operator.values())
        .filter(operator -> !onlyText || operator.onText())
        .map(Operator::word)
        .toList();
  }

  /// Null, with a mistake noted, when there is no condition in it.
  ///
  /// @param subject the field that says what the rule is about
  /// @param onlyText whether only operators on texts are allowed
  @Nullable Condition read(Mapping mapping, String subject, boolean onlyText) {
    var allowed = onlyText ? ON_TEXT : ALL;
    var named = new ArrayList<Operator>();
    for (var name : mapping.names()) {
      var operator = OPERATORS.get(name);
      if (operator != null && allowed.contains(name)) {
        named.add(operator);
      } else if (operator != null) {
        mapping.mistake(
            name,
            "is not for %s, whose values are text; allowed: %s"
                .formatted(subject, String.join(", ", allowed)));
      } else if (!name.equals(subject) && !name.equals(CASE_SENSITIVE)) {
        mapping.mistake(name, "is not known; " + Spelling.allowed(name, withCase(allowed)));
      }
    }
    boolean caseSensitive = mapping.flag(CASE_SENSITIVE, false);
    if (named.size() != 1) {
      mapping.mistake(
          "has %s, must have exactly 1 operator of %s"
              .formatted(
                  named.isEmpty()
                      ? "no operator"
                      : named.stream().map(Operator::word).collect(Collectors.joining(" and ")),
                  String.join(", ", allowed)));
      return null;
    }
    return condition(mapping, named.getFirst(), caseSensitive, onlyText);
  }

  private static List<String> withCase(List<String> operators) {
    var all = new ArrayList<>(operators);
    all.add(CASE_SENSITIVE);
    return all;
  }

  /// Null, with a mistake noted, when the operator has no operands that it takes.
  @Nullable Condition condition(
      Mapping mapping, Operator operator, boolean caseSensitive, boolean onlyText) {
    var located = mapping.get(operator.word());
    if (located == null) {
      mapping.mistake(operator.word(), "has no value, at least 1");
      return null;
    }
    try {
      return switch (operator) {
        case IN_THE_LAST, IN_THE_NEXT -> {
          if (caseSensitive) {
            mapping.mistake(CASE_SENSITIVE, "is not for " + operator.word());
          }
          var window = window(located);
          yield window == null ? null : Condition.within(operator, window, zone);
        }
        default -> {
          var operands = operands(located);
          if (operands != null
              && onlyText
              && (operator == Operator.IS || operator == Operator.IS_NOT)) {
            operands = asTexts(operands);
          }
          yield operands == null ? null : Condition.of(operator, operands, caseSensitive, zone);
        }
      };
    } catch (IllegalArgumentException refused) {
      mistakes.add(located.at(), located.node(), String.valueOf(refused.getMessage()));
      return null;
    }
  }

  /// Query parameters are texts, `true` too: a flag that is compared with them is its text.
  private static List<Value> asTexts(List<Value> operands) {
    return operands.stream()
        .map(o -> o instanceof Value.Flag(var flag) ? new Value.Text(String.valueOf(flag)) : o)
        .toList();
  }

  private @Nullable Window window(Located located) {
    var mapping = Mapping.of(located, mistakes, UNITS);
    var units =
        Arrays.stream(Window.Unit.values()).filter(unit -> mapping.has(unit.word())).toList();
    if (units.size() != 1) {
      mapping.mistake(
          "has %d units, must have exactly 1 such as {days: 7}".formatted(units.size()));
      return null;
    }
    int count = mapping.whole(units.getFirst().word(), 1, 1, Window.MAX_COUNT);
    return new Window(count, units.getFirst());
  }

  /// Null when one of them is no value.
  private @Nullable List<Value> operands(Located located) {
    var items =
        located.node() instanceof Node.Items
            ? Mapping.items(located, MAX_OPERANDS, mistakes)
            : List.of(located);
    var values = new ArrayList<Value>(items.size());
    for (var item : items) {
      var value = value(item);
      if (value != null) {
        values.add(value);
      }
    }
    return values.size() == items.size() ? values : null;
  }

  private @Nullable Value value(Located located) {
    return switch (located.node()) {
      case Node.Text(var text, _, _) -> {
        if (text.length() > MAX_TEXT) {
          mistakes.add(
              located.at(),
              located.node(),
              "is %,d characters, at most %,d".formatted(text.length(), MAX_TEXT));
          yield null;
        }
        yield Times.valueOf(text, zone);
      }
      case Node.Numeral(var text, _, _) -> {
        double number = Numbers.parse(text);
        if (Double.isNaN(number)) {
          mistakes.add(
              located.at(),
              located.node(),
              "is %s, too long or too large for a number".formatted(located.node().described()));
          yield null;
        }
        yield new Value.Amount(number);
      }
      case Node.Flag(var flag, _, _) -> new Value.Flag(flag);
      case Node.Null _, Node.Items _, Node.Fields _ -> {
        mistakes.add(
            located.at(),
            located.node(),
            "is %s, must be text, a number, true or false".formatted(located.node().described()));
        yield null;
      }
    };
  }
}
