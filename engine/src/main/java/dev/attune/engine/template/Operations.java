package dev.attune.engine.template;

import dev.attune.engine.profile.Value;
import dev.attune.engine.template.Expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The operators. What has no meaning, such as a list minus a text, division by zero or arithmetic
/// with something undefined, comes to null.
final class Operations {
  private Operations() {}

  static @Nullable Object apply(
      Operator operator, @Nullable Object left, @Nullable Object right, Budget budget) {
    return switch (operator) {
      case ADD -> add(left, right, budget);
      case MULTIPLY -> multiply(left, right, budget);
      case SUBTRACT, DIVIDE, DIVIDE_DOWN, REMAINDER, POWER -> calculate(operator, left, right);
      case CONCATENATE -> concatenate(left, right, budget);
      case EQUAL -> Values.equal(left, right, budget);
      case NOT_EQUAL -> !Values.equal(left, right, budget);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> compare(operator, left, right, budget);
      case IN -> contains(right, left, budget);
      case NOT_IN -> !contains(right, left, budget);
    };
  }

  private static @Nullable Object add(
      @Nullable Object left, @Nullable Object right, Budget budget) {
    if (left == null || right == null) {
      return null;
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      budget.spend(a.size() + b.size());
      var both = new ArrayList<@Nullable Object>(a);
      both.addAll(b);
      return both;
    }
    if (isText(left) || isText(right)) {
      return concatenate(left, right, budget);
    }
    return calculate(Operator.ADD, left, right);
  }

  private static boolean isText(Object value) {
    return value instanceof String || value instanceof Value.Time;
  }

  private static String concatenate(@Nullable Object left, @Nullable Object right, Budget budget) {
    var a = Values.text(left, budget);
    var b = Values.text(right, budget);
    Budget.checkLength((long) a.length() + b.length());
    budget.spendOnChars(a.length() + b.length());
    return a.concat(b);
  }

