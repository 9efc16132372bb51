package dev.attune.server.admin;

import dev.attune.engine.profile.Profile;
import dev.attune.storage.CatalogStore;
import dev.attune.storage.EventStore;
import dev.attune.storage.IdentityStore;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.ReportStore;
import dev.attune.storage.SegmentStore;
import dev.attune.storage.Storage;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A storage that begins to count people and goes on when it is told to.
record HeldUpCounting(Storage real, CountDownLatch begun, CountDownLatch goOn)
    implements Storage, ProfileStore {

  @Override
  public ProfileStore profiles() {
    return this;
  }

  @Override
  public long count(WorkspaceId workspace) {
    begun.countDown();
    try {
      if (!goOn.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nobody told it to go on");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return real.profiles().count(workspace);
  }

  @Override
  public @Nullable Profile find(WorkspaceId workspace, String customerId, @Nullable Instant since) {
    return real.profiles().find(workspace, customerId, since);
  }

  @Override
  public List<Written> write(WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
    return real.profiles().write(workspace, policy, writes);
  }

  @Override
  public List<Profile> page(WorkspaceId workspace, @Nullable String after, int limit) {
    return real.profiles().page(workspace, after, limit);
  }

  @Override
  public List<Profile> sample(WorkspaceId workspace, long seed, int limit) {
    return real.profiles().sample(workspace, seed, limit);
  }

  @Override
  public boolean erase(WorkspaceId workspace, Policy policy, String customerId) {
    return real.profiles().erase(workspace, policy, customerId);
  }

  @Override
  public CatalogStore catalogs() {
    return real.catalogs();
  }

  @Override
  public IdentityStore identities() {
    return real.identities();
  }

  @Override
  public EventStore events() {
    return real.events();
  }

  @Override
  public SegmentStore segments() {
    return real.segments();
  }

  @Override
  public ReportStore reports() {
    return real.reports();
  }

  @Override
  public boolean readsInProcess() {
    return real.readsInProcess();
  }

  @Override
  public void purge(WorkspaceId workspace) {
    real.purge(workspace);
  }

  @Override
  public void close() {
    real.close();
  }
}
