package dev.attune.storage.sql;

import dev.attune.storage.Event;
import dev.attune.storage.EventStore;
import dev.attune.storage.WorkspaceId;
import java.util.List;

final class SqliteEventStore implements EventStore {
  private final SqliteStorage storage;

  SqliteEventStore(SqliteStorage storage) {
    this.storage = storage;
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
}
