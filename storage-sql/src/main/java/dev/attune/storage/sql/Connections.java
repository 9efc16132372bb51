package dev.attune.storage.sql;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/// Opens connections to one file. Each is used by one thread at a time.
///
/// Why each setting is what it is stands in RATIONALE.md.
final class Connections {
  static final int BUSY_MILLIS = 10_000;
  private static final long RETRY_NANOS = 5_000_000;
  private static final int READER_CACHE_KIB = 1_024;
  private static final int WRITER_CACHE_KIB = 16_384;

  private final Path file;

  Connections(Path file) {
    this.file = file;
  }

  /// Makes an empty file, readable by its owner only where the file system knows owners, unless
  /// there is one. SQLite gives the files beside it the same permissions.
  void createFile() throws IOException {
    var parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        var ownerOnly = PosixFilePermissions.fromString("rw-------");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
      } else {
        Files.createFile(file);
      }
    } catch (FileAlreadyExistsException e) {
      // It keeps its content and the permissions that its owner gave it.
    }
  }

  Path file() {
    return file;
  }

  /// How long the write-ahead log is, in bytes.
  long logSize() throws IOException {
    return Files.size(file.resolveSibling(file.getFileName() + "-wal"));
  }

  Connection reader() throws SQLException {
    return open(common(READER_CACHE_KIB));
  }

  Connection writer() throws SQLException {
    var settings = common(WRITER_CACHE_KIB);
    settings.setPragma(Pragma.WAL_AUTOCHECKPOINT, "0");
    settings.setPragma(Pragma.SECURE_DELETE, "true");
    return open(settings);
  }

  private static SQLiteConfig common(int cacheKib) {
    var settings = new SQLiteConfig();
    settings.setOpenMode(SQLiteOpenMode.NOMUTEX);
    settings.setJournalMode(JournalMode.WAL);
    settings.setSynchronous(SynchronousMode.FULL);
    settings.setBusyTimeout(BUSY_MILLIS);
    // Or the driver prepares and runs one more query after every INSERT.
    settings.setGetGeneratedKeys(false);
    settings.setPragma(Pragma.CACHE_SIZE, "-" + cacheKib);
    settings.setPragma(Pragma.MMAP_SIZE, Long.toString(Integer.MAX_VALUE));
    settings.setPragma(Pragma.TEMP_STORE, "2");
    return settings;
  }

  /// Neither in a transaction nor in the driver's auto-commit mode: in that mode the driver itself
  /// begins a transaction after every statement, and fails when there is one.
  private Connection open(SQLiteConfig settings) throws SQLException {
    var connection = connect(settings);
    connection.setAutoCommit(false);
    try (var sql = connection.createStatement()) {
      sql.execute("COMMIT");
    }
    return connection;
  }

  /// While another process makes a new file one with a write-ahead log, SQLite answers that it is
  /// busy without waiting, whatever the timeout. So the wait is here.
  private Connection connect(SQLiteConfig settings) throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_MILLIS);
    while (true) {
      try {
        return settings.createConnection("jdbc:sqlite:" + file);
      } catch (SQLiteException failed) {
        boolean busy = failed.getResultCode() == SQLiteErrorCode.SQLITE_BUSY;
        if (!busy || System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
          throw failed;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }
}
