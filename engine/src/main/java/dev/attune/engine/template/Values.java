package dev.attune.engine.template;

import dev.attune.engine.profile.Numbers;
import dev.attune.engine.profile.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values that expressions come to: null for what is undefined or `none`, else a Boolean, a
/// Long, a Double, a String, a [Value.Time], a List or a Map with String keys of these. A
/// [Value.Time] is its text except where two are compared or one is formatted.
final class Values {
  private static final double EXACT_WHOLE = 9_007_199_254_740_992.0; // 2^53

  /// From and below these, numbers are written with an exponent, as Python does.
  private static final double MAX_PLAIN = 1e16;

  private static final double MIN_PLAIN = 1e-4;

  /// No text longer than this, in chars, is taken for a number.
  private static final int MAX_NUMBER = 60;

  private Values() {}

  static Object of(Value value) {
    return switch (value) {
      case Value.Text text -> text.text();
      case Value.Amount amount -> number(amount.amount());
      case Value.Flag flag -> flag.flag();
      case Value.Time time -> time;
      case Value.Array array -> FieldsView.list(array.items());
      case Value.Fields fields -> new FieldsView(fields.fields(), false);
    };
  }

  /// Whole numbers become Long, so that they are written without a point.
  private static Object number(double amount) {
    return amount == Math.rint(amount) && Math.abs(amount) <= EXACT_WHOLE
        ? (Object) (long) amount
        : (Object) amount;
  }

  static boolean truth(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean flag -> flag;
      case Long whole -> whole != 0;
      case Double real -> real != 0;
      case String text -> !text.isEmpty();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  /// The text of what is not a list or map; null if it is one.
  static @Nullable String plainText(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> text;
      case Long whole -> Long.toString(whole);
      case Boolean flag -> flag ? "true" : "false";
      case Double real -> realText(real);
      case Value.Time time -> time.text();
      default -> null;
    };
  }

  static String text(@Nullable Object value, Budget budget) {
    var plain = plainText(value);
    if (plain != null) {
      return plain;
    }
    var text = new StringBuilder();
    append(text, value, budget);
    budget.spendOnChars(text.length());
    return text.toString();
  }

  /// Appends a value's text; lists and maps are written as Python does, `['a', 1]` and `{'a': 1}`.
  static void append(StringBuilder to, @Nullable Object value, Budget budget) {
    var plain = plainText(value);
    if (plain == null) {
      appendInside(to, value, budget, 0);
    } else {
      Budget.checkLength((long) to.length() + plain.length());
      to.append(plain);
    }
  }

  private static void appendInside(
      StringBuilder to, @Nullable Object value, Budget budget, int depth) {
    budget.spend(1);
    Budget.checkNesting(depth);
    switch (value) {
      case null -> to.append("null");
      case List<?> list -> {
        to.append('[');
        String separator = "";
        for (var item : list) {
          to.append(separator);
          appendInside(to, item, budget, depth + 1);
          separator = ", ";
        }
        to.append(']');
      }
      case Map<?, ?> map -> {
        to.append('{');
        String separator = "";
        for (var entry : map.entrySet()) {
          to.append(separator);
          appendQuoted(to, String.valueOf(entry.getKey()));
          to.append(": ");
          appendInside(to, entry.getValue(), budget, depth + 1);
          separator = ", ";
        }
        to.append('}');
      }
      case String text -> appendQuoted(to, text);
      case Value.Time time -> appendQuoted(to, time.text());
      default -> to.append(plainText(value));
    }
    Budget.checkLength(to.length());
  }

  private static void appendQuoted(StringBuilder to, String text) {
    Budget.checkLength((long) to.length() + text.length());
    to.append('\'');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\'' -> to.append("\\'");
        case '\\' -> to.append("\\\\");
        case '\n' -> to.append("\\n");
        case '\r' -> to.append("\\r");
        case '\t' -> to.append("\\t");
        default -> to.append(c);
      }
    }
    to.append('\'');
  }

  /// As Python writes a float: `3.0`, `12345678.5`, `1e+16`.
  static String realText(double real) {
    double size = Math.abs(real);
    var text = Double.toString(real);
    int exponent = text.indexOf('E');
    if (exponent < 0) {
      return text;
    }
    if (size >= MIN_PLAIN && size < MAX_PLAIN) {
      var plain = new BigDecimal(text).toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    var digits = text.substring(0, exponent);
    if (digits.endsWith(".0")) {
      digits = digits.substring(0, digits.length() - 2);
    }
    int power = Integer.parseInt(text, exponent + 1, text.length(), 10);
    var padded = Math.abs(power) < 10 ? "0" + Math.abs(power) : Integer.toString(Math.abs(power));
    return digits + (power < 0 ? "e-" : "e+") + padded;
  }

  /// A number as Long or Double; a Boolean counts as 1 or 0, text as the JSON number it spells.
  /// Null for all else.
  static @Nullable Number number(@Nullable Object value) {
    return switch (value) {
      case Long whole -> whole;
      case Double real -> real;
      case Boolean flag -> flag ? 1L : 0L;
      case String text -> text.length() <= MAX_NUMBER ? parse(text.strip()) : null;
      case null, default -> null;
    };
  }

  private static @Nullable Number parse(String text) {
    double number = Numbers.parse(text);
    if (Double.isNaN(number)) {
      return null;
    }
    boolean written = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    return written && Math.abs(number) <= EXACT_WHOLE ? (Number) (long) number : (Number) number;
  }

  /// Numbers are equal by what they are worth, also when one of the two is text (`'5' == 5.0`).
  static boolean equal(@Nullable Object left, @Nullable Object right, Budget budget) {
    return equal(left, right, budget, 0);
  }

  private static boolean equal(
      @Nullable Object left, @Nullable Object right, Budget budget, int depth) {
    budget.spend(1);
    Budget.checkNesting(depth);
    if (left == null || right == null) {
      return left == null && right == null;
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return equalLists(a, b, budget, depth);
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return equalMaps(a, b, budget, depth);
    }
    if (left instanceof Boolean flag && right instanceof String text) {
      return flag.toString().equalsIgnoreCase(text);
    }
    if (left instanceof String text && right instanceof Boolean flag) {
      return flag.toString().equalsIgnoreCase(text);
    }
    var order = compare(left, right, budget);
    return order != null && order == 0;
  }

  private static boolean equalLists(List<?> left, List<?> right, Budget budget, int depth) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i), budget, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right, Budget budget, int depth) {
    if (left.size() != right.size()) {
      return false;
    }
    for (var entry : left.entrySet()) {
      if (!right.containsKey(entry.getKey())
          || !equal(entry.getValue(), right.get(entry.getKey()), budget, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  /// Negative, zero or positive; null where the two have no order, such as a list and a number.
  static @Nullable Integer compare(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Value.Time a && right instanceof Value.Time b) {
      return a.at().compareTo(b.at());
    }
    var a = left instanceof Value.Time time ? time.text() : left;
    var b = right instanceof Value.Time time ? time.text() : right;
    if (a instanceof String x && b instanceof String y) {
      budget.spendOnChars(Math.min(x.length(), y.length()));
      return x.compareTo(y);
    }
    var x = number(a);
    var y = number(b);
    return x == null || y == null ? null : Integer.valueOf(compareNumbers(x, y));
  }

  static int compareNumbers(Number left, Number right) {
    return left instanceof Long a && right instanceof Long b
        ? Long.compare(a, b)
        // 0.0 and -0.0 are equal to everybody but Double.compare.
        : Double.compare(left.doubleValue() + 0.0, right.doubleValue() + 0.0);
  }
}
