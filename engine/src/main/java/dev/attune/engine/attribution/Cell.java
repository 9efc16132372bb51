package dev.attune.engine.attribution;

/// Where in a series a number is.
///
/// @param day days since 1970-01-01, of the workspace's time zone; what happened before then is on
///   day 0
/// @param other see [Measure.Shape]
public record Cell(int day, int other) {

  /// Before every day.
  public static final int NONE = -1;
}
