package dev.attune.engine.template;

import dev.attune.engine.profile.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the filters do. A filter that makes no sense of its subject gives null or, where Jinja has
/// one, its neutral answer (`int` 0, `length` 0).
final class Filters {
  private static final int MAX_PRECISION = 15;

  private Filters() {}

  /// @param arguments one per parameter of the filter; null where not given
  static @Nullable Object apply(
      Filter filter, @Nullable Object subject, @Nullable Object[] arguments, Budget budget) {
    return switch (filter) {
      case UPPER,
          LOWER,
          CAPITALIZE,
          TITLE,
          TRIM,
          STRIPTAGS,
          REPLACE,
          TRUNCATE,
          WORDCOUNT,
          STRING,
          ESCAPE,
          SPLIT,
          BASE64ENCODE,
          BASE64DECODE,
          URLENCODE,
          URLDECODE ->
          onText(filter, subject, arguments, budget);
      case SAFE -> subject;
      case LENGTH -> length(subject, budget);
      case FIRST -> Operations.entry(sequence(subject, budget), 0L, budget);
      case LAST -> Operations.entry(sequence(subject, budget), -1L, budget);
      case JOIN -> join(subject, arguments[0], arguments[1], budget);
      case REVERSE -> reverse(subject, budget);
      case SORT -> sort(subject, arguments, budget);
      case UNIQUE -> subject == null ? null : unique(items(subject, budget), budget);
      case LIST -> list(subject, budget);
      case MAP -> pluck(items(subject, budget), arguments[0], budget);
      case SUM -> sum(pluck(items(subject, budget), arguments[0], budget), arguments[1], budget);
      case MIN -> extreme(items(subject, budget), -1, budget);
      case MAX -> extreme(items(subject, budget), 1, budget);
      case ROUND -> round(Values.number(subject), arguments[0], arguments[1]);
      case INT -> toWhole(subject, arguments[0]);
      case FLOAT -> toReal(subject, arguments[0]);
      case ABS -> abs(Values.number(subject));
      case DEFAULT, DATE_FORMATTER, DATE_TIME_FORMATTER ->
          throw new IllegalStateException(filter + " is an expression of its own");
    };
  }

  private static @Nullable Object onText(
      Filter filter, @Nullable Object subject, @Nullable Object[] arguments, Budget budget) {
    // Something missing stays missing, so that a default after the filter still takes its place.
    if (subject == null) {
      return filter == Filter.WORDCOUNT ? (Object) 0L : null;
    }
    var text = Values.text(subject, budget);
    budget.spendOnChars(text.length());
    var made =
        switch (filter) {
          case UPPER -> Texts.upper(text);
          case LOWER -> Texts.lower(text);
          case CAPITALIZE -> Texts.capitalize(text);
          case TITLE -> Texts.title(text);
          case TRIM -> text.strip();
          case STRIPTAGS -> Texts.withoutTags(text);
          case REPLACE -> replace(text, arguments, budget);
          case TRUNCATE -> truncate(text, arguments, budget);
          case WORDCOUNT -> (Object) (long) Texts.words(text).size();
          case ESCAPE -> Texts.escape(text);
          case SPLIT -> split(text, arguments[0], arguments[1], budget);
          case BASE64ENCODE -> Encodings.toBase64(text);
          case BASE64DECODE -> Encodings.fromBase64(text);
          case URLENCODE -> Encodings.toUrl(text);
          case URLDECODE -> Encodings.fromUrl(text);
          default -> text;
        };
    if (made instanceof String result) {
      Budget.checkLength(result.length());
    }
    return made;
  }

  private static String replace(String text, @Nullable Object[] arguments, Budget budget) {
    var old = Values.text(arguments[0], budget);
    budget.spendOnSearch(text, old);
    return Texts.replace(text, old, Values.text(arguments[1], budget), whole(arguments[2], -1));
  }

  private static String truncate(String text, @Nullable Object[] arguments, Budget budget) {
    var end = arguments[2] == null ? "..." : Values.text(arguments[2], budget);
    return Texts.truncate(
        text, whole(arguments[0], 255), Values.truth(arguments[1]), end, whole(arguments[3], 5));
  }

