package dev.attune.storage.testkit;

import dev.attune.storage.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// The database of one test, and whatever the test has opened of it.
final class Database {
  private final List<Storage> opened = Collections.synchronizedList(new ArrayList<>());
  private @Nullable Callable<Storage> opening;
  private @Nullable Storage first;

  void openedBy(Callable<Storage> how) {
    opening = how;
  }

  /// The one most tests use; opened when first asked for, by the first of racing threads.
  synchronized Storage storage() {
    var storage = first;
    if (storage == null) {
      storage = another();
      first = storage;
    }
    return storage;
  }

  /// One more on the same database.
  Storage another() {
    try {
      var storage = Objects.requireNonNull(opening).call();
      opened.add(storage);
      return storage;
    } catch (Exception e) {
      throw new AssertionError("the storage did not open", e);
    }
  }

  /// The same database after it was closed.
  synchronized Storage reopened() {
    closeAll();
    return storage();
  }

  synchronized void closeAll() {
    first = null;
    opened.forEach(Storage::close);
    opened.clear();
  }
}
