package dev.attune.server.catalog;

import dev.attune.server.http.Header;
import org.jspecify.annotations.Nullable;

/// Names the configuration that an answer was decided with.
public final class CatalogVersion {
  private static final int REMEMBERED = 64;

  private record Made(long version, Header header) {}

  // Every answer has one, so it is not made anew for each. Threads may overwrite each other's: what
  // is there is whole, and its version is looked at.
  private static final @Nullable Made[] MADE = new @Nullable Made[REMEMBERED];

  private CatalogVersion() {}

  public static Header header(Workspace workspace) {
    long version = workspace.version();
    int place = (int) (version % REMEMBERED);
    var made = MADE[place];
    if (made == null || made.version != version) {
      made = new Made(version, Header.fixed("Attune-Catalog-Version", Long.toString(version)));
      MADE[place] = made;
    }
    return made.header;
  }
}