  private static List<String> split(
      String text, @Nullable Object separator, @Nullable Object max, Budget budget) {
    var between = separator == null ? "" : Values.text(separator, budget);
    budget.spendOnSearch(text, between);
    int most = whole(max, 0);
    var parts = Texts.split(text, between, most <= 0 ? Integer.MAX_VALUE : most);
    budget.spend(parts.size());
    return parts;
  }

  private static int whole(@Nullable Object value, int otherwise) {
    var number = Values.number(value);
    return number == null ? otherwise : (int) number.doubleValue();
  }

  /// What a loop goes over: a list, the keys of a map, the characters of a text, else nothing.
  static List<@Nullable Object> items(@Nullable Object value, Budget budget) {
    return switch (value) {
      case List<?> list -> Collections.unmodifiableList(list);
      case Map<?, ?> map -> {
        budget.spend(map.size());
        yield new ArrayList<@Nullable Object>(map.keySet());
      }
      case String text -> {
        budget.spend(text.length());
        yield text.codePoints().<@Nullable Object>mapToObj(Character::toString).toList();
      }
      case null, default -> List.of();
    };
  }

  static List<@Nullable Object> pairs(Map<?, ?> map, Budget budget) {
    budget.spend(map.size());
    var pairs = new ArrayList<@Nullable Object>(map.size());
    for (var entry : map.entrySet()) {
      pairs.add(Arrays.<@Nullable Object>asList(entry.getKey(), entry.getValue()));
    }
    return pairs;
  }

  /// As [Operations#entry] wants it: a map by its keys.
  private static @Nullable Object sequence(@Nullable Object value, Budget budget) {
    return value instanceof Map<?, ?> ? items(value, budget) : value;
  }

  /// A copy, because views of views would make each look slower.
  private static List<@Nullable Object> list(@Nullable Object value, Budget budget) {
    var items = items(value, budget);
    budget.spend(items.size());
    return new ArrayList<>(items);
  }

  private static long length(@Nullable Object value, Budget budget) {
    return switch (value) {
      case String text -> {
        budget.spendOnChars(text.length());
        yield text.codePointCount(0, text.length());
      }
      case Value.Time time -> time.text().length();
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case null, default -> 0;
    };
  }

  private static @Nullable Object join(
      @Nullable Object subject,
      @Nullable Object separator,
      @Nullable Object attribute,
      Budget budget) {
    if (!(subject instanceof List<?>
        || subject instanceof Map<?, ?>
        || subject instanceof String)) {
      return subject;
    }
    var between = Values.text(separator, budget);
    var joined = new StringBuilder();
    boolean first = true;
    for (var item : pluck(items(subject, budget), attribute, budget)) {
      budget.spend(1);
      if (!first) {
        joined.append(between);
      }
      first = false;
      Values.append(joined, item, budget);
    }
    Budget.checkLength(joined.length());
    budget.spendOnChars(joined.length());
    return joined.toString();
  }

  private static @Nullable Object reverse(@Nullable Object subject, Budget budget) {
    return switch (subject) {
      case List<?> list -> {
        var reversed = list(list, budget);
        Collections.reverse(reversed);
        yield reversed;
      }
      case String text -> {
        budget.spendOnChars(text.length());
        yield new StringBuilder(text).reverse().toString();
      }
      case null, default -> subject;
    };
  }

  /// Numbers by what they are worth, before all else by its text, in any case unless told.
  private static @Nullable Object sort(
      @Nullable Object subject, @Nullable Object[] arguments, Budget budget) {
    if (subject == null) {
      return null;
    }
    var sorted = new ArrayList<>(items(subject, budget));
    // Merge sort compares each item about log2(n) times.
    budget.spend(sorted.size() * (33 - Integer.numberOfLeadingZeros(sorted.size())));
    boolean caseSensitive = Values.truth(arguments[1]);
    Comparator<Key> order =
        (a, b) ->
            a.number() != null && b.number() != null
                ? Values.compareNumbers(a.number(), b.number())
                : a.number() != null || b.number() != null
                    ? Boolean.compare(a.number() == null, b.number() == null)
                    : a.text().compareTo(b.text());
    var keys = new ArrayList<Key>(sorted.size());
    for (var item : sorted) {
      keys.add(Key.of(item, arguments[2], caseSensitive, budget));
    }
    keys.sort(Values.truth(arguments[0]) ? order.reversed() : order);
    sorted.clear();
    for (var key : keys) {
      sorted.add(key.item());
    }
    return sorted;
  }

