package dev.attune.server.identity;

import dev.attune.engine.profile.Profile;
import dev.attune.server.catalog.Workspace;
import dev.attune.storage.Identifier;
import dev.attune.storage.IdentityStore;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.WorkspaceId;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whose profile a call is about: the customer id's, else that of the first identifier that names
/// one, in the workspace's order, else the anonymous id's. Source: docs/wire.md#fetch.
public final class Identification {
  /// No customer id is longer; a longer one is nobody's.
  public static final int MAX_ID_LENGTH = 512;

  /// What callers send when they know nobody. In any case.
  private static final Set<String> NOBODY =
      Set.of(
          "unknown",
          "guest",
          "null",
          "0",
          "1",
          "true",
          "false",
          "na",
          "n/a",
          "",
          "none",
          "-1",
          "-2",
          "2",
          "id",
          "user_id",
          "customer_id",
          "uid",
          "userid");

  private final ProfileStore profiles;
  private final IdentityStore identities;

  public Identification(ProfileStore profiles, IdentityStore identities) {
    this.profiles = profiles;
    this.identities = identities;
  }

  /// Whether an id is one of those that callers send when they know nobody, and so would make one
  /// person of many.
  public static boolean namesNobody(String id) {
    return NOBODY.contains(id.strip().toLowerCase(Locale.ROOT));
  }

  /// One storage read for a known customer id; one more for each identifier tried, one for the
  /// profile it names, and one for the anonymous id.
  ///
  /// @param since how far back the person's history is wanted; null for none of it
  /// @return null for a visitor of whom there is no profile
  public @Nullable Profile find(Workspace workspace, Named named, @Nullable Instant since) {
    var profile = byId(workspace, named.customerId(), since);
    if (profile == null) {
      profile = byIdentifier(workspace, named, since);
    }
    return profile != null || named.anonymousId().equals(named.customerId())
        ? profile
        : byId(workspace, named.anonymousId(), since);
  }

  private @Nullable Profile byIdentifier(
      Workspace workspace, Named named, @Nullable Instant since) {
    if (workspace.identity().resolution()) {
      for (var name : workspace.identity().identifiers()) {
        var value = named.userIdentifiers().getOrDefault(name, named.anyIdentifier());
        var owner = owner(workspace, name, value);
        var found = owner == null ? null : byId(workspace, owner, since);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /// The customer id of whom an identifier names; null when it names nobody.
  ///
  /// @param name one of those that the workspace resolves by
  public @Nullable String owner(Workspace workspace, String name, String value) {
    return value.isBlank() || value.length() > MAX_ID_LENGTH
        ? null
        : identities.find(new WorkspaceId(workspace.id()), new Identifier(name, value));
  }

  private @Nullable Profile byId(Workspace workspace, String customerId, @Nullable Instant since) {
    return customerId.isEmpty() || customerId.length() > MAX_ID_LENGTH
        ? null
        : profiles.find(new WorkspaceId(workspace.id()), customerId, since);
  }
}
