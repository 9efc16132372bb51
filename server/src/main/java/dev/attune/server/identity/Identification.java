package dev.attune.server.identity;

import dev.attune.engine.profile.Profile;
import dev.attune.server.catalog.Workspace;
import dev.attune.storage.Identifier;
import dev.attune.storage.IdentityStore;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.WorkspaceId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whose profile a call is about: the customer id's, else that of the first identifier that names
/// one, in the workspace's order. Source: docs/wire.md#fetch.
public final class Identification {
  /// No customer id is longer; a longer one is nobody's.
  public static final int MAX_ID_LENGTH = 512;

  private final ProfileStore profiles;
  private final IdentityStore identities;

  public Identification(ProfileStore profiles, IdentityStore identities) {
    this.profiles = profiles;
    this.identities = identities;
  }

  /// One storage read for a known customer id; one more for each identifier tried, and one for the
  /// profile it names.
  ///
  /// @param customerId empty when not given
  /// @param userIdentifiers values by attribute name
  /// @param anyIdentifier a value to try as every identifier in turn; empty when not given
  /// @param since how far back the person's history is wanted; null for none of it
  /// @return null for an anonymous visitor
  public @Nullable Profile find(
      Workspace workspace,
      String customerId,
      Map<String, String> userIdentifiers,
      String anyIdentifier,
      @Nullable Instant since) {
    var profile = byCustomerId(workspace, customerId, since);
    if (profile != null || !workspace.identity().resolution()) {
      return profile;
    }
    for (var name : workspace.identity().identifiers()) {
      var value = userIdentifiers.getOrDefault(name, anyIdentifier);
      var owner = value.isBlank() ? null : owner(workspace, name, value);
      var found =
          owner == null ? null : profiles.find(new WorkspaceId(workspace.id()), owner, since);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String owner(Workspace workspace, String name, String value) {
    return value.length() > MAX_ID_LENGTH
        ? null
        : identities.find(new WorkspaceId(workspace.id()), new Identifier(name, value));
  }

  private @Nullable Profile byCustomerId(
      Workspace workspace, String customerId, @Nullable Instant since) {
    return customerId.isEmpty() || customerId.length() > MAX_ID_LENGTH
        ? null
        : profiles.find(new WorkspaceId(workspace.id()), customerId, since);
  }
}
