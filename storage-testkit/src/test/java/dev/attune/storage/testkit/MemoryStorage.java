package dev.attune.storage.testkit;

import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.CatalogStore;
import dev.attune.storage.Event;
import dev.attune.storage.EventStore;
import dev.attune.storage.Identifier;
import dev.attune.storage.IdentityStore;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.SegmentStore;
import dev.attune.storage.Storage;
import dev.attune.storage.StorageException;
import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A storage that is right and keeps nothing: the plainest code that passes the contract. What may
/// go wrong in a real one is a method here, for a broken one to override.
class MemoryStorage implements Storage, CatalogStore, ProfileStore, IdentityStore, EventStore {
  /// What the storages of one database share.
  static final class Shared {
    final Map<WorkspaceId, StoredWorkspace> catalogs = new HashMap<>();
    final Map<WorkspaceId, People> people = new HashMap<>();
  }

  /// What is known in one workspace.
  static final class People {
    final TreeMap<String, Profile> profiles =
        new TreeMap<>(
            Comparator.comparing(
                id -> id.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
    final Map<Identifier, String> claims = new HashMap<>();
    final Map<String, List<Event>> events = new HashMap<>();
    final Set<String> eventIds = new HashSet<>();
  }

  final Shared shared;
  private boolean closed;

  MemoryStorage(Shared shared) {
    this.shared = shared;
  }

  String personKey(String customerId) {
    return customerId;
  }

  boolean isSound(String customerId) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(customerId);
  }

  String eventKey(String eventId, String customerId) {
    return eventId;
  }

  WorkspaceId workspaceKey(WorkspaceId workspace) {
    return workspace;
  }

  boolean mayReplace(@Nullable StoredWorkspace standing, StoredWorkspace next) {
    return next.version() == (standing == null ? 1 : standing.version() + 1);
  }

  boolean isTaken(People people, Identifier identifier) {
    return owner(people, identifier) != null;
  }

  boolean stillHas(Profile profile, Identifier identifier) {
    return switch (profile.attributes().get(identifier.name())) {
      case Value.Text(var text) -> text.equals(identifier.value());
      case Value.Time(var text, var at) -> text.equals(identifier.value());
      case null, default -> false;
    };
  }

  Instant lastSeen(Profile profile, Instant at) {
    return at.isAfter(profile.lastSeen()) ? at : profile.lastSeen();
  }

  Map<String, Value> changed(Map<String, Value> attributes, AttributeChanges changes) {
    return changes.appliedTo(attributes);
  }

  int mostExposures() {
    return Event.MAX_EXPOSURES;
  }

  List<Exposure> kept(List<Exposure> before, Exposure exposure) {
    var all = new ArrayList<>(before);
    all.add(exposure);
    all.sort(Comparator.comparing(Exposure::at));
    var kinds = new HashSet<List<String>>();
    all.removeIf(each -> !kinds.add(List.of(each.audienceId(), each.variationId())));
    return all;
  }

  List<Event> ordered(List<Event> appended) {
    var newest = new ArrayList<>(appended.reversed());
    newest.sort(Comparator.comparing(Event::at).reversed());
    return newest;
  }

  @Override
  public Map<WorkspaceId, Long> versions() {
    synchronized (shared) {
      requireOpen();
      var versions = new HashMap<WorkspaceId, Long>();
      shared.catalogs.forEach((id, stored) -> versions.put(id, stored.version()));
      return versions;
    }
  }

  @Override
  public @Nullable StoredWorkspace find(WorkspaceId id) {
    synchronized (shared) {
      requireOpen();
      return shared.catalogs.get(id);
    }
  }

  @Override
  public boolean replace(StoredWorkspace next) {
    synchronized (shared) {
      requireOpen();
      boolean may = mayReplace(shared.catalogs.get(next.id()), next);
      if (may) {
        shared.catalogs.put(next.id(), next);
      }
      return may;
    }
  }

  @Override
  public @Nullable Profile find(WorkspaceId workspace, String customerId, @Nullable Instant since) {
    synchronized (shared) {
      return people(workspace).profiles.get(personKey(customerId));
    }
  }

  @Override
  public List<Written> write(WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
    synchronized (shared) {
      var people = people(workspace);
      if (writes.stream().anyMatch(write -> !isSound(write.customerId()))) {
        throw new IllegalArgumentException("half of a surrogate pair");
      }
      return writes.stream().map(write -> write(people, write)).toList();
    }
  }

