package dev.attune.server.events;

import dev.attune.engine.profile.Profile;
import dev.attune.storage.Event;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps nothing, but holds what it is given against what any database could hold.
final class Nowhere implements ProfileStore {
  @Override
  public @Nullable Profile find(WorkspaceId workspace, String customerId, @Nullable Instant since) {
    return null;
  }

  @Override
  public List<Written> write(WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
    for (var write : writes) {
      for (var event : write.events()) {
        check(event);
      }
    }
    return List.of();
  }

  private static void check(Event event) {
    if (event.id().length() > 200 || event.at().toEpochMilli() < 0) {
      throw new IllegalStateException("cannot be stored: " + event);
    }
  }

  @Override
  public List<Profile> page(WorkspaceId workspace, @Nullable String after, int limit) {
    return List.of();
  }

  @Override
  public long count(WorkspaceId workspace) {
    return 0;
  }

  @Override
  public List<Profile> sample(WorkspaceId workspace, long seed, int limit) {
    return List.of();
  }

  @Override
  public boolean erase(WorkspaceId workspace, Policy policy, String customerId) {
    return false;
  }
}
