package dev.attune.server.device;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;

/// In what two readers of user agents disagree, and how often.
@NullMarked
final class Misses {
  private static final int PRINTED = 10;

  private final Map<String, Integer> counts = new TreeMap<>();

  void add(String miss, int times) {
    counts.merge(miss, times, Integer::sum);
  }

  /// The most frequent ones, a line each.
  void print() {
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(PRINTED)
        .forEach(miss -> System.out.printf("%8d %s%n", miss.getValue(), miss.getKey()));
  }
}
