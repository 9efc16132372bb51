package dev.attune.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Deeds.Deed;
import dev.attune.engine.profile.History.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeedsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Deeds DEEDS =
      new Deeds(
          List.of(
              deed("Viewed", NOON, 1),
              deed("Bought", NOON, 2),
              deed("Viewed", NOON.minusSeconds(60), 3),
              deed("Viewed", NOON.plusMillis(5), 4)));

  private static Deed deed(String event, Instant at, int n) {
    return new Deed(event, at, Map.of("n", new Value.Amount(n)));
  }

  private static List<Value> visited(String event, Instant since, int most) {
    var seen = new ArrayList<Value>();
    DEEDS.forEach(
        event,
        since,
        (_, attributes) -> {
          seen.add(Objects.requireNonNull(attributes.get("n")));
          return seen.size() < most;
        });
    return seen;
  }

  @Test
  void theEventsOfANameComeInTheirOrderSinceAMoment() {
    assertThat(visited("Viewed", Instant.EPOCH, 9)).containsExactly(amounts(1, 3, 4));
    assertThat(visited("Viewed", NOON, 9)).containsExactly(amounts(1, 4));
    assertThat(visited("viewed", Instant.EPOCH, 9)).isEmpty();
  }

  @Test
  void aVisitorThatHasSeenEnoughIsShownNoMore() {
    assertThat(visited("Viewed", Instant.EPOCH, 2)).containsExactly(amounts(1, 3));
  }

  @Test
  void totalsAreOfAllThereIs() {
    assertThat(DEEDS.totals("Viewed"))
        .isEqualTo(new Totals(3, NOON.minusSeconds(60), NOON.plusMillis(5)));
    assertThat(DEEDS.totals("Sold")).isNull();
  }

  private static Value[] amounts(int... numbers) {
    var amounts = new Value[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      amounts[i] = new Value.Amount(numbers[i]);
    }
    return amounts;
  }
}
