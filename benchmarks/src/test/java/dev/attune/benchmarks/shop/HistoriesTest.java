package dev.attune.benchmarks.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.storage.Event;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoriesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  @Test
  void aPersonHasSoManyEventsInTheDaysBeforeNow() {
    var events = Histories.of(Histories.TWENTY, 3_001, NOW);
    assertThat(events).hasSize(20).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(events)
        .extracting(Event::at)
        .allMatch(at -> at.isBefore(NOW) && !at.isBefore(NOW.minus(Duration.ofDays(60))));
    assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
    assertThat(events).isEqualTo(Histories.of(Histories.TWENTY, 3_001, NOW));
    assertThat(Histories.of(Histories.NONE, 1, NOW)).isEmpty();
  }

  @Test
  void onlyThoseWhoSawItHaveLookedAtTheRareCategory() {
    var rare = new Value.Text(Histories.RARE);
    assertThat(Histories.of(Histories.THOUSAND, 6_000, NOW))
        .noneMatch(event -> rare.equals(event.attributes().get(Histories.CATEGORY)));
    for (var group : Histories.SAW_IT) {
      assertThat(Histories.of(group, group.from(), NOW))
          .filteredOn(event -> rare.equals(event.attributes().get(Histories.CATEGORY)))
          .extracting(Event::at)
          .containsExactly(NOW.minus(Histories.SAW_IT_AGO));
    }
  }
}