  /// What an item is sorted by: its number, else its text.
  private record Key(@Nullable Object item, @Nullable Number number, String text) {
    static Key of(
        @Nullable Object item, @Nullable Object attribute, boolean caseSensitive, Budget budget) {
      var by = attribute == null ? item : Operations.entry(item, attribute, budget);
      if (by instanceof Number number) {
        return new Key(item, number, "");
      }
      var text = Values.text(by, budget);
      budget.spendOnChars(text.length() * 8);
      return new Key(item, null, caseSensitive ? text : Texts.lower(text));
    }
  }

  private static List<@Nullable Object> unique(List<@Nullable Object> items, Budget budget) {
    var seen = new HashSet<Object>();
    var unique = new ArrayList<@Nullable Object>();
    for (var item : items) {
      budget.spend(1);
      Object key =
          switch (item) {
            case null -> List.of();
            case Boolean flag -> flag;
            case Long whole -> whole.doubleValue();
            case Double real -> real + 0.0;
            default -> Values.text(item, budget);
          };
      if (seen.add(key)) {
        unique.add(item);
      }
    }
    return unique;
  }

  private static List<@Nullable Object> pluck(
      List<@Nullable Object> items, @Nullable Object attribute, Budget budget) {
    if (attribute == null) {
      return items;
    }
    var plucked = new ArrayList<@Nullable Object>(items.size());
    for (var item : items) {
      budget.spend(1);
      plucked.add(Operations.entry(item, attribute, budget));
    }
    return plucked;
  }

  /// What is not a number counts as nothing.
  private static @Nullable Object sum(
      List<@Nullable Object> items, @Nullable Object start, Budget budget) {
    Object sum = start == null ? 0L : start;
    for (var item : items) {
      budget.spend(1);
      var number = Values.number(item);
      if (number != null) {
        sum = Operations.apply(Expression.Operator.ADD, sum, number, budget);
      }
    }
    return sum;
  }

  private static @Nullable Object extreme(List<@Nullable Object> items, int sign, Budget budget) {
    Object best = null;
    for (var item : items) {
      budget.spend(1);
      var order = best == null ? null : Values.compare(item, best, budget);
      if (best == null || (order != null && Integer.signum(order) == sign)) {
        best = item;
      }
    }
    return best;
  }

  /// Half is rounded away from zero. Without a precision the result is whole.
  private static @Nullable Object round(
      @Nullable Number number, @Nullable Object precision, @Nullable Object method) {
    if (number == null || number instanceof Long) {
      return number;
    }
    var mode =
        "ceil".equals(method)
            ? RoundingMode.CEILING
            : "floor".equals(method) ? RoundingMode.FLOOR : RoundingMode.HALF_UP;
    int digits = Math.clamp(whole(precision, 0), 0, MAX_PRECISION);
    var rounded = BigDecimal.valueOf(number.doubleValue()).setScale(digits, mode);
    if (digits == 0 && rounded.unscaledValue().bitLength() < Long.SIZE) {
      return rounded.longValue();
    }
    return rounded.doubleValue();
  }

  private static Object toWhole(@Nullable Object value, @Nullable Object otherwise) {
    var number = Values.number(value);
    if (number == null) {
      return otherwise == null ? (Object) 0L : otherwise;
    }
    return number instanceof Long ? number : (Object) (long) number.doubleValue();
  }

  private static Object toReal(@Nullable Object value, @Nullable Object otherwise) {
    var number = Values.number(value);
    if (number == null) {
      return otherwise == null ? (Object) 0.0 : otherwise;
    }
    return number.doubleValue();
  }

  private static @Nullable Object abs(@Nullable Number number) {
    if (number instanceof Long whole && whole != Long.MIN_VALUE) {
      return Math.abs(whole);
    }
    return number == null ? null : (Object) Math.abs(number.doubleValue());
  }
}
