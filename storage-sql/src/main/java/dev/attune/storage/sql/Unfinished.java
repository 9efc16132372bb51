package dev.attune.storage.sql;

import dev.attune.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes on with what a process left undone that ended in the middle: erasures and uploads. Once, on
/// a thread of its own, when the database is opened.
final class Unfinished {
  private static final Logger log = LoggerFactory.getLogger(Unfinished.class);

  private final SqliteStorage storage;
  private final ApplyUpload applying;

  Unfinished(SqliteStorage storage, ApplyUpload applying) {
    this.storage = storage;
    this.applying = applying;
  }

  void finish() {
    var uploads = storage.read(reader -> reader.uploads.unfinished());
    boolean erasures = storage.read(reader -> reader.uploads.erasures());
    if (!uploads.isEmpty() || erasures) {
      Thread.ofPlatform()
          .daemon()
          .name("attune-storage-unfinished")
          .start(() -> finish(uploads, erasures));
    }
  }

  private void finish(Iterable<Long> uploads, boolean erasures) {
    try {
      if (erasures) {
        storage.finishErasures();
      }
      for (long upload : uploads) {
        var applied = applying.apply(upload);
        log.info("went on with upload {}, which was interrupted: {}", upload, applied);
      }
    } catch (StorageException e) {
      log.warn("what was interrupted goes on when the database is opened next", e);
    } catch (IllegalArgumentException e) {
      log.info("an upload that was interrupted is gone: {}", e.getMessage());
    }
  }
}
