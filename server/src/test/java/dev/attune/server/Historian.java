package dev.attune.server;

import dev.attune.engine.profile.Deeds;
import dev.attune.engine.profile.Deeds.Deed;
import dev.attune.engine.profile.Profile;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A store of which everybody has done the same, and that remembers how far back it was asked for.
public final class Historian implements ProfileStore {
  private final ProfileStore profiles;
  private final List<Deed> deeds;
  private final List<@Nullable Instant> asked = new ArrayList<>();

  public Historian(ProfileStore profiles, List<Deed> deeds) {
    this.profiles = profiles;
    this.deeds = deeds;
  }

  /// Since when, for each look-up.
  public List<@Nullable Instant> asked() {
    return asked;
  }

  @Override
  public @Nullable Profile find(WorkspaceId workspace, String customerId, @Nullable Instant since) {
    asked.add(since);
    var found = profiles.find(workspace, customerId, since);
    return found == null || since == null
        ? found
        : new Profile(
            found.customerId(),
            found.attributes(),
            found.exposures(),
            found.segments(),
            found.firstSeen(),
            found.lastSeen(),
            found.merged(),
            new Deeds(deeds));
  }

  @Override
  public List<Written> write(WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
    return profiles.write(workspace, policy, writes);
  }

  @Override
  public List<Profile> page(WorkspaceId workspace, @Nullable String after, int limit) {
    return profiles.page(workspace, after, limit);
  }

  @Override
  public long count(WorkspaceId workspace) {
    return profiles.count(workspace);
  }

  @Override
  public List<Profile> sample(WorkspaceId workspace, long seed, int limit) {
    return profiles.sample(workspace, seed, limit);
  }

  @Override
  public boolean erase(WorkspaceId workspace, Policy policy, String customerId) {
    return profiles.erase(workspace, policy, customerId);
  }
}
