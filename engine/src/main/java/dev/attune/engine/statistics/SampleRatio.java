package dev.attune.engine.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jspecify.annotations.Nullable;

/// Whether people divided as the weights say: Pearson's chi-square test. A mismatch means that
/// people are lost or added unevenly, and then no figure of the report can be trusted (Fabijan et
/// al., "Diagnosing Sample Ratio Mismatch in Online Controlled Experiments", KDD 2019).
///
/// @param pValue how often chance alone would make a mismatch as large
/// @param alarm whether that is less than once in 1,000 times
public record SampleRatio(double chiSquare, int degreesOfFreedom, double pValue, boolean alarm) {

  private static final double ALARM = 0.001;

  /// What a cell must expect for the test to hold (Cochran's rule).
  private static final double LEAST_EXPECTED = 5;

  /// People who were assigned to one variation or to the control group.
  ///
  /// @param expected how many the weights in force made expect. Where weights changed: each stretch
  ///   of time with its own, summed. Only the proportions count, so weights that never changed will
  ///   do as they are
  public record Cell(String name, long people, double expected) {

    /// @throws IllegalArgumentException if a number is negative or not finite
    public Cell {
      if (people < 0 || !(expected >= 0) || expected == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "%s has %d people and expects %s".formatted(name, people, expected));
      }
    }
  }

  /// Cells that expect fewer than five people are put together, smallest first, until each expects
  /// five. Absent if fewer than two are left, or nothing is expected anywhere.
  public static @Nullable SampleRatio of(List<Cell> cells) {
    long people = 0;
    double expected = 0;
    for (var cell : cells) {
      people += cell.people();
      expected += cell.expected();
    }
    if (expected == 0) {
      return null;
    }
    var large = together(cells, people / expected);
    if (large.size() < 2) {
      return null;
    }
    double chiSquare = 0;
    for (var cell : large) {
      double off = cell.people() - cell.expected();
      chiSquare += off * (off / cell.expected());
    }
    double pValue = ChiSquaredDistribution.of(large.size() - 1).survivalProbability(chiSquare);
    return new SampleRatio(chiSquare, large.size() - 1, pValue, pValue < ALARM);
  }

  private static List<Cell> together(List<Cell> cells, double factor) {
    var sorted = new ArrayList<Cell>();
    cells.forEach(c -> sorted.add(new Cell(c.name(), c.people(), c.expected() * factor)));
    sorted.sort(Comparator.comparingDouble(Cell::expected));
    while (sorted.size() > 1 && sorted.getFirst().expected() < LEAST_EXPECTED) {
      var first = sorted.removeFirst();
      var second = sorted.removeFirst();
      sorted.addFirst(
          new Cell(
              second.name(),
              first.people() + second.people(),
              first.expected() + second.expected()));
      sorted.sort(Comparator.comparingDouble(Cell::expected));
    }
    return sorted;
  }
}
