package dev.attune.storage;

import org.jspecify.annotations.Nullable;

/// Who an identifier names.
public interface IdentityStore {

  /// The customer id of the profile that first claimed this identifier (see
  /// [ProfileWrite#identifiers]) and still has that text (or a date-time written so) as the
  /// attribute; null where there is none.
  @Nullable String find(WorkspaceId workspace, Identifier identifier);
}
