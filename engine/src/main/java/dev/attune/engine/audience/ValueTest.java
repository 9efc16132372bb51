package dev.attune.engine.audience;

import com.google.re2j.Pattern;
import dev.attune.engine.profile.Numbers;
import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The positive half of a [Condition], prepared for asking.
sealed interface ValueTest {

  /// The value is there, whatever it holds.
  record Exists() implements ValueTest {}

  /// The value is there, and is an empty text, array or object, if `empty`; else is anything else.
  record Empty(boolean empty) implements ValueTest {}

  /// Any of these.
  ///
  /// Two texts are never compared as numbers: `1e3` and `1000`, or two ids of 17 digits that are
  /// the same double, are different texts.
  ///
  /// @param texts as published and, unless case counts, folded too: who is spelled like the rule is
  ///   found without folding
  /// @param numbers what a numeric text is compared with
  /// @param numerals what a number is compared with: `numbers`, and the numeric texts
  record OneOf(
      Set<String> texts,
      Doubles numbers,
      Doubles numerals,
      Set<Boolean> flags,
      Set<Instant> times,
      boolean cased)
      implements ValueTest {}

  record Contains(List<String> parts, boolean cased) implements ValueTest {}

  record StartsWith(List<String> parts, boolean cased) implements ValueTest {}

  record EndsWith(List<String> parts, boolean cased) implements ValueTest {}

  record Matches(List<Pattern> patterns) implements ValueTest {}

  /// `low <= number < high`; infinite where there is no bound.
  record NumberIn(double low, double high) implements ValueTest {}

  /// `from <= time < to` for any of the spans.
  record TimeIn(List<Span> spans) implements ValueTest {}

  record InTheLast(Window window, ZoneId zone) implements ValueTest {}

  record InTheNext(Window window, ZoneId zone) implements ValueTest {}

  record Span(Instant from, Instant to) {}

  /// Sorted numbers, of which -0.0 and 0.0 are one; a class so that a record may hold an array.
  final class Doubles {
    private final double[] ascending;

    Doubles(List<Double> numbers) {
      ascending = numbers.stream().mapToDouble(number -> number + 0.0).sorted().toArray();
    }

    boolean has(double number) {
      return ascending.length > 0 && Arrays.binarySearch(ascending, number + 0.0) >= 0;
    }

    boolean isEmpty() {
      return ascending.length == 0;
    }
  }

  default boolean holds(@Nullable Value seen, Instant now) {
    return switch (this) {
      case Exists _ -> seen != null;
      case Empty(var empty) -> seen != null && isEmpty(seen) == empty;
      default -> {
        if (seen instanceof Value.Array(var items)) {
          for (int i = 0; i < items.size(); i++) {
            if (holdsForOne(items.get(i), now)) {
              yield true;
            }
          }
          yield false;
        }
        yield seen != null && holdsForOne(seen, now);
      }
    };
  }

  private boolean holdsForOne(Value seen, Instant now) {
    return switch (this) {
      case OneOf oneOf -> isOneOf(oneOf, seen);
      case Contains(var parts, var cased) -> {
        var text = text(seen, cased);
        yield text != null && any(parts, text::contains);
      }
      case StartsWith(var parts, var cased) -> {
        var text = text(seen, cased);
        yield text != null && any(parts, text::startsWith);
      }
      case EndsWith(var parts, var cased) -> {
        var text = text(seen, cased);
        yield text != null && any(parts, text::endsWith);
      }
      case Matches(var patterns) -> {
        var text = text(seen, true);
        yield text != null && any(patterns, pattern -> pattern.matcher(text).find());
      }
      case NumberIn(var low, var high) -> {
        double number = number(seen);
        yield number >= low && number < high;
      }
      case TimeIn(var spans) ->
          seen instanceof Value.Time(_, var at)
              && any(spans, span -> !at.isBefore(span.from()) && at.isBefore(span.to()));
      case InTheLast(var window, var zone) ->
          seen instanceof Value.Time(_, var at)
              && !at.isAfter(now)
              && !at.isBefore(window.start(now, zone));
      case InTheNext(var window, var zone) ->
          seen instanceof Value.Time(_, var at)
              && !at.isBefore(now)
              && at.isBefore(window.end(now, zone));
      case Exists _, Empty _ -> throw new IllegalStateException("asked of the whole value only");
    };
  }

  private static boolean isOneOf(OneOf wanted, Value seen) {
    return switch (seen) {
      case Value.Text(var text) ->
          isOneOf(wanted, text)
              || (!wanted.numbers.isEmpty() && wanted.numbers.has(Numbers.parse(text)));
      case Value.Amount(var amount) -> wanted.numerals.has(amount);
      case Value.Flag(var flag) -> wanted.flags.contains(flag);
      case Value.Time(var text, var at) -> isOneOf(wanted, text) || wanted.times.contains(at);
      case Value.Array _, Value.Fields _ -> false;
    };
  }

  private static boolean isOneOf(OneOf wanted, String text) {
    if (wanted.texts.contains(text)) {
      return true;
    }
    var folded = wanted.cased ? text : Fold.of(text);
    return !folded.equals(text) && wanted.texts.contains(folded);
  }

  /// The text to search in; null for what is no text. A number is searched as it is written.
  private static @Nullable String text(Value seen, boolean cased) {
    return switch (seen) {
      case Value.Text(var text) -> cased ? text : Fold.of(text);
      case Value.Time(var text, _) -> cased ? text : Fold.of(text);
      case Value.Amount(var amount) -> Numbers.text(amount);
      case Value.Flag _, Value.Array _, Value.Fields _ -> null;
    };
  }

  /// NaN, which lies in no range, for what is no number.
  private static double number(Value seen) {
    return switch (seen) {
      case Value.Amount(var amount) -> amount;
      case Value.Text(var text) -> Numbers.parse(text);
      case Value.Flag _, Value.Time _, Value.Array _, Value.Fields _ -> Double.NaN;
    };
  }

  private static boolean isEmpty(Value seen) {
    return switch (seen) {
      case Value.Text(var text) -> text.isEmpty();
      case Value.Array(var items) -> items.isEmpty();
      case Value.Fields(var fields) -> fields.isEmpty();
      case Value.Amount _, Value.Flag _, Value.Time _ -> false;
    };
  }

  private static <T> boolean any(List<T> wanted, Predicate<T> holds) {
    for (int i = 0; i < wanted.size(); i++) {
      if (holds.test(wanted.get(i))) {
        return true;
      }
    }
    return false;
  }
}
