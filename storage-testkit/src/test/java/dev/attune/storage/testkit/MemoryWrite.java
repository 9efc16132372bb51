package dev.attune.storage.testkit;

import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.Merge.Candidate;
import dev.attune.engine.profile.Merged;
import dev.attune.engine.profile.Profile;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.Written;
import dev.attune.storage.testkit.People.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// One write to a [MemoryStorage], under its lock.
final class MemoryWrite {
  private final MemoryStorage storage;
  private final People people;
  private final Policy policy;
  private final ProfileWrite write;
  private final List<String> merged = new ArrayList<>();
  private boolean full;

  MemoryWrite(MemoryStorage storage, People people, Policy policy, ProfileWrite write) {
    this.storage = storage;
    this.people = people;
    this.policy = policy;
    this.write = write;
  }

  /// A write that does not fit is taken back whole and, unless it is strict, applied without its
  /// attributes.
  Written apply() {
    if (write.changes().isEmpty()) {
      return apply(AttributeChanges.NONE);
    }
    var before = people.copy();
    var written = apply(write.changes());
    if (!full) {
      return written;
    }
    storage.takeBack(people, before);
    merged.clear();
    var rest =
        write.strict()
            ? new Written(Written.Outcome.FULL, write.customerId(), List.of(), List.of())
            : apply(AttributeChanges.NONE);
    return new Written(
        Written.Outcome.FULL, rest.customerId(), List.copyOf(rest.merged()), rest.appended());
  }

  private Written apply(AttributeChanges wanted) {
    var id = storage.leadsTo(people, storage.personKey(write.customerId()));
    var before = people.profiles.get(id);
    if (before == null && write.existingOnly()) {
      return new Written(Written.Outcome.ABSENT, id, List.of(), List.of());
    }
    var profile = before != null ? before : stranger();
    var changes = storage.merges(policy) ? withoutCrowded(id, wanted) : wanted;
    people.profiles.put(id, changed(profile, changes));
    id = unite(id, changes);
    var appended = append(id);
    var now = person(id);
    var segments = new HashSet<>(now.segments());
    segments.addAll(write.joined());
    segments.removeAll(write.left());
    people.profiles.put(id, withSegments(now, segments));
    for (var identifier : write.identifiers()) {
      if (has(id, identifier) && !storage.isTaken(people, identifier)) {
        people.claims.put(identifier, new Claim(id, 0));
      }
    }
    var outcome = before == null ? Written.Outcome.CREATED : Written.Outcome.UPDATED;
    return new Written(outcome, person(id).customerId(), merged, appended);
  }

  static Profile withSegments(Profile profile, Set<String> segments) {
    return new Profile(
        profile.customerId(),
        profile.attributes(),
        profile.exposures(),
        segments,
        profile.firstSeen(),
        profile.lastSeen(),
        profile.merged(),
        profile.history());
  }

  private Profile stranger() {
    return new Profile(write.customerId(), Map.of(), Map.of(), Set.of(), write.at(), write.at());
  }

  private Profile person(String id) {
    return Objects.requireNonNull(people.profiles.get(id));
  }

  private boolean has(String id, Identifier identifier) {
    return storage.stillHas(person(id), identifier);
  }

  private Profile changed(Profile profile, AttributeChanges changes) {
    full |= storage.isFull(profile, changes);
    return new Profile(
        profile.customerId(),
        storage.changed(profile.attributes(), changes),
        profile.exposures(),
        profile.segments(),
        profile.firstSeen(),
        storage.lastSeen(profile, write.at()),
        profile.merged(),
        profile.history());
  }

  private AttributeChanges withoutCrowded(String id, AttributeChanges changes) {
    var set = new HashMap<>(changes.set());
    for (var identifier : write.identifiers()) {
      var owner = storage.owner(people, identifier);
      var claim = people.claims.get(identifier);
      if (owner != null
          && claim != null
          && !claim.owner().equals(id)
          && claim.merges() >= storage.mostMerges()) {
        set.remove(identifier.name());
      }
    }
    return new AttributeChanges(set, changes.removed(), changes.added(), changes.taken());
  }

