package dev.attune.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class AudienceSizeTest {

  @Test
  void nobodyInTheSampleIsNotNobodyAtAll() {
    var size = AudienceSize.estimated(1_000_000, 20_000, 0);
    assertThat(size.matching()).isZero();
    assertThat(size.low()).isZero();
    assertThat(size.high()).isBetween(150L, 250L);
    var all = AudienceSize.estimated(1_000_000, 20_000, 20_000);
    assertThat(all.high()).isEqualTo(1_000_000);
    assertThat(all.low()).isBetween(999_750L, 999_850L);
  }

  /// By the formula, worked out elsewhere: 0.11891400 to 0.12803064.
  @Test
  void theIntervalIsWilsons() {
    var size = AudienceSize.estimated(1_000_000, 20_000, 2_468);
    assertThat(size.matching()).isEqualTo(123_400);
    assertThat(size.low()).isEqualTo(118_914);
    assertThat(size.high()).isEqualTo(128_031);
  }

  @Test
  void theTruthIsInsideAsOftenAsIsSaid() {
    long seed = new Random().nextLong();
    System.out.println("AudienceSizeTest: seed " + seed);
    var random = new Random(seed);
    int inside = 0;
    int rounds = 2_000;
    for (int round = 0; round < rounds; round++) {
      double share = 0.02 + 0.6 * random.nextDouble();
      int matching = 0;
      for (int i = 0; i < 2_000; i++) {
        matching += random.nextDouble() < share ? 1 : 0;
      }
      var size = AudienceSize.estimated(1_000_000, 2_000, matching);
      inside += size.low() <= share * 1_000_000 && share * 1_000_000 <= size.high() ? 1 : 0;
    }
    // 95 % of 2,000 with a deviation of 10: this is six of them on either side.
    assertThat(inside).as("seed %d", seed).isBetween(1_840, 1_960);
  }
}
