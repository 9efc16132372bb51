package dev.attune.engine.statistics;

import java.util.stream.IntStream;

/// The correction for making several comparisons at once, so that the chance of one or more false
/// alarms in the whole report stays at 5 % (Holm, "A simple sequentially rejective multiple test
/// procedure", Scandinavian Journal of Statistics 6, 1979). It holds however the comparisons hang
/// together, which goals and variations of one experience do, and it loses less than Bonferroni's.
final class Holm {
  private Holm() {}

  /// The smallest level at which each would be rejected, in the order given: with m p-values, the
  /// k-th smallest times m - k + 1, at most 1, and never less than a smaller one's.
  static double[] adjusted(double[] pValues) {
    var order =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted((a, b) -> Double.compare(pValues[a], pValues[b]))
            .toList();
    var adjusted = new double[pValues.length];
    double least = 0;
    for (int k = 0; k < order.size(); k++) {
      int i = order.get(k);
      least = Math.max(least, Math.min(1, pValues[i] * (order.size() - k)));
      adjusted[i] = least;
    }
    return adjusted;
  }
}
