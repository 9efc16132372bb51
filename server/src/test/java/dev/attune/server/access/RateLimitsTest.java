package dev.attune.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.access.RateLimits.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final RateLimits limits = new RateLimits(() -> now);

  private Allowance take(String workspace, int perMinute) {
    return Objects.requireNonNull(limits.take(workspace, perMinute));
  }

  private void wait(Duration time) {
    now = now.plus(time);
  }

  @Test
  void zeroIsNoLimit() {
    assertThat(limits.take("SHOP", 0)).isNull();
  }

  @Test
  void theAllowanceIsUsedUpAndComesBackCallByCall() {
    assertThat(take("SHOP", 3)).isEqualTo(new Allowance(true, 3, 2, 20, 0));
    assertThat(take("SHOP", 3)).isEqualTo(new Allowance(true, 3, 1, 40, 0));
    assertThat(take("SHOP", 3)).isEqualTo(new Allowance(true, 3, 0, 60, 0));
    assertThat(take("SHOP", 3)).isEqualTo(new Allowance(false, 3, 0, 60, 20));

    wait(Duration.ofSeconds(19));
    assertThat(take("SHOP", 3)).isEqualTo(new Allowance(false, 3, 0, 41, 1));

    wait(Duration.ofSeconds(1));
    assertThat(take("SHOP", 3).admitted()).isTrue();
    assertThat(take("SHOP", 3).admitted()).isFalse();
  }

  @Test
  void aMinuteOfSilenceMakesItWhole() {
    while (take("SHOP", 3).admitted()) {
      // used up
    }
    wait(Duration.ofMinutes(1));

    assertThat(take("SHOP", 3).remaining()).isEqualTo(2);
  }

  @Test
  void whoWaitsAsLongAsTheyAreToldIsLetIn() {
    while (take("SHOP", 7).admitted()) {
      // used up
    }
    wait(Duration.ofSeconds(take("SHOP", 7).secondsToRetry()));

    assertThat(take("SHOP", 7).admitted()).isTrue();
  }

  @Test
  void eachWorkspaceHasItsOwn() {
    take("SHOP", 1);

    assertThat(take("SHOP", 1).admitted()).isFalse();
    assertThat(take("BANK", 1).admitted()).isTrue();
  }

  @Test
  void aNewLimitCountsFromTheStart() {
    take("SHOP", 1);

    assertThat(take("SHOP", 2)).isEqualTo(new Allowance(true, 2, 1, 30, 0));
  }

  @Test
  void aClockThatGoesBackGivesAndTakesNothing() {
    take("SHOP", 2);
    wait(Duration.ofHours(-1));

    assertThat(take("SHOP", 2).admitted()).isTrue();
    assertThat(take("SHOP", 2).admitted()).isFalse();
  }

  @Test
  void theLargestLimitIsOne() {
    assertThat(take("SHOP", Integer.MAX_VALUE).remaining()).isEqualTo(Integer.MAX_VALUE - 1L);
  }
}
