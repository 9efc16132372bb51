package dev.attune.storage.sql;

import dev.attune.engine.profile.Merge;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Identifier;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import dev.attune.storage.sql.EditPerson.Place;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What identifiers and attributes say about who is who, on the writing connection.
final class IdentifyPeople {
  private final EditPerson people;
  private final Claims claims;
  private final MergePeople merge;

  IdentifyPeople(EditPerson people, Claims claims, MergePeople merge) {
    this.people = people;
    this.claims = claims;
    this.merge = merge;
  }

  /// The changes of a write without the identifiers that too many have become one through already.
  AttributeChanges withoutCrowded(long workspace, Place place, ProfileWrite write)
      throws SQLException {
    var changes = write.changes();
    for (var identifier : write.identifiers()) {
      var claim = claims.find(workspace, identifier);
      if (claim != null
          && claim.person() != place.key()
          && (claim.merges() >= Merge.MAX_THROUGH_ONE_VALUE
              || !merge.mayMerge(place.person(), at(workspace, claim.person()).person()))) {
        var set = new HashMap<>(changes.set());
        if (Person.hasText(set.get(identifier.name()), identifier.value())) {
          set.remove(identifier.name());
        }
        changes = new AttributeChanges(set, changes.removed(), changes.added(), changes.taken());
      }
    }
    return changes;
  }

  /// Whether all who survive as a write makes people one can take its changes. Tried on copies,
  /// before anything is stored: a merge is never taken back. Of the person alone [#change] tells.
  boolean survivorsFit(
      long workspace, Policy policy, Place place, ProfileWrite write, AttributeChanges changes)
      throws SQLException {
    if (changes.isEmpty() || !policy.merging() || write.identifiers().isEmpty()) {
      return true; // Whoever absorbs survives, and takes from others what fits.
    }
    var decoder = people.codec().decoder();
    var one = place.copy(decoder);
    if (!one.person().apply(changes, decoder)) {
      return false;
    }
    var united = new HashSet<Long>();
    united.add(one.key());
    for (var identifier : write.identifiers()) {
      var other = other(workspace, one, identifier);
      if (other == null
          || united.contains(other.key())
          || !merge.mayMerge(one.person(), other.person())) {
        continue;
      }
      united.add(other.key());
      one = merge.tried(policy, one, other, write.at());
      if (!one.person().apply(changes, decoder)) {
        return false;
      }
    }
    return true;
  }

  /// Applies changes, and gives up the identifiers whose values the person has no more.
  ///
  /// @return whether the profile could take the changes; if not it is as before
  boolean change(long workspace, Place place, AttributeChanges changes) throws SQLException {
    var person = place.person();
    var held =
        changes.isEmpty() ? List.<Identifier>of() : person.identifiers(people.codec().decoder());
    if (!person.apply(changes, people.codec().decoder())) {
      return false;
    }
    for (var identifier : held) {
      if (!person.has(identifier, people.codec().decoder())) {
        claims.release(workspace, identifier, place.key());
        person.release(identifier.name());
      }
    }
    return true;
  }

  /// Applies changes that [#survivorsFit] has tried.
  void changeAsTried(long workspace, Place place, AttributeChanges changes) throws SQLException {
    if (!change(workspace, place, changes)) {
      throw new IllegalStateException("changes that were said to fit do not");
    }
  }

  /// Makes the person one with all who have claimed what it claims, and with the ids it absorbs.
  ///
  /// @param place who has the write's attributes already
  /// @param changes those of the write; a survivor that has them not gets them too
  /// @param merged takes the ids that were merged
  /// @return who it is now
  Place unite(
      long workspace,
      Policy policy,
      Place place,
      ProfileWrite write,
      AttributeChanges changes,
      List<String> merged)
      throws SQLException {
    var one = place;
    if (policy.merging()) {
      for (var identifier : write.identifiers()) {
        one = unite(workspace, policy, one, write, changes, identifier, merged);
      }
    }
    if (!write.absorbed().isEmpty()) {
      one = people.settled(workspace, one);
    }
    for (var id : write.absorbed().stream().sorted().toList()) {
      if (merge.absorb(workspace, policy, one, id, write.at(), write.through())) {
        merged.add(id);
      }
    }
    return one;
  }

  private Place unite(
      long workspace,
      Policy policy,
      Place one,
      ProfileWrite write,
      AttributeChanges changes,
      Identifier identifier,
      List<String> merged)
      throws SQLException {
    var other = other(workspace, one, identifier);
    if (other == null || !merge.mayMerge(one.person(), other.person())) {
      return one;
    }
    claims.count(workspace, identifier);
    var survivor = merge.survivor(policy, one, other);
    var gone = Objects.equals(survivor, one) ? other : one;
    merge.merge(workspace, policy, survivor, gone, write.at(), identifier.name());
    merged.add(gone.customerId());
    // Where the other survives, its values have won over those that were just written.
    changeAsTried(workspace, survivor, changes);
    return survivor;
  }

  /// Writes down what the person has and nobody else does.
  void claim(long workspace, Place place, List<Identifier> identifiers) throws SQLException {
    for (var identifier : identifiers) {
      if (!place.person().has(identifier, people.codec().decoder())) {
        continue;
      }
      var claim = claims.find(workspace, identifier);
      if (claim == null) {
        claims.insert(workspace, identifier, place.key());
        place.person().claim(identifier.name());
      }
    }
  }

  /// Who else has an identifier that this person has; null if nobody.
  private @Nullable Place other(long workspace, Place place, Identifier identifier)
      throws SQLException {
    if (!place.person().has(identifier, people.codec().decoder())) {
      return null;
    }
    var claim = claims.find(workspace, identifier);
    return claim == null || claim.person() == place.key() ? null : at(workspace, claim.person());
  }

  private Place at(long workspace, long key) throws SQLException {
    var place = people.at(workspace, key);
    if (place == null) {
      throw new IllegalStateException("an identifier of workspace " + workspace + " is nobody's");
    }
    return place;
  }
}
