package dev.attune.engine.audience;

import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One operator with its operands: what a rule wants a value to be.
///
/// Prepared once, when it is published: operands are folded, sorted, parsed and compiled. Asking
/// [#holds] allocates nothing for numbers and for ASCII text without capitals.
public final class Condition {
  private final Operator operator;
  private final List<Value> operands;
  private final @Nullable Window window;
  private final boolean caseSensitive;
  private final ZoneId zone;
  private final boolean negative;
  private final ValueTest test;

  private Condition(
      Operator operator,
      List<Value> operands,
      @Nullable Window window,
      boolean caseSensitive,
      ZoneId zone,
      boolean negative,
      ValueTest test) {
    this.operator = operator;
    this.operands = List.copyOf(operands);
    this.window = window;
    this.caseSensitive = caseSensitive;
    this.zone = zone;
    this.negative = negative;
    this.test = test;
  }

  /// A condition on values.
  ///
  /// @param operands what the value is compared with: one, or several of which any may hold. Two
  ///   for `between`; one [Value.Flag] for `exists` and `is_empty`
  /// @param zone the workspace's, for operators on days
  /// @throws IllegalArgumentException if the operator does not take these operands; the message
  ///   says what it takes
  public static Condition of(
      Operator operator, List<Value> operands, boolean caseSensitive, ZoneId zone) {
    boolean negative =
        switch (operator) {
          case EXISTS -> !Operands.flag(operator, operands);
          default -> operator.negative();
        };
    var test = Operands.test(operator, operands, caseSensitive, zone);
    return new Condition(operator, operands, null, caseSensitive, zone, negative, test);
  }

  /// A condition that a date-time lies in a window that ends (`in_the_last`) or begins
  /// (`in_the_next`) now.
  ///
  /// @param zone the workspace's
  public static Condition within(Operator operator, Window window, ZoneId zone) {
    var test =
        switch (operator) {
          case IN_THE_LAST -> new ValueTest.InTheLast(window, zone);
          case IN_THE_NEXT -> new ValueTest.InTheNext(window, zone);
          default -> throw new IllegalArgumentException(operator.word() + " takes no window");
        };
    return new Condition(operator, List.of(), window, false, zone, false, test);
  }

  /// Whether a value is as wanted. An array is when any of its elements is; for a negative
  /// operator, when none is.
  ///
  /// @param seen absent when there is no such attribute
  public boolean holds(@Nullable Value seen, Instant now) {
    return test.holds(seen, now) != negative;
  }

  public Operator operator() {
    return operator;
  }

  /// As given; empty for a window.
  public List<Value> operands() {
    return operands;
  }

  public @Nullable Window window() {
    return window;
  }

  public boolean caseSensitive() {
    return caseSensitive;
  }

  /// Whether it holds exactly where a positive one does not.
  boolean negative() {
    return negative;
  }

  ValueTest test() {
    return test;
  }

  /// The workspace's.
  ZoneId zone() {
    return zone;
  }

  /// Equal conditions were made of equal arguments.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Condition that
        && operator == that.operator
        && caseSensitive == that.caseSensitive
        && operands.equals(that.operands)
        && Objects.equals(window, that.window)
        && zone.equals(that.zone);
  }

  @Override
  public int hashCode() {
    return Objects.hash(operator, operands, window, caseSensitive);
  }
}
