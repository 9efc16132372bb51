package dev.attune.engine.statistics;

/// All that the counts leave possible at 95 %, both ends included.
public record Interval(double low, double high) {

  /// @throws IllegalArgumentException if an end is NaN or the ends are swapped
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from %s to %s".formatted(low, high));
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
