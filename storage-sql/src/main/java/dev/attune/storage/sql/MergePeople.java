package dev.attune.storage.sql;

import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Merge;
import dev.attune.engine.profile.Merge.Candidate;
import dev.attune.engine.profile.Merged;
import dev.attune.storage.Policy;
import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.sql.EditPerson.Place;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Makes one person of two, on the writing connection. The survivor is changed in memory and is for
/// the caller to store; everything else is stored here.
final class MergePeople {
  private final EditPerson people;
  private final Claims claims;
  private final EditHistory histories;
  private final EditUploads uploads;
  private final CountEvents counting;

  MergePeople(
      EditPerson people,
      Claims claims,
      EditHistory histories,
      EditUploads uploads,
      CountEvents counting) {
    this.people = people;
    this.claims = claims;
    this.histories = histories;
    this.uploads = uploads;
    this.counting = counting;
  }

  /// Whether the two together have not too many ids.
  boolean mayMerge(Person one, Person other) {
    return one.merged().size() + other.merged().size() < Merge.MAX_MERGED;
  }

  Place survivor(Policy policy, Place one, Place other) {
    var candidate = candidate(policy, one);
    return Merge.survivor(candidate, candidate(policy, other)).equals(candidate) ? one : other;
  }

  private Candidate candidate(Policy policy, Place place) {
    var deciding = policy.retainIfHas();
    boolean has = deciding != null && place.person().attributes(decoder()).containsKey(deciding);
    return new Candidate(place.customerId(), place.person().lastSeen(), has);
  }

  /// What the survivor would be, in memory only.
  Place tried(Policy policy, Place one, Place other, Instant at) {
    var survivor = survivor(policy, one, other);
    var gone = survivor.equals(one) ? other : one;
    survivor.person().adopt(gone.person(), decoder());
    survivor.person().merged(ids(gone, at, ""));
    return survivor;
  }

  /// The ids that a person leaves behind: theirs, and those that led to them.
  private static List<Merged> ids(Place gone, Instant at, String through) {
    var ids = new ArrayList<>(gone.person().merged());
    ids.add(new Merged(gone.customerId(), at, through));
    return ids;
  }

  /// Lets an id lead to this person, with whatever profile it has.
  ///
  /// @param through what named the id; see [dev.attune.storage.ProfileWrite#through]
  /// @return whether it leads there from now on and did not before; it does not where it leads to
  ///   another already
  boolean absorb(
      long workspace, Policy policy, Place one, String customerId, Instant at, String through)
      throws SQLException {
    if (customerId.equals(one.customerId())) {
      return false;
    }
    var found = people.find(workspace, customerId);
    var other = found.place();
    if (found.leadsTo() != null || !mayMerge(one.person(), Person.first(at))) {
      return false;
    }
    if (other == null) {
      people.lead(workspace, found, one.customerId());
      one.person().merged(List.of(new Merged(customerId, at, through)));
      return true;
    }
    if (!mayMerge(one.person(), other.person())) {
      return false;
    }
    merge(workspace, policy, one, other, at, through);
    return true;
  }

  /// These two people became one: the other's id leads to the survivor from now on.
  void merge(long workspace, Policy policy, Place survivor, Place other, Instant at, String through)
      throws SQLException {
    var into = survivor.person();
    var from = other.person();
    var identifiers = from.identifiers(decoder());
    uploads.decide(workspace, other);
    mergeHistories(survivor, other, at);
    counting.merged(workspace, policy.goals(), survivor, other);
    into.adopt(from, decoder());
    for (var identifier : identifiers) {
      if (into.has(identifier, decoder())) {
        claims.move(workspace, identifier, survivor.key());
        into.claim(identifier.name());
      } else {
        claims.release(workspace, identifier, other.key());
      }
    }
    for (var alias : from.merged()) {
      people.lead(workspace, people.find(workspace, alias.customerId()), survivor.customerId());
    }
    into.merged(ids(other, at, through));
    people.lead(workspace, other, survivor.customerId());
  }

  private void mergeHistories(Place survivor, Place other, Instant at) throws SQLException {
    var theirs = other.person().history(decoder());
    if (theirs.isEmpty()) {
      return;
    }
    var ours = survivor.person().history(decoder());
    histories.join(survivor.key(), ours, other.key(), theirs, at.minus(History.KEPT));
  }

  private Decoder decoder() {
    return people.codec().decoder();
  }
}
