package dev.attune.server.catalog;

import dev.attune.engine.attribution.Goals;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.storage.Policy;

/// What the storage is told of a workspace with each write.
final class Policies {
  private Policies() {}

  static Policy of(WorkspaceDocument document) {
    var identity = document.identity();
    return new Policy(
        identity.resolution(), identity.retainIfHas(), new Goals(document.timeZone()));
  }
}
