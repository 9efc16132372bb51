package dev.attune.storage.testkit;

import dev.attune.engine.attribution.Attribution;
import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Merge;
import dev.attune.engine.profile.Merge.Candidate;
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
import dev.attune.storage.ReportStore;
import dev.attune.storage.SegmentStore;
import dev.attune.storage.Storage;
import dev.attune.storage.StorageException;
import dev.attune.storage.StoredWorkspace;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.Written;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A storage that is right and keeps nothing: the plainest code that passes the contract. What may
/// go wrong in a real one is a method here, for a broken one to override.
class MemoryStorage
    implements Storage,
        CatalogStore,
        ProfileStore,
        IdentityStore,
        EventStore,
        SegmentStore,
        ReportStore {
  static final class Upload {
    final WorkspaceId workspace;
    final String segment;
    final Mode mode;
    final Set<String> ids = new HashSet<>();
    @Nullable Applied applied;

    Upload(WorkspaceId workspace, String segment, Mode mode) {
      this.workspace = workspace;
      this.segment = segment;
      this.mode = mode;
    }
  }

  /// What the storages of one database share.
  static final class Shared {
    final Map<WorkspaceId, StoredWorkspace> catalogs = new HashMap<>();
    final Map<WorkspaceId, People> people = new HashMap<>();
    final Map<String, Upload> uploads = new HashMap<>();
    Instant horizon = Instant.MIN;
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
      var people = people(workspace);
      var id = leadsTo(people, personKey(customerId));
      var profile = people.profiles.get(id);
      return profile == null || since == null ? profile : withHistory(people, id, profile);
    }
  }

  @Override
  public List<Written> write(WorkspaceId workspace, Policy policy, List<ProfileWrite> writes) {
    synchronized (shared) {
      var people = people(workspace);
      if (writes.stream().anyMatch(write -> !isSound(write.customerId()))) {
        throw new IllegalArgumentException("half of a surrogate pair");
      }
      people.counted = null;
      return writes.stream()
          .map(write -> new MemoryWrite(this, people, policy, write).apply())
          .toList();
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
      var people = people(workspace);
      var events = people.eventsOf(leadsTo(people, personKey(customerId)));
      return ordered(events).stream().filter(this::isThere).limit(limit).toList();
    }
  }

  /// Events that were let go are still here, for they still count; nobody sees them.
  boolean isThere(Event event) {
    return !event.at().isBefore(goneBefore());
  }

  Instant goneBefore() {
    return shared.horizon.equals(Instant.MIN)
        ? Instant.MIN
        : shared.horizon.minus(EventStore.KEPT_LONGER);
  }

  boolean isTooOld(Event event) {
    return event.at().isBefore(shared.horizon);
  }

  @Override
  public long letGo(Instant before) {
    synchronized (shared) {
      requireOpen();
      long there = countThere();
      if (before.isAfter(shared.horizon)) {
        shared.horizon = before;
      }
      return there - countThere();
    }
  }

  private long countThere() {
    return shared.people.values().stream()
        .flatMap(people -> people.events.values().stream())
        .flatMap(List::stream)
        .filter(arrived -> isThere(arrived.event()))
        .count();
  }

  @Override
  public void purge(WorkspaceId workspace) {
    synchronized (shared) {
      requireOpen();
      shared.people.remove(workspaceKey(workspace));
      shared.uploads.values().removeIf(upload -> upload.workspace.equals(workspace));
    }
  }

  /// The very object is how `appliedTo` refuses.
  @SuppressWarnings("ReferenceEquality")
  boolean isFull(Profile profile, AttributeChanges changes) {
    return !changes.isEmpty() && changes.appliedTo(profile.attributes()) == profile.attributes();
  }

  /// What a write has done is not to have happened.
  void takeBack(People people, People before) {
    people.become(before);
  }

  @Nullable String owner(People people, Identifier identifier) {
    var claim = people.claims.get(identifier);
    var profile = claim == null ? null : people.profiles.get(claim.owner());
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
  public ReportStore reports() {
    return this;
  }

  @Override
  public Counted read(
      WorkspaceId workspace,
      String experienceId,
      LocalDate from,
      LocalDate to,
      Attribution by,
      boolean hours) {
    synchronized (shared) {
      var people = people(workspace);
      var counted = people.counted;
      if (counted == null) {
        counted = counted(people);
        people.counted = counted;
      }
      return new Counted(people.countedZone(), counted.figures(experienceId, from, to, by, hours));
    }
  }

  /// There are no sums: a report goes through all events, if there was a write since the last.
  Recounted counted(People people) {
    var counted = new Recounted(people.zone());
    people
        .events
        .values()
        .forEach(events ->
            counted.person(events.stream().map(arrived -> counts(people, arrived)).toList()));
    return counted.duplicates(people.duplicates);
  }

  /// What an event counts for.
  Recounted.Counts counts(People people, People.Arrived arrived) {
    return new Recounted.Counts(arrived.event(), arrived.goals());
  }

  @Override
  public boolean rebuild(WorkspaceId workspace, Policy policy, Progress progress) {
    synchronized (shared) {
      var people = people(workspace);
      people.counted = null;
      people.recount(policy.goals(), firstDayCountedAnew(people));
      progress.reached(1, 1);
      return true;
    }
  }

  /// When the first day begins of which all events are there.
  Instant firstDayCountedAnew(People people) {
    var gone = goneBefore();
    if (gone.equals(Instant.MIN)) {
      return gone;
    }
    var date = gone.atZone(people.zone()).toLocalDate();
    var start = date.atStartOfDay(people.zone()).toInstant();
    return start.isBefore(gone) ? date.plusDays(1).atStartOfDay(people.zone()).toInstant() : start;
  }

  @Override
  public SegmentStore segments() {
    return this;
  }

  @Override
  public long count(WorkspaceId workspace) {
    synchronized (shared) {
      return people(workspace).profiles.size();
    }
  }

  @Override
  public List<Profile> sample(WorkspaceId workspace, long seed, int limit) {
    synchronized (shared) {
      var people = people(workspace);
      var ids = new ArrayList<>(people.profiles.keySet());
      Collections.shuffle(ids, new Random(seed));
      return ids.stream()
          .limit(limit)
          .map(id -> withHistory(people, id, Objects.requireNonNull(people.profiles.get(id))))
          .toList();
    }
  }

  @Override
  public boolean erase(WorkspaceId workspace, Policy policy, String customerId) {
    synchronized (shared) {
      var people = people(workspace);
      people.counted = null;
      var id = leadsTo(people, personKey(customerId));
      var ids = new HashSet<>(List.of(customerId, id));
      people.aliases.forEach((alias, leadsTo) -> {
        if (leadsTo.equals(id)) {
          ids.add(alias);
        }
      });
      shared.uploads.values().stream()
          .filter(upload -> upload.workspace.equals(workspace) && upload.applied == null)
          .forEach(upload -> unstage(upload, ids));
      boolean there = people.profiles.containsKey(id);
      forget(people, id);
      return there;
    }
  }

  @Override
  public Map<String, Long> sizes(WorkspaceId workspace) {
    synchronized (shared) {
      var sizes = new HashMap<String, Long>();
      for (var profile : people(workspace).profiles.values()) {
        profile.segments().forEach(segment -> sizes.merge(segment, 1L, Long::sum));
      }
      return sizes;
    }
  }

  @Override
  public String begin(WorkspaceId workspace, String segmentId, Mode mode) {
    synchronized (shared) {
      requireOpen();
      var name = "upload " + shared.uploads.size();
      shared.uploads.put(name, new Upload(workspace, segmentId, mode));
      return name;
    }
  }

  @Override
  public void stage(String upload, List<String> customerIds) {
    synchronized (shared) {
      requireOpen();
      var staged = shared.uploads.get(upload);
      if (staged == null || staged.applied != null) {
        throw new IllegalArgumentException(upload + " is no upload that can be added to");
      }
      staged.ids.addAll(customerIds);
    }
  }

  @Override
  public Applied apply(String upload) {
    synchronized (shared) {
      requireOpen();
      var staged = shared.uploads.get(upload);
      if (staged == null) {
        throw new IllegalArgumentException(upload + " is no upload");
      }
      if (staged.applied == null) {
        staged.applied = applied(people(staged.workspace), staged);
      }
      return staged.applied;
    }
  }

  @Override
  public void discard(String upload) {
    synchronized (shared) {
      requireOpen();
      var staged = shared.uploads.get(upload);
      if (staged != null && staged.applied == null) {
        shared.uploads.remove(upload);
      }
    }
  }

  void unstage(Upload upload, Set<String> erased) {
    upload.ids.removeAll(erased);
  }

  Applied applied(People people, Upload upload) {
    long unknown = 0;
    var members = new HashSet<String>();
    for (var id : upload.ids) {
      var leadsTo = leadsTo(people, personKey(id));
      if (people.profiles.containsKey(leadsTo)) {
        members.add(leadsTo);
      } else {
        unknown++;
      }
    }
    long added = 0;
    long removed = 0;
    for (var entry : people.profiles.entrySet()) {
      boolean listed = members.contains(entry.getKey());
      var segments = new HashSet<>(entry.getValue().segments());
      if (listed && upload.mode != Mode.REMOVE) {
        added += segments.add(upload.segment) ? 1 : 0;
      } else if (leaves(upload.mode, listed)) {
        removed += segments.remove(upload.segment) ? 1 : 0;
      }
      entry.setValue(MemoryWrite.withSegments(entry.getValue(), segments));
    }
    long changed = upload.mode == Mode.REMOVE ? removed : added;
    return new Applied(added, removed, upload.ids.size() - unknown - changed, unknown);
  }

  boolean leaves(Mode mode, boolean listed) {
    return listed ? mode == Mode.REMOVE : mode == Mode.REPLACE;
  }

  String leadsTo(People people, String id) {
    return people.follow(id);
  }

  Candidate survivor(Candidate one, Candidate other) {
    return Merge.survivor(one, other);
  }

  Map<String, Value> together(Map<String, Value> survivor, Map<String, Value> other) {
    return AttributeChanges.together(survivor, other);
  }

  Map<String, List<Exposure>> exposuresTogether(
      Map<String, List<Exposure>> survivor, Map<String, List<Exposure>> other) {
    return Merge.exposures(survivor, other, mostExposures());
  }

  void moveEvents(People people, String from, String to) {
    people.moveEvents(from, to);
  }

  /// Lets an id lead to a person, and all that led to it before.
  void lead(People people, String id, String to) {
    people.aliases.replaceAll((alias, leadsTo) -> leadsTo.equals(id) ? to : leadsTo);
    people.aliases.put(id, to);
  }

  void forget(People people, String id) {
    people.forget(id);
  }

  /// Whether a write under this policy makes people one.
  boolean merges(Policy policy) {
    return policy.merging();
  }

  boolean mayAbsorb(People people, String id) {
    return !people.aliases.containsKey(id);
  }

  int mostMerges() {
    return Merge.MAX_THROUGH_ONE_VALUE;
  }

  private Profile withHistory(People people, String id, Profile profile) {
    return new Profile(
        profile.customerId(),
        profile.attributes(),
        profile.exposures(),
        profile.segments(),
        profile.firstSeen(),
        profile.lastSeen(),
        profile.merged(),
        history(people.eventsOf(id)));
  }

  /// @param events in the order in which they were appended
  History history(List<Event> events) {
    return People.history(events, History.MAX_NAMES);
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
