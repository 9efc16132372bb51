package dev.attune.engine.attribution;

import dev.attune.engine.audience.AttributePath;
import dev.attune.engine.audience.Rule;
import dev.attune.engine.audience.Rules;
import dev.attune.engine.profile.Numbers;
import dev.attune.engine.profile.Value;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an experience is to bring people to do.
///
/// @param name unique in the experience; the sums are kept under it, so a goal that is changed but
///   not renamed goes on in the same sums
/// @param event such as `Order Placed`
/// @param rule about the attributes of the event; null: every event of that name
/// @param revenue where in the event's attributes the amount is; null: the goal has no revenue
/// @param window how long after a touch the event may happen, [#MIN_WINDOW] to [#MAX_WINDOW], in
///   whole minutes
/// @param attribution by which rule it is reported where nobody asks for another; all three are
///   counted
public record Goal(
    String name,
    String event,
    @Nullable Rule rule,
    @Nullable AttributePath revenue,
    Duration window,
    Attribution attribution) {

  /// How many an experience may have.
  public static final int MOST = 5;

  public static final Duration MIN_WINDOW = Duration.ofHours(1);
  public static final Duration MAX_WINDOW = Duration.ofDays(60);

  /// Amounts that are further from zero than this are not counted.
  public static final double MAX_AMOUNT = 1e9;

  private static final double THOUSAND = 1_000;

  /// @throws IllegalArgumentException if the name is blank, the window out of range, or the rule
  ///   about anything but attributes
  public Goal {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a goal has a name");
    }
    if (window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
      throw new IllegalArgumentException(
          "the window of goal %s is %d minutes, %d to %d"
              .formatted(name, window.toMinutes(), MIN_WINDOW.toMinutes(), MAX_WINDOW.toMinutes()));
    }
    if (rule != null && !isAboutAttributes(rule)) {
      throw new IllegalArgumentException(
          "the rule of goal " + name + " may look at attributes of the event only");
    }
  }

  private static boolean isAboutAttributes(Rule rule) {
    return switch (rule) {
      case Rule.Everyone _, Rule.Attribute _ -> true;
      case Rule.All(var rules) -> rules.stream().allMatch(Goal::isAboutAttributes);
      case Rule.Any(var rules) -> rules.stream().allMatch(Goal::isAboutAttributes);
      case Rule.Not(var inner) -> isAboutAttributes(inner);
      default -> false;
    };
  }

  /// Whether the event is one that this goal is about. Windows in the rule end when it happened.
  public boolean isReachedBy(Deed deed) {
    return deed.name().equals(event)
        && (rule == null
            || Rules.matches(rule, deed.attributes(), Instant.ofEpochMilli(deed.at())));
  }

  /// What the event brought, in thousandths, rounded to the nearest; 0 where it names no amount of
  /// at most [#MAX_AMOUNT].
  public long amountOf(Deed deed) {
    double amount =
        switch (revenue == null ? null : revenue.in(deed.attributes())) {
          case Value.Amount(var number) -> number;
          case Value.Text(var text) -> Numbers.parse(text);
          case null, default -> 0;
        };
    return Math.abs(amount) <= MAX_AMOUNT ? (long) Math.rint(amount * THOUSAND) : 0;
  }
}
