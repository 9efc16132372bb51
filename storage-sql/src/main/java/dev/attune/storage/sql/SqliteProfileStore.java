package dev.attune.storage.sql;

import dev.attune.engine.profile.Profile;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.StorageException;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class SqliteProfileStore implements ProfileStore {
  private final SqliteStorage storage;

  SqliteProfileStore(SqliteStorage storage) {
    this.storage = storage;
  }

  @Override
  public @Nullable Profile find(WorkspaceId workspace, String customerId, @Nullable Instant since) {
    long number = storage.number(workspace);
    return number == 0
        ? null
        : storage.read(reader -> reader.people.find(number, customerId, since));
  }

  @Override
  public List<Written> write(WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
    if (writes.isEmpty()) {
      return List.of();
    }
    long number = storage.numberOrNew(workspace);
    return storage.write(new ApplyWrites(number, policy, writes, storage.slots()));
  }

  @Override
  public List<Profile> page(WorkspaceId workspace, @Nullable String after, int limit) {
    long number = storage.number(workspace);
    return number == 0
        ? List.of()
        : storage.read(reader -> reader.people.page(number, after == null ? "" : after, limit));
  }

  @Override
  public long count(WorkspaceId workspace) {
    long number = storage.number(workspace);
    return number == 0 ? 0 : storage.read(reader -> reader.lots.count(number));
  }

  @Override
  public List<Profile> sample(WorkspaceId workspace, long seed, int limit) {
    long number = storage.number(workspace);
    return number == 0
        ? List.of()
        : storage.read(reader -> reader.lots.sample(number, seed, limit));
  }

  @Override
  public boolean erase(WorkspaceId workspace, Policy policy, String customerId) {
    long number = storage.number(workspace);
    if (number == 0) {
      return false;
    }
    boolean there = storage.write(sql -> sql.erasePerson.erase(number, customerId));
    try {
      storage.finishErasures();
    } catch (StorageException e) {
      throw new StorageException.OutcomeUnknown(
          "the person is erased; their events go when the database is opened next", e);
    }
    return there;
  }
}
