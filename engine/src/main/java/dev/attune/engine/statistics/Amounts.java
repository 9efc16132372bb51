package dev.attune.engine.statistics;

/// What people brought in, each of them counted with the sum of all that they did: revenue per
/// person. Those who brought nothing count with 0.
///
/// @param people shown the variation; in the control group: assigned to it
/// @param sum over all people
/// @param sumOfSquares of each person's amount
public record Amounts(long people, double sum, double sumOfSquares) {

  /// A smaller part than this of the sum of squares is what rounding leaves of equal amounts.
  private static final double ROUNDING = 1e-10;

  /// @throws IllegalArgumentException if people or squares are negative, or a sum is not finite
  public Amounts {
    if (people < 0 || sumOfSquares < 0 || !Double.isFinite(sum + sumOfSquares)) {
      throw new IllegalArgumentException(
          "%d people brought %s, their squares %s".formatted(people, sum, sumOfSquares));
    }
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
