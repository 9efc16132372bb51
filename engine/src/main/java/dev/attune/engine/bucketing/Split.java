package dev.attune.engine.bucketing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How people divide over variations: a table from bucket to variation, kept as runs.
///
/// The table, not the weights, decides; it is kept with the experience. [#rebalanced] gives a table
/// for new weights that moves as few buckets as arithmetic allows, so a person whose bucket need
/// not move stays where they were.
public final class Split {

  /// A stretch of neighbouring buckets.
  ///
  /// @param variation the variation's id; empty where nothing is served
  /// @param length how many buckets, at least 1
  public record Run(String variation, int length) {}

  /// Nobody is served anything.
  public static final Split NOBODY = new Split(List.of(new Run("", Bucket.COUNT)));

  private final List<Run> runs;
  private final int[] ends; // ends[i]: the bucket after run i
  private final String[] variations; // variations[i]: who has run i

  private Split(List<Run> runs) {
    this.runs = List.copyOf(runs);
    ends = new int[runs.size()];
    variations = new String[runs.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += runs.get(i).length();
      ends[i] = end;
      variations[i] = runs.get(i).variation();
    }
  }

  /// A table given run by run, as an exported document carries it.
  ///
  /// @throws IllegalArgumentException if a run is shorter than 1 or all together are not 10,000
  public static Split of(List<Run> runs) {
    long sum = 0;
    for (var run : runs) {
      if (run.length() < 1) {
        throw new IllegalArgumentException(
            "a run of the split is %d buckets, at least 1".formatted(run.length()));
      }
      sum += run.length();
    }
    if (sum != Bucket.COUNT) {
      throw new IllegalArgumentException(
          "the runs of the split make %d buckets, not %d".formatted(sum, Bucket.COUNT));
    }
    return new Split(runs);
  }

  /// The index of the run that a bucket is in. Runs are few: a scan beats a search.
  public int runOf(int bucket) {
    int run = 0;
    while (bucket >= ends[run]) {
      run++;
    }
    return run;
  }

  /// The id of the variation that has this bucket; empty where nothing is served.
  public String variationOf(int bucket) {
    return variations[runOf(bucket)];
  }

  public List<Run> runs() {
    return runs;
  }

  /// How many buckets each variation has, in order of first appearance; without the unserved ones.
  public Map<String, Integer> shares() {
    var shares = new LinkedHashMap<String, Integer>();
    for (var run : runs) {
      if (!run.variation().isEmpty()) {
        shares.merge(run.variation(), run.length(), Integer::sum);
      }
    }
    return shares;
  }

  /// The table that gives each variation its new share and moves the fewest buckets.
  ///
  /// A variation that shrinks gives up its highest buckets; those and the unserved ones go, lowest
  /// first, to the variations that grow, in the order of `shares`. What is left is unserved. Moved
  /// are exactly as many served buckets as the shrinking variations lose: fewer is impossible.
  ///
  /// @param shares buckets per variation id, in an order that matters (see above); none is negative
  ///   and the sum is at most 10,000
  /// @throws IllegalArgumentException if they are otherwise, or an id is empty
  public Split rebalanced(Map<String, Integer> shares) {
    refuseNonsense(shares);
    var table = table();
    var had = shares();
    var missing = new LinkedHashMap<String, Integer>();
    shares.forEach((id, share) -> missing.put(id, Math.max(0, share - had.getOrDefault(id, 0))));
    had.forEach((id, count) -> giveUp(table, id, count - shares.getOrDefault(id, 0)));
    int bucket = 0;
    for (var gain : missing.entrySet()) {
      for (int left = gain.getValue(); left > 0; bucket++) {
        if (table[bucket].isEmpty()) {
          table[bucket] = gain.getKey();
          left--;
        }
      }
    }
    return ofTable(table);
  }

  private static void refuseNonsense(Map<String, Integer> shares) {
    long total = 0;
    for (var share : shares.entrySet()) {
      if (share.getKey().isEmpty()) {
        throw new IllegalArgumentException("a share of the split is of no variation");
      }
      if (share.getValue() < 0) {
        throw new IllegalArgumentException(
            "variation %s has %d buckets, at least 0".formatted(share.getKey(), share.getValue()));
      }
      total += share.getValue();
    }
    if (total > Bucket.COUNT) {
      throw new IllegalArgumentException(
          "the shares make %d buckets, at most %d".formatted(total, Bucket.COUNT));
    }
  }

  private static void giveUp(String[] table, String variation, int surplus) {
    int left = surplus;
    for (int bucket = Bucket.COUNT - 1; left > 0; bucket--) {
      if (table[bucket].equals(variation)) {
        table[bucket] = "";
        left--;
      }
    }
  }

  private String[] table() {
    var table = new String[Bucket.COUNT];
    for (int run = 0, from = 0; run < ends.length; from = ends[run], run++) {
      Arrays.fill(table, from, ends[run], variations[run]);
    }
    return table;
  }

  private static Split ofTable(String[] table) {
    var runs = new ArrayList<Run>();
    int from = 0;
    for (int bucket = 1; bucket <= Bucket.COUNT; bucket++) {
      if (bucket == Bucket.COUNT || !table[bucket].equals(table[from])) {
        runs.add(new Run(table[from], bucket - from));
        from = bucket;
      }
    }
    return new Split(runs);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Split split && runs.equals(split.runs);
  }

  @Override
  public int hashCode() {
    return runs.hashCode();
  }

  @Override
  public String toString() {
    return runs.toString();
  }
}
