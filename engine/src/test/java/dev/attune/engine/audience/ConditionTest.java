package dev.attune.engine.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.Dice;
import dev.attune.engine.profile.Times;
import dev.attune.engine.profile.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What each operator means is in `vectors/decisions/operators.jsonc` and `times.jsonc`. Here every
/// operator is held against an oracle that prepares nothing: it compares each operand with each
/// element, letters by the JDK's patterns, numbers as decimals, and days by the wall clock.
class ConditionTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Beirut");
  private static final Instant NOW = Instant.parse("2026-03-29T10:30:00Z");
  private static final String LETTERS = "aAbBéÉσΣςяЯ1";
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  @Test
  void everyOperatorAgreesWithTheOracleOnEveryKindOfValue() {
    Dice.roll(
        1,
        100_000,
        dice -> {
          var operator = dice.pick(Operator.values());
          if (operator != Operator.IN_THE_LAST && operator != Operator.IN_THE_NEXT) {
            boolean cased = dice.oneIn(3);
            var operands = operands(dice, operator);
            var seen = dice.oneIn(8) ? null : value(dice, 1);
            var condition = Condition.of(operator, operands, cased, ZONE);
            assertThat(condition.holds(seen, NOW))
                .as("%s %s of %s, cased: %s", operator, operands, seen, cased)
                .isEqualTo(oracle(operator, operands, cased, seen));
          }
        });
  }

  @Test
  void aNegativeOperatorHoldsExactlyWhereItsPositiveOneDoesNot() {
    Dice.roll(
        2,
        30_000,
        dice -> {
          var operator = dice.pick(Operator.IS, Operator.CONTAINS, Operator.BETWEEN);
          var operands = operands(dice, operator);
          var seen = dice.oneIn(8) ? null : value(dice, 2);
          var positive = Condition.of(operator, operands, false, ZONE);
          var negative = Condition.of(opposite(operator), operands, false, ZONE);
          assertThat(negative.holds(seen, NOW)).isNotEqualTo(positive.holds(seen, NOW));
        });
  }

  private static Operator opposite(Operator positive) {
    return switch (positive) {
      case IS -> Operator.IS_NOT;
      case CONTAINS -> Operator.DOES_NOT_CONTAIN;
      default -> Operator.NOT_BETWEEN;
    };
  }

  @Test
  void neverThrowsWhateverTheValue() {
    Dice.roll(
        3,
        50_000,
        dice -> {
          var operator = dice.pick(Operator.values());
          var condition =
              operator == Operator.IN_THE_LAST || operator == Operator.IN_THE_NEXT
                  ? Condition.within(operator, new Window(3, Window.Unit.DAYS), ZONE)
                  : Condition.of(operator, operands(dice, operator), dice.coin(), ZONE);
          var text = new Value.Text(dice.anyText(30));
          assertThat(condition.holds(text, NOW)).isIn(true, false);
          assertThat(condition.holds(new Value.Array(List.of(text)), NOW)).isIn(true, false);
          assertThat(
                  condition.holds(new Value.Amount(Double.longBitsToDouble(dice.anyLong())), NOW))
              .isIn(true, false);
          assertThat(condition.holds(new Value.Time("", dice.pick(Instant.MIN, Instant.MAX)), NOW))
              .isIn(true, false);
        });
  }

  @Test
  void aListOfTenThousandIdsFindsEachOfThemAndNoOther() {
    var ids = new ArrayList<Value>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(new Value.Text("User_" + i * 2));
    }
    var condition = Condition.of(Operator.IS, ids, false, ZONE);
    for (int i = 0; i < 20_000; i++) {
      assertThat(condition.holds(new Value.Text("user_" + i), NOW)).isEqualTo(i % 2 == 0);
    }
  }

  @Test
  void theLargestNumbersHaveNothingBeyondThem() {
    var largest = new Value.Amount(Double.MAX_VALUE);
    assertThat(holds(Operator.AT_MOST, largest, largest)).isTrue();
    assertThat(holds(Operator.GREATER_THAN, largest, largest)).isFalse();
    assertThat(holds(Operator.AT_LEAST, largest, largest)).isTrue();
    assertThat(holds(Operator.LESS_THAN, largest, largest)).isFalse();
  }

  @Test
  void operandsThatAnOperatorDoesNotTakeAreRefusedWithWhatItTakes() {
    refused(() -> of(Operator.IS), "is has no value, at least 1");
    refused(
        () -> of(Operator.LESS_THAN, text("1"), text("2")), "less_than has 2 values, exactly 1");
    refused(
        () -> of(Operator.LESS_THAN, text("x")), "less_than takes a number or a date or date-time");
    refused(() -> of(Operator.BEFORE, text("1")), "before takes a date or date-time");
    refused(() -> of(Operator.BEFORE, new Value.Amount(1)), "before takes a date or date-time");
    refused(() -> of(Operator.ON, text("1")), "on takes a date or date-time");
    refused(() -> of(Operator.BETWEEN, text("1")), "between has 1 values, exactly 2: low and high");
    refused(
        () -> of(Operator.BETWEEN, text("2"), text("1")),
        "between takes two numbers or two dates, the lower one first");
    refused(
        () -> of(Operator.NOT_BETWEEN, time("2026-02-01"), time("2026-01-01")),
        "not_between takes two numbers or two dates, the lower one first");
    refused(
        () -> of(Operator.BETWEEN, text("1"), time("2026-01-01")),
        "between takes two numbers or two dates, the lower one first");
    refused(() -> of(Operator.EXISTS, text("true")), "exists takes true or false");
    refused(() -> of(Operator.IS_EMPTY, text("true")), "is_empty takes true or false");
    refused(() -> of(Operator.CONTAINS, new Value.Flag(true)), "contains takes text");
    refused(
        () -> of(Operator.IS, new Value.Array(List.of())),
        "is takes text, numbers, true or false, and date-times");
    refused(
        () -> of(Operator.IN_THE_LAST, text("1")), "in_the_last takes a window such as {days: 7}");
  }

  private static void refused(ThrowingCallable made, String message) {
    assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static boolean holds(Operator operator, Value operand, Value seen) {
    return of(operator, operand).holds(seen, NOW);
  }

  private static Condition of(Operator operator, Value... operands) {
    return Condition.of(operator, List.of(operands), false, ZONE);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value time(String text) {
    return Times.valueOf(text, ZONE);
  }

  private static Value scalar(Dice dice) {
    return dice.make(
        () -> text(dice.text(LETTERS, 3)),
        () -> text(dice.text("01.e-", 3)),
        () -> text(dice.pick("true", "1e1", "10", "10.0", "010", "90071992547409931", "")),
        () -> new Value.Amount(dice.pick(0.0, -0.0, 1.0, 10.0, 11.0, -1.5, 9.007199254740994E+16)),
        () -> new Value.Amount(dice.between(-3, 12)),
        () -> new Value.Flag(dice.coin()),
        () -> moment(dice));
  }

  /// Close to the night in which the clocks of Beirut skip midnight.
  private static Value moment(Dice dice) {
    return dice.make(
        () -> time("2026-03-" + dice.between(26, 31)),
        () -> time("2026-03-%02dT%02d:30:00Z".formatted(dice.between(26, 31), dice.below(24))),
        () -> time("2026-03-28T" + dice.pick("21:59:59.999999999", "22:00:00", "22:00:01") + "Z"),
        () -> time("2026-03-29T00:00:00+02:00"));
  }

  private static Value value(Dice dice, int depth) {
    if (depth == 0 || !dice.oneIn(4)) {
      return scalar(dice);
    }
    return dice.coin()
        ? new Value.Array(dice.some(3, () -> value(dice, depth - 1)))
        : new Value.Fields(dice.coin() ? Map.of() : Map.of("a", scalar(dice)));
  }

  private static List<Value> operands(Dice dice, Operator operator) {
    return switch (operator) {
      case IS, IS_NOT -> dice.atLeastOne(4, () -> scalar(dice));
      case CONTAINS, DOES_NOT_CONTAIN, STARTS_WITH, ENDS_WITH ->
          dice.atLeastOne(
              3,
              () ->
                  dice.make(
                      () -> text(dice.text(LETTERS, 2)),
                      () -> new Value.Amount(dice.below(3)),
                      () -> moment(dice)));
      case MATCHES ->
          dice.atLeastOne(
              2, () -> text(dice.pick("^a", "b$", "[a-b]+1", "^.?$", "A|1", "^é", "1.*0", "^$")));
      case LESS_THAN, GREATER_THAN, AT_LEAST, AT_MOST ->
          List.of(dice.make(() -> number(dice), () -> moment(dice)));
      case BEFORE, AFTER -> List.of(moment(dice));
      case ON -> dice.atLeastOne(3, () -> moment(dice));
      case BETWEEN, NOT_BETWEEN -> {
        int low = dice.between(-2, 12);
        yield dice.coin()
            ? List.of(new Value.Amount(low), text(Integer.toString(low + dice.below(4))))
            : List.of(time("2026-03-27"), time("2026-03-" + dice.between(27, 31)));
      }
      case EXISTS, IS_EMPTY -> List.of(new Value.Flag(dice.coin()));
      case IN_THE_LAST, IN_THE_NEXT -> List.of();
    };
  }

  private static Value number(Dice dice) {
    return dice.make(
        () -> new Value.Amount(dice.between(-2, 12)),
        () -> new Value.Amount(dice.pick(0.0, -0.0, 0.5)),
        () -> text(dice.pick("0", "1", "1e1", "10.0", "-1.5")));
  }

  // The oracle.

  private static boolean oracle(
      Operator operator, List<Value> operands, boolean cased, @Nullable Value seen) {
    boolean flag = operands.getFirst().equals(new Value.Flag(true));
    if (operator == Operator.EXISTS) {
      return flag == (seen != null);
    }
    if (operator == Operator.IS_EMPTY) {
      var empties = List.of(text(""), new Value.Array(List.of()), new Value.Fields(Map.of()));
      return seen != null && flag == empties.contains(seen);
    }
    var elements =
        seen == null
            ? List.<Value>of()
            : seen instanceof Value.Array(var items) ? items : List.of(seen);
    return switch (operator) {
      case IS_NOT -> elements.stream().noneMatch(e -> any(Operator.IS, operands, cased, e));
      case DOES_NOT_CONTAIN ->
          elements.stream().noneMatch(e -> any(Operator.CONTAINS, operands, cased, e));
      case NOT_BETWEEN -> elements.stream().noneMatch(e -> isBetween(e, operands));
      case BETWEEN -> elements.stream().anyMatch(e -> isBetween(e, operands));
      default -> elements.stream().anyMatch(e -> any(operator, operands, cased, e));
    };
  }

  private static boolean any(Operator operator, List<Value> operands, boolean cased, Value seen) {
    return operands.stream().anyMatch(operand -> one(operator, operand, cased, seen));
  }

  private static boolean one(Operator operator, Value operand, boolean cased, Value seen) {
    return switch (operator) {
      case IS -> isSame(operand, cased, seen);
      case CONTAINS -> finds("", operand, "", cased, seen);
      case STARTS_WITH -> finds("\\A", operand, "", cased, seen);
      case ENDS_WITH -> finds("", operand, "\\z", cased, seen);
      case MATCHES -> {
        var text = written(seen);
        int flags = cased ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        yield text != null
            && Pattern.compile(((Value.Text) operand).text(), flags).matcher(text).find();
      }
      case LESS_THAN -> order(seen, operand) == Order.LESS;
      case GREATER_THAN -> order(seen, operand) == Order.MORE;
      case AT_LEAST -> order(seen, operand) == Order.MORE || order(seen, operand) == Order.SAME;
      case AT_MOST -> order(seen, operand) == Order.LESS || order(seen, operand) == Order.SAME;
      case BEFORE -> seen instanceof Value.Time && order(seen, operand) == Order.LESS;
      case AFTER ->
          seen instanceof Value.Time(_, var at)
              && order(seen, operand) == Order.MORE
              && !(((Value.Time) operand).text().length() == 10
                  && dayOf(at).equals(dayOf(((Value.Time) operand).at())));
      case ON ->
          seen instanceof Value.Time(_, var at)
              && dayOf(at).equals(dayOf(((Value.Time) operand).at()));
      default -> throw new IllegalArgumentException(operator.word());
    };
  }

  private static boolean isSame(Value operand, boolean cased, Value seen) {
    if (operand instanceof Value.Flag || seen instanceof Value.Flag) {
      return operand.equals(seen);
    }
    boolean bothTexts = !(operand instanceof Value.Amount) && !(seen instanceof Value.Amount);
    return bothTexts
        ? finds("\\A", operand, "\\z", cased, seen)
            || (order(seen, operand) == Order.SAME && seen instanceof Value.Time)
        : order(seen, operand) == Order.SAME;
  }

  private static boolean finds(
      String before, Value operand, String after, boolean cased, Value seen) {
    var text = written(seen);
    var part = written(operand);
    int flags = cased ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return text != null
        && part != null
        && Pattern.compile(before + Pattern.quote(part) + after, flags).matcher(text).find();
  }

  private static boolean isBetween(Value seen, List<Value> bounds) {
    var low = order(seen, bounds.getFirst());
    return (low == Order.MORE || low == Order.SAME) && order(seen, bounds.getLast()) == Order.LESS;
  }

  private enum Order {
    LESS,
    SAME,
    MORE,
    NONE
  }

  private static Order order(Value seen, Value operand) {
    if (seen instanceof Value.Time(_, var at) && operand instanceof Value.Time(_, var other)) {
      return order(at.compareTo(other));
    }
    var number = decimal(seen);
    var other = decimal(operand);
    return number == null || other == null ? Order.NONE : order(number.compareTo(other));
  }

  private static Order order(int comparison) {
    return comparison < 0 ? Order.LESS : comparison == 0 ? Order.SAME : Order.MORE;
  }

  private static @Nullable BigDecimal decimal(Value value) {
    return switch (value) {
      case Value.Amount(var amount) -> new BigDecimal(amount);
      case Value.Text(var text) when NUMBER.matcher(text).matches() ->
          new BigDecimal(new BigDecimal(text).doubleValue());
      default -> null;
    };
  }

  private static @Nullable String written(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Time(var text, _) -> text;
      case Value.Amount(var amount) ->
          amount == Math.rint(amount) && Math.abs(amount) < 1e15
              ? new BigDecimal(amount).toBigInteger().toString()
              : Double.toString(amount);
      case Value.Flag _, Value.Array _, Value.Fields _ -> null;
    };
  }

  private static LocalDate dayOf(Instant at) {
    return LocalDate.ofInstant(at, ZONE);
  }
}
