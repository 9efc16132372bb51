package dev.attune.engine.statistics;

/// What people brought in, each of them counted with the sum of all that they did: revenue per
/// person. Those who brought nothing count with 0.
///
/// @param people shown the variation; in the control group: assigned to it
/// @param sum over all people
/// @param sumOfSquares of each person's amount
public record Amounts(long people, double sum, double sumOfSquares) {

  /// A smaller part than this of the sum of squares is what rounding leaves of equal amounts.
  static final double ROUNDING = 1e-10;

  /// More than this the mean squared cannot exceed the mean of the squares by rounding.
  private static final double IMPOSSIBLE = 1 + 1e-6;

  /// @throws IllegalArgumentException if people or squares are negative, a sum is not finite, or no
  ///   people could have these sums
  public Amounts {
    if (people < 0
        || sumOfSquares < 0
        || !Double.isFinite(sum + sumOfSquares)
        || (people == 0 ? sum != 0 : sum * (sum / people) > sumOfSquares * IMPOSSIBLE)) {
      throw new IllegalArgumentException(
          "%d people brought %s, their squares %s".formatted(people, sum, sumOfSquares));
    }
  }

  /// @param spread as [#spread()] gives it
  static Amounts ofSpread(long people, double sum, double spread) {
    return new Amounts(people, sum, spread + sum * (sum / people));
  }

  /// NaN when there is nobody.
  double mean() {
    return sum / people;
  }

  /// The squared distances from the mean, summed; 0 when all amounts are equal.
  double spread() {
    double spread = sumOfSquares - sum * mean();
    return spread > ROUNDING * sumOfSquares ? spread : 0;
  }

  /// Of one person's amount, unbiased. NaN or infinite for fewer than two people.
  double variance() {
    return spread() / (people - 1);
  }

  /// Whether the amounts say anything of how far their mean may be off.
  boolean hasSpread() {
    return people >= 2 && spread() > 0;
  }

  Amounts and(Amounts other) {
    return new Amounts(people + other.people, sum + other.sum, sumOfSquares + other.sumOfSquares);
  }
}
