package dev.attune.engine.bucketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.Dice;
import dev.attune.engine.bucketing.Split.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final List<String> IDS = List.of("1", "2", "3", "4", "5", "F");

  @Test
  void anyChainOfChangesGivesTheSharesAndMovesTheFewest() {
    Dice.roll(
        1,
        300,
        dice -> {
          var split = Split.NOBODY;
          for (int change = 0; change < 12; change++) {
            var shares = shares(dice);
            var next = split.rebalanced(shares);
            assertThat(next.shares()).isEqualTo(withoutZeros(shares));
            assertThat(movedFromTheirVariation(split, next)).isEqualTo(lost(split, shares));
            assertThat(next.rebalanced(shares)).isEqualTo(next);
            split = next;
          }
        });
  }

  @Test
  void aTableReadRunByRunIsTheTableThatWasWritten() {
    Dice.roll(
        2,
        300,
        dice -> {
          var split = Split.NOBODY.rebalanced(shares(dice)).rebalanced(shares(dice));
          var read = Split.of(split.runs());
          assertThat(read).isEqualTo(split).hasSameHashCodeAs(split);
          assertThat(table(read)).isEqualTo(table(split));
          assertThat(read.runs().stream().mapToInt(Run::length).sum()).isEqualTo(Bucket.COUNT);
        });
  }

  @Test
  void neighbouringRunsAreOfDifferentVariations() {
    Dice.roll(
        3,
        300,
        dice -> {
          var runs = Split.NOBODY.rebalanced(shares(dice)).rebalanced(shares(dice)).runs();
          for (int i = 1; i < runs.size(); i++) {
            assertThat(runs.get(i).variation()).isNotEqualTo(runs.get(i - 1).variation());
          }
        });
  }

  @Test
  void theRunOfABucketIsTheOneThatCoversIt() {
    Dice.roll(
        4,
        50,
        dice -> {
          var split = Split.NOBODY.rebalanced(shares(dice)).rebalanced(shares(dice));
          int bucket = 0;
          for (int run = 0; run < split.runs().size(); run++) {
            for (int i = 0; i < split.runs().get(run).length(); i++, bucket++) {
              assertThat(split.runOf(bucket)).isEqualTo(run);
              assertThat(split.variationOf(bucket)).isEqualTo(split.runs().get(run).variation());
            }
          }
        });
  }

  @Test
  void theFirstTableFollowsTheOrderOfTheShares() {
    assertThat(Split.NOBODY.rebalanced(shares("2", 3_000, "1", 5_000)).runs())
        .containsExactly(new Run("2", 3_000), new Run("1", 5_000), new Run("", 2_000));
  }

  @Test
  void aShrinkingVariationGivesItsHighestBucketsToTheGrowingOne() {
    var halves = Split.NOBODY.rebalanced(shares("1", 5_000, "2", 5_000));
    assertThat(halves.rebalanced(shares("1", 4_000, "2", 6_000)).runs())
        .containsExactly(new Run("1", 4_000), new Run("2", 6_000));
    assertThat(halves.rebalanced(shares("1", 6_000, "2", 4_000)).runs())
        .containsExactly(new Run("1", 5_000), new Run("2", 4_000), new Run("1", 1_000));
  }

  @Test
  void aVariationThatIsTakenAwayLeavesOnlyItsOwnPeopleToMove() {
    var three = Split.NOBODY.rebalanced(shares("1", 4_000, "2", 3_000, "3", 3_000));
    var two = three.rebalanced(shares("1", 5_000, "3", 5_000));
    assertThat(two.runs()).containsExactly(new Run("1", 5_000), new Run("3", 5_000));
  }

  @Test
  void nobodyIsServedWhenThereAreNoShares() {
    assertThat(Split.NOBODY.rebalanced(Map.of())).isEqualTo(Split.NOBODY);
    assertThat(Split.NOBODY.variationOf(0)).isEmpty();
    assertThat(Split.NOBODY.variationOf(Bucket.COUNT - 1)).isEmpty();
    assertThat(Split.NOBODY.shares()).isEmpty();
  }

  @Test
  void runsThatMakeNoTableAreRefused() {
    assertThatThrownBy(() -> Split.of(List.of()))
        .hasMessage("the runs of the split make 0 buckets, not 10000");
    assertThatThrownBy(() -> Split.of(List.of(new Run("1", 10_001))))
        .hasMessageContaining("10001 buckets");
    assertThatThrownBy(() -> Split.of(List.of(new Run("1", 10_000), new Run("2", 0))))
        .hasMessage("a run of the split is 0 buckets, at least 1");
    assertThatThrownBy(
            () -> Split.of(Collections.nCopies(4, new Run("1", Integer.MAX_VALUE / 2 + 2_501))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sharesThatMakeNoTableAreRefused() {
    assertThatThrownBy(() -> Split.NOBODY.rebalanced(shares("1", 10_000, "2", 1)))
        .hasMessage("the shares make 10001 buckets, at most 10000");
    assertThatThrownBy(() -> Split.NOBODY.rebalanced(shares("1", 10_001, "2", -1)))
        .hasMessage("variation 2 has -1 buckets, at least 0");
    assertThatThrownBy(
            () -> Split.NOBODY.rebalanced(shares("1", Integer.MAX_VALUE, "2", Integer.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Split.NOBODY.rebalanced(shares("", 10)))
        .hasMessage("a share of the split is of no variation");
  }

  private static SequencedMap<String, Integer> shares(Dice dice) {
    var ids = new ArrayList<>(IDS);
    var shares = new LinkedHashMap<String, Integer>();
    int left = Bucket.COUNT;
    while (!ids.isEmpty() && !dice.oneIn(5)) {
      int share = dice.make(() -> dice.between(0, 3), () -> dice.below(5_000), () -> 1_000);
      share = Math.min(left, share);
      if (dice.oneIn(6)) {
        share = left;
      }
      shares.put(ids.remove(dice.below(ids.size())), share);
      left -= share;
    }
    return shares;
  }

  private static Map<String, Integer> shares(Object... idsAndShares) {
    var shares = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < idsAndShares.length; i += 2) {
      shares.put((String) idsAndShares[i], (Integer) idsAndShares[i + 1]);
    }
    return shares;
  }

  private static Map<String, Integer> withoutZeros(Map<String, Integer> shares) {
    var positive = new LinkedHashMap<>(shares);
    positive.values().removeIf(share -> share == 0);
    return positive;
  }

  private static List<String> table(Split split) {
    var table = new ArrayList<String>();
    for (var run : split.runs()) {
      table.addAll(Collections.nCopies(run.length(), run.variation()));
    }
    return table;
  }

  private static int movedFromTheirVariation(Split before, Split after) {
    var from = table(before);
    var to = table(after);
    int moved = 0;
    for (int bucket = 0; bucket < Bucket.COUNT; bucket++) {
      if (!from.get(bucket).isEmpty() && !from.get(bucket).equals(to.get(bucket))) {
        moved++;
      }
    }
    return moved;
  }

  /// What the shrinking variations must lose: no table can move fewer.
  private static int lost(Split before, Map<String, Integer> shares) {
    var table = table(before);
    int lost = 0;
    for (var id : IDS) {
      lost += Math.max(0, Collections.frequency(table, id) - shares.getOrDefault(id, 0));
    }
    return lost;
  }
}
