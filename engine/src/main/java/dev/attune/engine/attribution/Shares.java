package dev.attune.engine.attribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// Divides one person as a split divides people.
final class Shares {
  private static final long WHOLE = 1_000_000;

  private Shares() {}

  /// Millionths by variation, in proportion to the buckets; they make exactly one person. What is
  /// left by rounding down goes to the largest remainders, of equal ones to the smaller id.
  ///
  /// @param buckets by variation, some more than none
  static Map<String, Long> millionths(Map<String, Integer> buckets) {
    long all = buckets.values().stream().mapToLong(Integer::longValue).sum();
    var parts = new HashMap<String, Long>();
    long left = WHOLE;
    for (var entry : buckets.entrySet()) {
      long part = entry.getValue() * WHOLE / all;
      parts.put(entry.getKey(), part);
      left -= part;
    }
    var largestFirst = new ArrayList<>(buckets.keySet());
    largestFirst.sort(
        Comparator.<String>comparingLong(id -> -(buckets.getOrDefault(id, 0) * WHOLE % all))
            .thenComparing(Comparator.naturalOrder()));
    for (int i = 0; i < left; i++) {
      parts.merge(largestFirst.get(i), 1L, Long::sum);
    }
    return parts;
  }
}