  @Override
  public List<Profile> page(WorkspaceId workspace, @Nullable String after, int limit) {
    synchronized (shared) {
      var profiles = people(workspace).profiles;
      var rest = after == null ? profiles : profiles.tailMap(after, false);
      return rest.values().stream().limit(limit).toList();
    }
  }

  @Override
  public @Nullable String find(WorkspaceId workspace, Identifier identifier) {
    synchronized (shared) {
      return owner(people(workspace), identifier);
    }
  }

  @Override
  public List<Event> latest(WorkspaceId workspace, String customerId, int limit) {
    synchronized (shared) {
      var events = people(workspace).events.getOrDefault(personKey(customerId), List.of());
      return ordered(events).stream().limit(limit).toList();
    }
  }

  @Override
  public void purge(WorkspaceId workspace) {
    synchronized (shared) {
      requireOpen();
      shared.people.remove(workspaceKey(workspace));
    }
  }

  private Written write(People people, ProfileWrite write) {
    var id = personKey(write.customerId());
    var before = people.profiles.get(id);
    if (before == null && write.existingOnly()) {
      return new Written(Written.Outcome.ABSENT, id, List.of(), List.of());
    }
    var profile =
        before != null
            ? before
            : new Profile(write.customerId(), Map.of(), Map.of(), Set.of(), write.at(), write.at());
    var appended = new ArrayList<Written.Appended>();
    var exposures = new HashMap<>(profile.exposures());
    for (var event : write.events()) {
      boolean isNew = people.eventIds.add(eventKey(event.id(), id));
      appended.add(isNew ? Written.Appended.NEW : Written.Appended.DUPLICATE);
      if (isNew) {
        people.events.computeIfAbsent(id, key -> new ArrayList<>()).add(event);
        var exposure = event.exposure();
        if (exposure != null) {
          var present = exposures.getOrDefault(exposure.experienceId(), List.of());
          var more = kept(present, exposure);
          int all = exposures.values().stream().mapToInt(List::size).sum();
          if (more.size() == present.size() || all < mostExposures()) {
            exposures.put(exposure.experienceId(), more);
          }
        }
      }
    }
    var segments = new HashSet<>(profile.segments());
    segments.addAll(write.joined());
    segments.removeAll(write.left());
    people.profiles.put(
        id,
        new Profile(
            profile.customerId(),
            changed(profile.attributes(), write.changes()),
            exposures,
            segments,
            profile.firstSeen(),
            lastSeen(profile, write.at())));
    for (var identifier : write.identifiers()) {
      if (!isTaken(people, identifier)) {
        people.claims.put(identifier, id);
      }
    }
    var outcome = before == null ? Written.Outcome.CREATED : Written.Outcome.UPDATED;
    return new Written(
        isFull(profile, write.changes()) ? Written.Outcome.FULL : outcome, id, List.of(), appended);
  }

  /// The very object is how `appliedTo` refuses.
  @SuppressWarnings("ReferenceEquality")
  boolean isFull(Profile profile, AttributeChanges changes) {
    return !changes.isEmpty() && changes.appliedTo(profile.attributes()) == profile.attributes();
  }

  private @Nullable String owner(People people, Identifier identifier) {
    var claimant = people.claims.get(identifier);
    var profile = claimant == null ? null : people.profiles.get(claimant);
    return profile != null && stillHas(profile, identifier) ? profile.customerId() : null;
  }

  private People people(WorkspaceId workspace) {
    requireOpen();
    return shared.people.computeIfAbsent(workspaceKey(workspace), id -> new People());
  }

  private void requireOpen() {
    if (closed) {
      throw new StorageException.Unavailable("closed", new IllegalStateException("closed"));
    }
  }

  @Override
  public CatalogStore catalogs() {
    return this;
  }

  @Override
  public ProfileStore profiles() {
    return this;
  }

  @Override
  public IdentityStore identities() {
    return this;
  }

  @Override
  public EventStore events() {
    return this;
  }

  @Override
  public dev.attune.storage.ReportStore reports() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SegmentStore segments() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long count(WorkspaceId workspace) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Profile> sample(WorkspaceId workspace, long seed, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean erase(WorkspaceId workspace, Policy policy, String customerId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean readsInProcess() {
    return true;
  }

  @Override
  public void close() {
    synchronized (shared) {
      closed = true;
    }
  }
}
