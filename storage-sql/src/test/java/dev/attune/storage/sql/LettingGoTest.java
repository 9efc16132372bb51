package dev.attune.storage.sql;

import static dev.attune.storage.Written.Appended.NEW;
import static dev.attune.storage.Written.Appended.TOO_OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written.Appended;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LettingGoTest {
  private static final WorkspaceId SHOP = new WorkspaceId("SHOP");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;
  private SqliteStorage storage;

  @BeforeEach
  void open() {
    // With ids that leave memory after ten.
    var sizes = new Sizes(44, 10, Slots.LAST_BLOCK, 20, 100, 12);
    storage = SqliteStorage.open(directory.resolve("attune.db"), sizes);
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  private Appended append(String id, Instant at) {
    var event = new Event(id, "Looked", at, at, "web", Map.of(), null);
    return storage
        .profiles()
        .write(SHOP, Policy.NONE, List.of(ProfileWrite.of("ann", at, List.of(event))))
        .getFirst()
        .appended()
        .getFirst();
  }

  private List<String> latest() {
    return storage.events().latest(SHOP, "ann", 999).stream().map(Event::id).toList();
  }

  @Test
  void aClockThatIsYearsAheadDoesNotCloseTheLogForYears() {
    for (int day = 0; day < 5; day++) {
      append("e" + day, day(day));
    }
    assertThat(storage.events().letGo(day(5_000))).isEqualTo(3);
    assertThat(latest()).containsExactly("e4", "e3");
    assertThat(append("late", day(3))).isEqualTo(TOO_OLD);
    assertThat(append("next", day(4))).isEqualTo(NEW);
    assertThat(append("and next", day(5))).isEqualTo(NEW);
  }

  @Test
  void inAnEmptyDatabaseThereIsNothingToLetGo() {
    assertThat(storage.events().letGo(day(5_000))).isZero();
    assertThat(append("first", day(0))).isEqualTo(NEW);
  }

  @Test
  void theIdsOfEventsLeaveTheIndexWithThem() throws Exception {
    for (int i = 0; i < 300; i++) {
      append("e" + i, day(i));
    }
    assertThat(storage.events().letGo(day(290))).isEqualTo(289);
    storage.close();
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("attune.db"));
        var sql = connection.createStatement();
        var row = sql.executeQuery("SELECT count(*) FROM event_by_id")) {
      row.next();
      assertThat(row.getInt(1)).isLessThan(12);
    }
  }

  @Test
  void whatWasReceivedLateStaysAsLongAsWhatWasReceivedBefore() {
    append("young", day(10));
    append("old, and late", day(1));
    append("younger", day(20));
    assertThat(storage.events().letGo(day(9))).isZero();
    assertThat(latest()).hasSize(3);
    assertThat(storage.events().letGo(day(12))).isEqualTo(2);
    assertThat(latest()).containsExactly("younger");
  }
}
