package dev.attune.engine.statistics;

/// What people did before they were in the experience (x) and what they did in it (y), as sums over
/// people. For a goal that one reaches or not, y is 1 or 0.
///
/// x must be from before the person was assigned: whatever a variation can change would take its
/// effect away again.
///
/// @param sumOfProducts of each person's x and y
public record Paired(
    long people,
    double sumBefore,
    double sumOfSquaresBefore,
    double sum,
    double sumOfSquares,
    double sumOfProducts) {

  /// @throws IllegalArgumentException if people or squares are negative, or a sum is not finite
  public Paired {
    if (people < 0
        || sumOfSquaresBefore < 0
        || sumOfSquares < 0
        || !Double.isFinite(sumBefore + sumOfSquaresBefore + sum + sumOfSquares + sumOfProducts)) {
      throw new IllegalArgumentException(
          "%d people with sums %s and %s, squares %s and %s, products %s"
              .formatted(people, sumBefore, sum, sumOfSquaresBefore, sumOfSquares, sumOfProducts));
    }
  }

  Amounts before() {
    return new Amounts(people, sumBefore, sumOfSquaresBefore);
  }

  Amounts now() {
    return new Amounts(people, sum, sumOfSquares);
  }
}
