package dev.attune.storage;

import dev.attune.engine.profile.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// People.
public interface ProfileStore {

  /// A profile with all that decisions need, in one round trip; null for a stranger.
  ///
  /// @throws StorageException.Unavailable if nothing could be read
  @Nullable Profile find(WorkspaceId workspace, String customerId);

  /// Applies each write in order: attributes, identifiers, memberships and events. Writes that race
  /// on different attributes of one profile never lose one another; on the same attribute the one
  /// applied last wins. A duplicate event changes nothing; the rest of its write is applied.
  ///
  /// Durable when this returns. Applying the same writes again changes nothing but what other
  /// writers have changed between.
  ///
  /// @return what came of each, in order
  /// @throws IllegalArgumentException if a customer id holds half of a surrogate pair; nothing was
  ///   stored
  /// @throws StorageException.Unavailable if nothing was stored
  /// @throws StorageException.OutcomeUnknown if some may have been; calling again is safe
  List<Written> write(WorkspaceId workspace, List<ProfileWrite> writes);

  /// A page of profiles by customer id in ascending order of their UTF-8 bytes.
  ///
  /// @param after the last customer id of the page before; null for the first page
  /// @param limit how many at the most; a shorter page is the last
  List<Profile> page(WorkspaceId workspace, @Nullable String after, int limit);
}
