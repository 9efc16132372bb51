package dev.attune.engine.attribution;

/// What a series counts. The figure of a period `[from, to)` is for every measure the same sum: of
/// all cells with `from ≤ day < to` and `other < from`, see docs/counting.md. What the second
/// coordinate is, differs.
///
/// The codes are stored data: a number once given is never given another meaning.
public enum Measure {
  /// Per hour.
  IMPRESSIONS(1, Shape.HOURS),
  /// Per hour.
  CLICKS(2, Shape.HOURS),
  /// Per hour; of an element.
  ELEMENT_CLICKS(3, Shape.HOURS),
  /// People with an impression, each day with their day before.
  UNIQUE_IMPRESSIONS(4, Shape.RANGES),
  /// People with a click, each day with their day before.
  UNIQUE_CLICKS(5, Shape.RANGES),
  /// People who were shown the variation or clicked it, or were held out; each day with their day
  /// before.
  PEOPLE(6, Shape.RANGES),
  /// People by the day of their first impression in the audience, under the variation it was of.
  ASSIGNED(7, Shape.DAYS),
  /// The same people divided as the split then said, in millionths of a person.
  EXPECTED(8, Shape.DAYS),
  /// People who met more than one arm of one audience; of an audience (with an empty variation), or
  /// of the whole experience.
  MULTIPLE(9, Shape.RANGES),
  /// Impressions and clicks received more than a day after they happened, by the day on which they
  /// happened.
  LATE(10, Shape.DAYS),
  /// Impressions and clicks that were stored already, by the day on which they are said to have
  /// happened.
  DUPLICATES(11, Shape.DAYS),
  /// Impressions, clicks and goal events that nobody was counted for, because they came too late.
  UNTRACKED(12, Shape.DAYS),
  /// Per hour of the goal event.
  CONVERSIONS(20, Shape.HOURS),
  /// Thousandths, per hour of the goal event.
  REVENUE(21, Shape.HOURS),
  /// A person once for each day on which they converted.
  UNIQUE_CONVERSIONS(22, Shape.DAYS),
  /// People, each day of a credited touch with their day before.
  CONVERTED(23, Shape.RANGES),
  /// Thousandths, by the day of the credited touch: what [#PEOPLE] of a period brought.
  VALUE(24, Shape.DAYS),
  /// The sum of squares of each person's [#VALUE]: what is above 2^32. See [Squares].
  VALUE_SQUARES_HIGH(25, Shape.RANGES),
  /// The rest of it, 0 to 2^32 - 1 of each cell of each person.
  VALUE_SQUARES_LOW(26, Shape.RANGES),
  /// Goal events before the person's first touch, of [#PEOPLE].
  PRIOR(27, Shape.RANGES),
  /// The sum of squares of each person's [#PRIOR].
  PRIOR_SQUARES(28, Shape.RANGES),
  /// [#PRIOR] of those who [#CONVERTED].
  PRIOR_CONVERTED(29, Shape.RANGES);

  /// What the second coordinate of a cell is.
  public enum Shape {
    /// The hours since the day began, 0 to 24: all of a day's are read.
    HOURS,
    /// Always [Cell#NONE].
    DAYS,
    /// An earlier day or [Cell#NONE]: read if it is before the period.
    RANGES
  }

  private final int code;
  private final Shape shape;

  Measure(int code, Shape shape) {
    this.code = code;
    this.shape = shape;
  }

  public int code() {
    return code;
  }

  public Shape shape() {
    return shape;
  }

  /// @throws IllegalArgumentException if no measure has this code
  public static Measure of(int code) {
    for (var measure : values()) {
      if (measure.code == code) {
        return measure;
      }
    }
    throw new IllegalArgumentException("measure " + code);
  }
}
