package dev.attune.storage;

import org.jspecify.annotations.Nullable;

/// Who an identifier names.
public interface IdentityStore {

  /// The customer id of the profile that first claimed this identifier (see
  /// [ProfileWrite#identifiers]), or of the one it has become part of, if it has had that text (or
  /// a date-time written so) as the attribute ever since; null where there is none.
  @Nullable String find(WorkspaceId workspace, Identifier identifier);
}
