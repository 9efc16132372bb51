package dev.attune.engine.bucketing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.Dice;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final List<String> SALTS =
      List.of("", "a", "65eae5738ea5032b0ef60138:42D", "65eae5738ea5032b0ef60138:control", "😀");

  @Test
  void isAlwaysOneOfTenThousand() {
    Dice.roll(
        1,
        20_000,
        dice ->
            assertThat(Bucket.of(dice.anyText(5), dice.anyText(20)))
                .isBetween(0, Bucket.COUNT - 1));
  }

  /// Pearson's test over 100 cells of 100 buckets. 99 degrees of freedom: even dice exceed 183 once
  /// in a million times, and these are thrown once for ever.
  @Test
  void dividesPeopleEvenlyWhateverTheirIdsLookLike() {
    for (var salt : SALTS) {
      for (var prefix : List.of("", "user_", "0000000000", "日本", "e\u0301")) {
        var cells = new int[100];
        int people = 200_000;
        for (int i = 0; i < people; i++) {
          cells[Bucket.of(salt + ":", prefix + i) / 100]++;
        }
        assertThat(chiSquare(cells, people / 100.0)).as("%s, %s", salt, prefix).isLessThan(183);
      }
    }
  }

  /// A hundred cells of one percent by one experience and one percent by another hold alike many:
  /// being in a variation of one says nothing about the other.
  @Test
  void twoSaltsDivideIndependently() {
    for (var first : SALTS) {
      for (var second : SALTS) {
        if (!first.equals(second)) {
          var cells = new int[100];
          int people = 200_000;
          for (int i = 0; i < people; i++) {
            int row = Bucket.of(first + ":", "user_" + i) / 1_000;
            cells[row * 10 + Bucket.of(second + ":", "user_" + i) / 1_000]++;
          }
          assertThat(chiSquare(cells, people / 100.0)).as("%s, %s", first, second).isLessThan(183);
        }
      }
    }
  }

  @Test
  void aVisitorOfWhomNothingIsKnownHasTheEmptyUnit() {
    assertThat(Bucket.unitOf("", "")).isEmpty();
  }

  @Test
  void aVisitorOfWhomOneThingIsKnownHasAUnitOfTheirOwn() {
    assertThat(Bucket.unitOf("203.0.113.42", "")).isNotEqualTo(Bucket.unitOf("", "203.0.113.42"));
  }

  private static double chiSquare(int[] cells, double expected) {
    double sum = 0;
    for (int cell : cells) {
      sum += (cell - expected) * (cell - expected) / expected;
    }
    return sum;
  }
}
