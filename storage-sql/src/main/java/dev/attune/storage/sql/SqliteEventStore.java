package dev.attune.storage.sql;

import dev.attune.storage.Event;
import dev.attune.storage.EventStore;
import dev.attune.storage.WorkspaceId;
import java.time.Instant;
import java.util.List;

final class SqliteEventStore implements EventStore {
  private final SqliteStorage storage;
  private final int step;

  /// @param step how many events one transaction lets go at most; others wait for 250 some 7 ms
  SqliteEventStore(SqliteStorage storage, int step) {
    this.storage = storage;
    this.step = step;
  }

  @Override
  public List<Event> latest(WorkspaceId workspace, String customerId, int limit) {
    long number = storage.number(workspace);
    if (number == 0) {
      return List.of();
    }
    return storage.read(
        reader -> reader.events.latest(reader.people.lastEvents(number, customerId), limit));
  }

  @Override
  public long letGo(Instant before) {
    storage.write(sql -> {
      sql.letEventsGo.raise(before);
      return before;
    });
    storage.eraseEvents();
    long all = 0;
    while (true) {
      int gone = storage.write(sql -> sql.letEventsGo.step(step));
      all += gone;
      if (gone < step) {
        return all;
      }
    }
  }
}
