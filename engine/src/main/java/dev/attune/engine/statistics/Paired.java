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

  /// @throws IllegalArgumentException if x or y alone would be refused (see [Amounts]), or the
  ///   products are not finite
  public Paired {
    new Amounts(people, sumBefore, sumOfSquaresBefore);
    new Amounts(people, sum, sumOfSquares);
    if (!Double.isFinite(sumOfProducts)) {
      throw new IllegalArgumentException("products that sum to %s".formatted(sumOfProducts));
    }
  }

  Amounts before() {
    return new Amounts(people, sumBefore, sumOfSquaresBefore);
  }

  Amounts now() {
    return new Amounts(people, sum, sumOfSquares);
  }

  /// The products of the distances of x and y from their means, summed.
  double spreadTogether() {
    return sumOfProducts - sumBefore * (sum / people);
  }
}