  private static @Nullable Object multiply(
      @Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof String text && right instanceof Long times) {
      return repeat(text, times, budget);
    }
    if (left instanceof Long times && right instanceof String text) {
      return repeat(text, times, budget);
    }
    return calculate(Operator.MULTIPLY, left, right);
  }

  private static String repeat(String text, long times, Budget budget) {
    if (times <= 0 || text.isEmpty()) {
      return "";
    }
    Budget.checkLength(times > Budget.MAX_CHARS ? times : times * text.length());
    budget.spendOnChars((int) times * text.length());
    return text.repeat((int) times);
  }

  private static @Nullable Object calculate(
      Operator operator, @Nullable Object left, @Nullable Object right) {
    var a = Values.number(left);
    var b = Values.number(right);
    if (a == null || b == null) {
      return null;
    }
    if (a instanceof Long x && b instanceof Long y && operator != Operator.DIVIDE) {
      var whole = calculateWhole(operator, x, y);
      if (whole != null) {
        return whole;
      }
    }
    return finite(calculateReal(operator, a.doubleValue(), b.doubleValue()));
  }

  /// Null when the result is not whole or too large for a long.
  private static @Nullable Long calculateWhole(Operator operator, long a, long b) {
    try {
      return switch (operator) {
        case ADD -> Math.addExact(a, b);
        case SUBTRACT -> Math.subtractExact(a, b);
        case MULTIPLY -> Math.multiplyExact(a, b);
        case DIVIDE_DOWN -> b == 0 ? null : Long.valueOf(Math.floorDiv(a, b));
        case REMAINDER -> b == 0 ? null : Long.valueOf(Math.floorMod(a, b));
        case POWER -> b < 0 || b > Integer.MAX_VALUE ? null : Long.valueOf(power(a, (int) b));
        default -> null;
      };
    } catch (ArithmeticException tooLarge) {
      return null;
    }
  }

  /// @throws ArithmeticException if it is too large for a long
  private static long power(long base, int exponent) {
    if (exponent > 64 && base != 0 && Math.abs(base) != 1) {
      throw new ArithmeticException("too large");
    }
    long result = 1;
    // 0, 1 and -1 repeat themselves, so that here too 64 rounds are enough.
    for (int i = exponent > 64 ? exponent % 2 == 0 ? 2 : 1 : exponent; i > 0; i--) {
      result = Math.multiplyExact(result, base);
    }
    return result;
  }

  private static double calculateReal(Operator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case DIVIDE_DOWN -> Math.floor(a / b);
      case REMAINDER -> a - b * Math.floor(a / b);
      case POWER -> Math.pow(a, b);
      default -> Double.NaN;
    };
  }

  /// The number, or null when it is none that JSON could carry.
  static @Nullable Object finite(double number) {
    return Double.isFinite(number) ? (Object) number : null;
  }

  static @Nullable Object negate(@Nullable Object value) {
    var number = Values.number(value);
    if (number instanceof Long whole && whole != Long.MIN_VALUE) {
      return -whole;
    }
    return number == null ? null : finite(-number.doubleValue());
  }

  private static boolean compare(
      Operator operator, @Nullable Object left, @Nullable Object right, Budget budget) {
    var order = Values.compare(left, right, budget);
    if (order == null) {
      return false;
    }
    return switch (operator) {
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      default -> false;
    };
  }

  private static boolean contains(
      @Nullable Object container, @Nullable Object item, Budget budget) {
    if (container instanceof List<?> list) {
      for (var each : list) {
        if (Values.equal(each, item, budget)) {
          return true;
        }
      }
      return false;
    }
    if (item == null) {
      return false;
    }
    if (container instanceof Map<?, ?> map) {
      return map.containsKey(Values.text(item, budget));
    }
    if (container instanceof String || container instanceof Value.Time) {
      var text = Values.text(container, budget);
      var sought = Values.text(item, budget);
      budget.spendOnSearch(text, sought);
      return text.contains(sought);
    }
    return false;
  }

  /// What stands in a list, text or map under an index, which may count from the end, or a name.
  static @Nullable Object entry(@Nullable Object of, @Nullable Object index, Budget budget) {
    if (of instanceof Map<?, ?> map) {
      return entryOf(map, index);
    }
    if (!(Values.number(index) instanceof Long at) || index instanceof Boolean) {
      return null;
    }
    if (of instanceof List<?> list) {
      int position = position(at, list.size());
      return position < 0 ? null : list.get(position);
    }
    if (of instanceof String text) {
      budget.spendOnChars(text.length());
      int position = position(at, text.codePointCount(0, text.length()));
      return position < 0
          ? null
          : Character.toString(text.codePointAt(text.offsetByCodePoints(0, position)));
    }
    return null;
  }

  private static @Nullable Object entryOf(Map<?, ?> map, @Nullable Object index) {
    var key = Values.plainText(index);
    if (key == null) {
      return null;
    }
    var value = map.get(key);
    if (value == null && map instanceof FieldsView fields) {
      return fields.byDisplayName(key);
    }
    return value;
  }

  private static int position(long index, int size) {
    long position = index < 0 ? index + size : index;
    return position >= 0 && position < size ? (int) position : -1;
  }

  /// `of[from:to]` of a list or text, as in Python; null where a bound is left out.
  static @Nullable Object slice(
      @Nullable Object of, @Nullable Object from, @Nullable Object to, Budget budget) {
    return switch (of) {
      case List<?> list -> {
        int start = bound(from, 0, list.size());
        int end = bound(to, list.size(), list.size());
        budget.spend(Math.max(0, end - start));
        yield start < end ? new ArrayList<@Nullable Object>(list.subList(start, end)) : List.of();
      }
      case String text -> {
        budget.spendOnChars(text.length());
        int length = text.codePointCount(0, text.length());
        int start = bound(from, 0, length);
        int end = bound(to, length, length);
        yield start < end
            ? text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end))
            : "";
      }
      case null, default -> null;
    };
  }

  private static int bound(@Nullable Object value, int otherwise, int size) {
    if (!(Values.number(value) instanceof Long index)) {
      return otherwise;
    }
    return Math.clamp(index < 0 ? index + size : index, 0, size);
  }

  static boolean divides(@Nullable Object number, @Nullable Object by) {
    return number instanceof Long a && by instanceof Long b && b != 0 && a % b == 0;
  }
}
