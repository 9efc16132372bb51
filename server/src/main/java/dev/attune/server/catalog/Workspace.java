package dev.attune.server.catalog;

import dev.attune.engine.experience.Catalog;
import dev.attune.server.document.WorkspaceDocument;
import dev.attune.server.document.WorkspaceDocument.Identity;
import dev.attune.server.document.WorkspaceDocument.Limits;
import dev.attune.storage.Policy;
import java.time.ZoneId;

/// The live image of one workspace. Immutable, replaced whole.
///
/// @param version counts the changes; the catalog has the same
/// @param document completed: every id and split is there
/// @param policy how what is written about its people is to be taken
public record Workspace(
    String id,
    long version,
    WorkspaceDocument document,
    Keys keys,
    Catalog catalog,
    Policy policy) {

  Workspace(String id, long version, WorkspaceDocument document, Keys keys, Catalog catalog) {
    this(id, version, document, keys, catalog, Policies.of(document));
  }

  public ZoneId zone() {
    return document.timeZone();
  }

  public Identity identity() {
    return document.identity();
  }

  public Limits limits() {
    return document.limits();
  }

  /// Short: documents are large.
  @Override
  public String toString() {
    return "Workspace[" + id + ", version " + version + "]";
  }
}