  private String unite(String id, AttributeChanges changes) {
    var one = id;
    for (var identifier : storage.merges(policy) ? write.identifiers() : List.<Identifier>of()) {
      var owner = storage.owner(people, identifier);
      var claim = people.claims.get(identifier);
      if (owner == null || claim == null || claim.owner().equals(one) || !has(one, identifier)) {
        continue;
      }
      people.claims.put(identifier, new Claim(claim.owner(), claim.merges() + 1));
      boolean survives =
          storage.survivor(candidate(one), candidate(claim.owner())).equals(candidate(one));
      var other = survives ? claim.owner() : one;
      one = survives ? one : claim.owner();
      merge(one, other, identifier.name());
      people.profiles.put(one, changed(person(one), changes));
    }
    for (var absorbed : write.absorbed()) {
      absorb(one, storage.personKey(absorbed));
    }
    return one;
  }

  private Candidate candidate(String id) {
    var profile = person(id);
    return new Candidate(
        profile.customerId(),
        profile.lastSeen(),
        policy.retainIfHas() != null && profile.attributes().containsKey(policy.retainIfHas()));
  }

  private void absorb(String one, String other) {
    if (other.equals(one)
        || people.follow(other).equals(one)
        || !storage.mayAbsorb(people, other)) {
      return;
    }
    if (people.profiles.containsKey(other)) {
      merge(one, other, write.through());
    } else {
      lead(one, other, List.of(), write.through());
    }
  }

  private void merge(String one, String other, String through) {
    var into = person(one);
    var from = person(other);
    var segments = new HashSet<>(into.segments());
    segments.addAll(from.segments());
    people.profiles.put(
        one,
        new Profile(
            into.customerId(),
            storage.together(into.attributes(), from.attributes()),
            storage.exposuresTogether(into.exposures(), from.exposures()),
            segments,
            earlier(into.firstSeen(), from.firstSeen()),
            into.lastSeen().isAfter(from.lastSeen()) ? into.lastSeen() : from.lastSeen(),
            into.merged(),
            into.history()));
    people.profiles.remove(other);
    storage.moveEvents(people, other, one);
    people.claims.replaceAll((identifier, claim) ->
        claim.owner().equals(other) ? new Claim(one, claim.merges()) : claim);
    lead(one, other, from.merged(), through);
  }

  private void lead(String one, String other, List<Merged> before, String through) {
    merged.add(other);
    storage.lead(people, other, one);
    var all = new ArrayList<>(person(one).merged());
    all.addAll(before);
    all.add(new Merged(other, write.at(), through));
    all.sort(Comparator.comparing(Merged::at));
    var profile = person(one);
    people.profiles.put(
        one,
        new Profile(
            profile.customerId(),
            profile.attributes(),
            profile.exposures(),
            profile.segments(),
            profile.firstSeen(),
            profile.lastSeen(),
            all,
            profile.history()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private List<Written.Appended> append(String id) {
    var appended = new ArrayList<Written.Appended>();
    var profile = person(id);
    Map<String, List<Exposure>> exposures = new HashMap<>(profile.exposures());
    for (var event : write.events()) {
      if (storage.isTooOld(event)) {
        appended.add(Written.Appended.TOO_OLD);
        continue;
      }
      boolean isNew = people.eventIds.add(storage.eventKey(event.id(), id));
      appended.add(isNew ? Written.Appended.NEW : Written.Appended.DUPLICATE);
      if (isNew) {
        people.append(id, event, policy.goals());
        expose(event, exposures);
      } else {
        people.repeat(event, policy.goals());
      }
    }
    people.profiles.put(
        id,
        new Profile(
            profile.customerId(),
            profile.attributes(),
            exposures,
            profile.segments(),
            profile.firstSeen(),
            profile.lastSeen(),
            profile.merged(),
            profile.history()));
    return appended;
  }

  private void expose(Event event, Map<String, List<Exposure>> exposures) {
    var exposure = event.exposure();
    if (exposure != null) {
      var present = exposures.getOrDefault(exposure.experienceId(), List.of());
      var more = storage.kept(present, exposure);
      int all = exposures.values().stream().mapToInt(List::size).sum();
      if (more.size() == present.size() || all < storage.mostExposures()) {
        exposures.put(exposure.experienceId(), more);
      }
    }
  }
}
