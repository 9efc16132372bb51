package dev.attune.storage.sql;

import dev.attune.storage.CatalogStore;
import dev.attune.storage.EventStore;
import dev.attune.storage.IdentityStore;
import dev.attune.storage.ProfileStore;
import dev.attune.storage.ReportStore;
import dev.attune.storage.SegmentStore;
import dev.attune.storage.Storage;
import dev.attune.storage.StorageException;
import dev.attune.storage.WorkspaceId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One SQLite file. Reads run on the caller's thread, writes on one thread that is the storage's
/// own. Other processes may have the same file open.
public final class SqliteStorage implements Storage {
  private final Readers readers;
  private final Writer writer;
  private final Slots slots;
  // Numbers never change and workspaces are few, so what has been seen once is remembered.
  private final Map<WorkspaceId, Long> numbers = new ConcurrentHashMap<>();
  private final CatalogStore catalogs;
  private final ProfileStore profiles;
  private final IdentityStore identities;
  private final EventStore events;
  private final SqliteReportStore reports;
  private final SegmentStore segments;
  private final int step;

  private SqliteStorage(Connections connections, Slots slots, Sizes sizes, InstantSource clock)
      throws SQLException {
    this.slots = slots;
    step = sizes.step();
    readers =
        new Readers(
            connections, slots, sizes, Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    writer = new Writer(connections, slots, sizes);
    catalogs = new SqliteCatalogStore(this);
    profiles = new SqliteProfileStore(this);
    identities =
        (workspace, identifier) -> {
          long number = number(workspace);
          return number == 0 ? null : read(reader -> reader.identifiers.find(number, identifier));
        };
    events = new SqliteEventStore(this, Math.max(1, step / 4));
    reports = new SqliteReportStore(this);
    var applying = new ApplyUpload(this, slots, step);
    segments = new SqliteSegmentStore(this, clock, applying);
    new Unfinished(this, applying).finish();
  }

  /// Opens the file, or makes it; its directory too.
  ///
  /// @throws StorageException.Unavailable if that cannot be done, or the file is something else
  public static SqliteStorage open(Path file, InstantSource clock) {
    return open(file, Sizes.USUAL, clock);
  }

  static SqliteStorage open(Path file) {
    return open(file, Sizes.USUAL);
  }

  static SqliteStorage open(Path file, Sizes sizes) {
    return open(file, sizes, InstantSource.system());
  }

  static SqliteStorage open(Path file, Sizes sizes, InstantSource clock) {
    var connections = new Connections(file);
    try {
      connections.createFile();
      long seed;
      try (var connection = connections.writer()) {
        Schema.bringUpToDate(connection);
        seed = Schema.seed(connection);
      }
      return new SqliteStorage(connections, new Slots(seed, sizes.slotBits()), sizes, clock);
    } catch (SQLException | IOException e) {
      throw new StorageException.Unavailable(
          "SQLite cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public CatalogStore catalogs() {
    return catalogs;
  }

  @Override
  public ProfileStore profiles() {
    return profiles;
  }

  @Override
  public IdentityStore identities() {
    return identities;
  }

  @Override
  public EventStore events() {
    return events;
  }

  @Override
  public SegmentStore segments() {
    return segments;
  }

  @Override
  public ReportStore reports() {
    return reports;
  }

  @Override
  public boolean readsInProcess() {
    return true;
  }

  @Override
  public void purge(WorkspaceId workspace) {
    long number = number(workspace);
    if (number == 0) {
      return;
    }
    eraseEvents(); // or what they take back would be taken from what is counted after
    write(sql -> {
      sql.generations.abandon(number);
      sql.erasePerson.wantScrub();
      return true;
    });
    while (write(sql -> sql.eraseUploads.purge(number, 10 * step))) {}
    while (write(sql -> sql.eraseWorkspace.people(number))) {}
    long last = write(sql -> sql.eraseWorkspace.lastEvent());
    for (long reached = 0; reached < last; ) {
      long after = reached;
      reached = write(sql -> sql.eraseWorkspace.events(number, after, last));
    }
    reports.dropOldSums(number);
    write(sql -> {
      sql.erasePerson.wantScrub(); // Another erasure may have had it done in between.
      return true;
    });
    writer.scrub();
  }

  @Override
  public void close() {
    writer.close();
    readers.close();
  }

  /// Deletes the events of everybody who is erased; after that what was deleted is in none of the
  /// database's files.
  void finishErasures() {
    eraseEvents();
    writer.scrub();
  }

  /// Deletes the events of everybody who is erased.
  void eraseEvents() {
    while (write(sql -> sql.erasePerson.events(step))) {}
  }

  Slots slots() {
    return slots;
  }

  <T extends @Nullable Object> T read(Readers.Query<T> query) {
    return readers.read(query);
  }

  <T> T write(Change<T> change) {
    return writer.write(change);
  }

  /// How many writes wait for the one under way.
  int waitingWrites() {
    return writer.waiting();
  }

  /// 0 where there is no such workspace.
  long number(WorkspaceId id) {
    var known = numbers.get(id);
    if (known != null) {
      return known;
    }
    long number = read(reader -> reader.workspaces.number(id));
    if (number != 0) {
      numbers.put(id, number);
    }
    return number;
  }

  /// The workspace's number; it gets one if it has none.
  long numberOrNew(WorkspaceId id) {
    if (number(id) == 0) {
      write(sql -> {
        sql.replaceCatalog.number(id);
        return true;
      });
    }
    return number(id);
  }
}
