package dev.attune.engine.attribution;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whole numbers by series and cell: sums, or what is to be added to sums. For one thread.
public final class Cells {

  @FunctionalInterface
  public interface Visitor<E extends Exception> {
    void visit(Series series, Cell cell, long n) throws E;
  }

  private final Map<Series, Map<Cell, Long>> series = new HashMap<>();

  public Cells() {}

  public void add(Series what, int day, int other, long n) {
    if (n != 0) {
      series
          .computeIfAbsent(what, key -> new HashMap<>())
          .merge(new Cell(day, other), n, Cells::sum);
    }
  }

  /// Null takes the entry out of the map.
  private static @Nullable Long sum(Long one, Long other) {
    long sum = one + other;
    return sum == 0 ? null : sum;
  }

  public void addAll(Cells others) {
    others.forEach((what, cell, n) -> add(what, cell.day(), cell.other(), n));
  }

  public void clear() {
    series.clear();
  }

  public boolean isEmpty() {
    return series.values().stream().allMatch(Map::isEmpty);
  }

  /// 0 where nothing was added.
  public long at(Series what, int day, int other) {
    return series.getOrDefault(what, Map.of()).getOrDefault(new Cell(day, other), 0L);
  }

  /// Goes through all numbers that are not zero, those of a series one after the other.
  public <E extends Exception> void forEach(Visitor<E> visitor) throws E {
    for (var each : series.entrySet()) {
      for (var cell : each.getValue().entrySet()) {
        visitor.visit(each.getKey(), cell.getKey(), cell.getValue());
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cells cells && nonEmpty().equals(cells.nonEmpty());
  }

  @Override
  public int hashCode() {
    return nonEmpty().hashCode();
  }

  @Override
  public String toString() {
    return nonEmpty().toString();
  }

  private Map<Series, Map<Cell, Long>> nonEmpty() {
    var those = new HashMap<>(series);
    those.values().removeIf(Map::isEmpty);
    return those;
  }
}
