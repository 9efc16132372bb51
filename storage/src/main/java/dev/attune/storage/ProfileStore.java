package dev.attune.storage;

import dev.attune.engine.profile.Profile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// People.
public interface ProfileStore {

  /// A profile with all that decisions need, in one round trip; null for a stranger. An id that was
  /// merged into another finds the profile that survived, which may take another round trip.
  ///
  /// @param since how far back its history is wanted; null for none of it
  /// @throws StorageException.Unavailable if nothing could be read
  @Nullable Profile find(WorkspaceId workspace, String customerId, @Nullable Instant since);

  /// Without history.
  default @Nullable Profile find(WorkspaceId workspace, String customerId) {
    return find(workspace, customerId, null);
  }

  /// Applies each write in order: attributes, identifiers, memberships and events. Writes that race
  /// on different attributes of one profile never lose one another; on the same attribute the one
  /// applied last wins. A duplicate event changes nothing, nor does one that is too old; the rest
  /// of its write is applied.
  ///
  /// Where the policy merges, a claimed identifier that another profile has makes the two one, and
  /// so do the ids in [ProfileWrite#absorbed]; all or nothing of a merge is ever seen.
  ///
  /// Durable when this returns. Applying the same writes again changes nothing but what other
  /// writers have changed between.
  ///
  /// @return what came of each, in order
  /// @throws IllegalArgumentException if a customer id holds half of a surrogate pair; nothing was
  ///   stored
  /// @throws StorageException.Unavailable if nothing was stored
  /// @throws StorageException.OutcomeUnknown if some may have been; calling again is safe
  List<Written> write(WorkspaceId workspace, Policy policy, List<ProfileWrite> writes);

  /// A page of profiles by customer id in ascending order of their UTF-8 bytes.
  ///
  /// @param after the last customer id of the page before; null for the first page
  /// @param limit how many at the most; a shorter page is the last
  List<Profile> page(WorkspaceId workspace, @Nullable String after, int limit);

  /// How many profiles there are, roughly while others write; merged ones count once.
  long count(WorkspaceId workspace);

  /// Profiles picked by lot, each as likely as any other and none twice, with their history: some
  /// kilobytes of memory for each, 50 for who has done much.
  ///
  /// @param seed the same seed picks the same people as long as nobody comes or goes
  /// @param limit how many; fewer when there are not so many
  List<Profile> sample(WorkspaceId workspace, long seed, int limit);

  /// Erases all of a person, under every id that was merged into theirs: profile, identifiers,
  /// memberships, history, events, and what was counted of them (but impressions and clicks whose
  /// events were let go before); and their ids out of uploads that are not applied, also an id that
  /// is nobody's.
  ///
  /// Gone from the database's files too when this returns, or as soon as nobody reads an older
  /// state and what there was to clear is cleared. A write that races comes before, and goes with
  /// it, or after, and is of a new person.
  ///
  /// @param policy what they counted for
  /// @return whether there was such a person
  /// @throws StorageException.OutcomeUnknown if not all may be gone yet; it will be
  boolean erase(WorkspaceId workspace, Policy policy, String customerId);
}
