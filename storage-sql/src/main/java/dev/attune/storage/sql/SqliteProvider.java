package dev.attune.storage.sql;

import dev.attune.storage.Storage;
import dev.attune.storage.StorageProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// `sqlite:PATH`: one file, and two beside it while it is open.
public final class SqliteProvider implements StorageProvider {
  @Override
  public String scheme() {
    return "sqlite";
  }

  @Override
  public Storage open(String url, InstantSource clock) {
    return SqliteStorage.open(path(url), clock);
  }

  private Path path(String url) {
    var prefix = scheme() + ":";
    var path = url.startsWith(prefix) ? url.substring(prefix.length()) : "";
    // SQLite would read a question mark as the start of its own settings.
    if (path.isBlank() || path.contains("?") || path.startsWith(":")) {
      throw malformed(url, null);
    }
    try {
      return Path.of(path).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw malformed(url, e);
    }
  }

  private static IllegalArgumentException malformed(String url, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "\"" + url + "\" names no file; it is written sqlite:PATH, as in sqlite:data/attune.db",
        cause);
  }
}
