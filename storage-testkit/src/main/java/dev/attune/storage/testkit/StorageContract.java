package dev.attune.storage.testkit;

import dev.attune.storage.Storage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/// What every [Storage] does, as tests. A backend's whole contract test is a subclass that says how
/// its database is opened.
///
/// ```java
/// class SqliteStorageTest extends StorageContract {
///   @TempDir Path directory;
///
///   @Override protected Storage open() {
///     return SqliteStorage.open(directory.resolve("attune.db"));
///   }
/// }
/// ```
public abstract class StorageContract {
  private final Database database = new Database();

  /// Opens the database of this test: empty the first time, and of no other test's; afterwards the
  /// same again, also while it is open already. The kit closes what it has opened.
  protected abstract Storage open() throws Exception;

  @BeforeEach
  final void nameDatabase() {
    database.openedBy(this::open);
  }

  @AfterEach
  final void closeDatabase() {
    database.closeAll();
  }

  @Nested
  class Catalogs extends CatalogsContract {
    Catalogs() {
      super(database);
    }
  }

  @Nested
  class Profiles extends ProfilesContract {
    Profiles() {
      super(database);
    }
  }

  @Nested
  class Pages extends PagesContract {
    Pages() {
      super(database);
    }
  }

  @Nested
  class Exposures extends ExposuresContract {
    Exposures() {
      super(database);
    }
  }

  @Nested
  class Histories extends HistoriesContract {
    Histories() {
      super(database);
    }
  }

  @Nested
  class Identities extends IdentitiesContract {
    Identities() {
      super(database);
    }
  }

  @Nested
  class Merging extends MergingContract {
    Merging() {
      super(database);
    }
  }

  @Nested
  class MergedParts extends MergedPartsContract {
    MergedParts() {
      super(database);
    }
  }

  @Nested
  class Lots extends LotsContract {
    Lots() {
      super(database);
    }
  }

  @Nested
  class Erasure extends ErasureContract {
    Erasure() {
      super(database);
    }
  }

  @Nested
  class Segments extends SegmentsContract {
    Segments() {
      super(database);
    }
  }

  @Nested
  class Events extends EventsContract {
    Events() {
      super(database);
    }
  }

  @Nested
  class Reports extends ReportsContract {
    Reports() {
      super(database);
    }
  }

  @Nested
  class LettingGo extends LettingGoContract {
    LettingGo() {
      super(database);
    }
  }

  @Nested
  class Lifecycle extends LifecycleContract {
    Lifecycle() {
      super(database);
    }
  }
}
