package dev.attune.benchmarks.report;

/// What a number may be at the most, or must be at the least.
public sealed interface Budget {

  /// Measured and printed only.
  record None() implements Budget {}

  /// The measured number itself.
  record AtMost(double limit) implements Budget {}

  /// The measured number itself.
  record AtLeast(double limit) implements Budget {}

  /// Measured divided by reference.
  record RatioAtLeast(double limit) implements Budget {}

  /// Measured divided by reference.
  record RatioAtMost(double limit) implements Budget {}

  None NONE = new None();
}
