package dev.attune.engine.audience;

import com.google.re2j.Pattern;
import dev.attune.engine.audience.ValueTest.Doubles;
import dev.attune.engine.audience.ValueTest.Span;
import dev.attune.engine.profile.Numbers;
import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Turns the operands of a condition into the test it makes, or says what they should have been.
final class Operands {
  private Operands() {}

  static ValueTest test(Operator operator, List<Value> operands, boolean cased, ZoneId zone) {
    if (operands.isEmpty()) {
      throw new IllegalArgumentException(operator.word() + " has no value, at least 1");
    }
    return switch (operator) {
      case IS, IS_NOT -> oneOf(operator, operands, cased);
      case CONTAINS, DOES_NOT_CONTAIN ->
          new ValueTest.Contains(parts(operator, operands, cased), cased);
      case STARTS_WITH -> new ValueTest.StartsWith(parts(operator, operands, cased), cased);
      case ENDS_WITH -> new ValueTest.EndsWith(parts(operator, operands, cased), cased);
      case MATCHES -> new ValueTest.Matches(patterns(operands, cased));
      case LESS_THAN, BEFORE, GREATER_THAN, AFTER, AT_LEAST, AT_MOST ->
          bounded(operator, single(operator, operands), zone);
      case BETWEEN, NOT_BETWEEN -> between(operator, operands);
      case ON -> new ValueTest.TimeIn(operands.stream().map(v -> day(operator, v, zone)).toList());
      case EXISTS -> new ValueTest.Exists();
      case IS_EMPTY -> new ValueTest.Empty(flag(operator, operands));
      case IN_THE_LAST, IN_THE_NEXT ->
          throw new IllegalArgumentException(operator.word() + " takes a window such as {days: 7}");
    };
  }

  static boolean flag(Operator operator, List<Value> operands) {
    if (single(operator, operands) instanceof Value.Flag(var flag)) {
      return flag;
    }
    throw new IllegalArgumentException(operator.word() + " takes true or false");
  }

  private static Value single(Operator operator, List<Value> operands) {
    if (operands.size() != 1) {
      throw new IllegalArgumentException(
          "%s has %d values, exactly 1".formatted(operator.word(), operands.size()));
    }
    return operands.getFirst();
  }

  private static ValueTest oneOf(Operator operator, List<Value> operands, boolean cased) {
    var texts = new HashSet<String>();
    var numbers = new ArrayList<Double>();
    var numerals = new ArrayList<Double>();
    var flags = new HashSet<Boolean>();
    var times = new HashSet<Instant>();
    for (var operand : operands) {
      switch (operand) {
        case Value.Text(var text) -> {
          texts.add(text);
          texts.add(cased ? text : Fold.of(text));
          double number = Numbers.parse(text);
          if (!Double.isNaN(number)) {
            numerals.add(number);
          }
        }
        case Value.Amount(var amount) -> {
          numbers.add(amount);
          numerals.add(amount);
        }
        case Value.Flag(var flag) -> flags.add(flag);
        case Value.Time(var text, var at) -> {
          texts.add(text);
          texts.add(cased ? text : Fold.of(text));
          times.add(at);
        }
        case Value.Array _, Value.Fields _ ->
            throw new IllegalArgumentException(
                operator.word() + " takes text, numbers, true or false, and date-times");
      }
    }
    // Not Set.copyOf for the texts: it probes neighbour by neighbour, and ids that count upwards
    // have
    // neighbouring hashes.
    return new ValueTest.OneOf(
        texts,
        new Doubles(numbers),
        new Doubles(numerals),
        Set.copyOf(flags),
        Set.copyOf(times),
        cased);
  }

  private static List<String> parts(Operator operator, List<Value> operands, boolean cased) {
    return operands.stream()
        .map(operand -> cased ? text(operator, operand) : Fold.of(text(operator, operand)))
        .toList();
  }

  private static String text(Operator operator, Value operand) {
    return switch (operand) {
      case Value.Text(var text) -> text;
      case Value.Time(var text, _) -> text;
      case Value.Amount(var amount) -> Numbers.text(amount);
      case Value.Flag _, Value.Array _, Value.Fields _ ->
          throw new IllegalArgumentException(operator.word() + " takes text");
    };
  }

  private static List<Pattern> patterns(List<Value> operands, boolean cased) {
    return operands.stream().map(o -> Patterns.compile(text(Operator.MATCHES, o), cased)).toList();
  }

  private static ValueTest bounded(Operator operator, Value bound, ZoneId zone) {
    boolean onlyTimes = operator == Operator.BEFORE || operator == Operator.AFTER;
    if (bound instanceof Value.Time time) {
      return new ValueTest.TimeIn(List.of(span(operator, time, zone)));
    }
    double number = onlyTimes ? Double.NaN : number(bound);
    if (Double.isNaN(number)) {
      throw new IllegalArgumentException(
          operator.word() + " takes " + (onlyTimes ? "" : "a number or ") + "a date or date-time");
    }
    return switch (operator) {
      case LESS_THAN -> new ValueTest.NumberIn(Double.NEGATIVE_INFINITY, number);
      case AT_MOST -> new ValueTest.NumberIn(Double.NEGATIVE_INFINITY, Math.nextUp(number));
      case GREATER_THAN -> new ValueTest.NumberIn(Math.nextUp(number), Double.POSITIVE_INFINITY);
      default -> new ValueTest.NumberIn(number, Double.POSITIVE_INFINITY);
    };
  }

  /// Before and after a date leave out the whole day.
  private static Span span(Operator operator, Value.Time bound, ZoneId zone) {
    boolean afterDay = operator == Operator.AFTER && Times.isDateOnly(bound.text());
    return switch (operator) {
      case LESS_THAN, BEFORE -> new Span(Instant.MIN, bound.at());
      case AT_MOST -> new Span(Instant.MIN, next(bound.at()));
      case AT_LEAST -> new Span(bound.at(), Instant.MAX);
      default ->
          new Span(afterDay ? day(operator, bound, zone).to() : next(bound.at()), Instant.MAX);
    };
  }

  private static Instant next(Instant at) {
    return at.plus(Duration.ofNanos(1));
  }

  private static Span day(Operator operator, Value operand, ZoneId zone) {
    if (operand instanceof Value.Time(_, var at)) {
      var day = at.atZone(zone).toLocalDate();
      return new Span(
          day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
    }
    throw new IllegalArgumentException(operator.word() + " takes a date or date-time");
  }

  private static ValueTest between(Operator operator, List<Value> operands) {
    if (operands.size() != 2) {
      throw new IllegalArgumentException(
          "%s has %d values, exactly 2: low and high".formatted(operator.word(), operands.size()));
    }
    if (operands.getFirst() instanceof Value.Time(_, var from)
        && operands.getLast() instanceof Value.Time(_, var to)
        && !to.isBefore(from)) {
      return new ValueTest.TimeIn(List.of(new Span(from, to)));
    }
    double low = number(operands.getFirst());
    double high = number(operands.getLast());
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          operator.word() + " takes two numbers or two dates, the lower one first");
    }
    return new ValueTest.NumberIn(low, high);
  }

  private static double number(Value operand) {
    return switch (operand) {
      case Value.Amount(var amount) -> amount;
      case Value.Text(var text) -> Numbers.parse(text);
      case Value.Flag _, Value.Time _, Value.Array _, Value.Fields _ -> Double.NaN;
    };
  }
}
