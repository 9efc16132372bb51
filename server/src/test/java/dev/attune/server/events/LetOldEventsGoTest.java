package dev.attune.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.attribution.Goals;
import dev.attune.server.Shop;
import dev.attune.storage.Event;
import dev.attune.storage.EventStore;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.StorageException;
import dev.attune.storage.WorkspaceId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetOldEventsGoTest {
  private static final Instant FIRST = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /// A day goes by, and Asha does something.
  private void happens(String id) {
    var event = new Event(id, "Product Viewed", shop.now(), shop.now(), "web", Map.of(), null);
    var policy = new Policy(false, null, Goals.NONE);
    shop.storage()
        .profiles()
        .write(shop.id(), policy, List.of(ProfileWrite.of("asha", shop.now(), List.of(event))));
  }

  private List<String> events() {
    return shop.storage().events().latest(shop.id(), "asha", 99).stream().map(Event::id).toList();
  }

  private void letGo(EventRetention retention) {
    try (var old = new LetOldEventsGo(shop.storage().events(), retention, shop.clock())) {
      old.letGo();
    }
  }

  @Test
  void eventsGoOnceTheyAreOlderThanTheyAreKept() {
    for (int day = 0; day < 10; day++) {
      shop.at(FIRST.plus(Duration.ofDays(day)));
      happens("on day " + day);
    }
    var kept = EventRetention.days(400);

    shop.at(FIRST.plus(Duration.ofDays(400)));
    happens("later");
    letGo(kept);
    assertThat(events()).hasSize(11);

    shop.at(FIRST.plus(Duration.ofDays(402)));
    letGo(kept);
    assertThat(events()).hasSize(10).doesNotContain("on day 0").contains("on day 1");

    letGo(EventRetention.FOREVER);
    assertThat(events()).hasSize(10);

    shop.at(FIRST.plus(Duration.ofDays(900)));
    letGo(kept);
    assertThat(events()).as("the last one stays until another comes").containsExactly("later");
  }

  /// Fails as often as it is told to.
  private static final class Failing implements EventStore {
    private final List<RuntimeException> failures =
        new ArrayList<>(
            List.of(
                new StorageException.Unavailable("down", new IllegalStateException()),
                new IllegalStateException("a mistake")));
    private int calls;

    @Override
    public List<Event> latest(WorkspaceId workspace, String customerId, int limit) {
      return List.of();
    }

    @Override
    public long letGo(Instant before) {
      calls++;
      if (failures.isEmpty()) {
        return 3;
      }
      throw failures.removeFirst();
    }
  }

  @Test
  void aFailureIsNotTheLastTime() {
    var failing = new Failing();
    try (var old = new LetOldEventsGo(failing, EventRetention.days(400), shop.clock())) {
      for (int time = 0; time < 3; time++) {
        old.letGo();
      }
    }
    assertThat(failing.calls).isEqualTo(3);
  }
}
