package dev.attune.server.catalog;

import dev.attune.server.http.Header;

/// Names the configuration that an answer was decided with.
public final class CatalogVersion {
  private CatalogVersion() {}

  public static Header header(Workspace workspace) {
    return Header.of("Attune-Catalog-Version", Long.toString(workspace.version()));
  }
}
