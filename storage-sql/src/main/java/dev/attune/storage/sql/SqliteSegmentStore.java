package dev.attune.storage.sql;

import dev.attune.storage.SegmentStore;
import dev.attune.storage.StorageException;
import dev.attune.storage.WorkspaceId;
import dev.attune.storage.encoding.Encoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Uploads go through the phases of [Upload]; here is who goes on from phase to phase.
final class SqliteSegmentStore implements SegmentStore {
  private static final Duration KEPT = Duration.ofDays(1);

  private final SqliteStorage storage;
  private final InstantSource clock;
  private final ApplyUpload applying;

  SqliteSegmentStore(SqliteStorage storage, InstantSource clock, ApplyUpload applying) {
    this.storage = storage;
    this.clock = clock;
    this.applying = applying;
  }

  @Override
  public Map<String, Long> sizes(WorkspaceId workspace) {
    long number = storage.number(workspace);
    return number == 0 ? Map.of() : storage.read(reader -> reader.uploads.sizes(number));
  }

  @Override
  public String begin(WorkspaceId workspace, String segmentId, Mode mode) {
    long number = storage.numberOrNew(workspace);
    var now = clock.instant();
    return Long.toString(
        storage.write(sql -> {
          sql.eraseUploads.forgetOld(now.minus(KEPT).toEpochMilli());
          return sql.uploads.begin(number, segmentId, mode, now.toEpochMilli());
        }));
  }

  @Override
  public void stage(String upload, List<String> customerIds) {
    long number = number(upload);
    // Half a surrogate pair is nobody's id; UTF-8 would make another of it.
    var sound = customerIds.stream().filter(id -> !Encoder.hasLoneSurrogate(id)).toList();
    var part = EditUploads.part(sound);
    if (!storage.write(sql -> sql.uploads.stage(number, part))) {
      throw new IllegalArgumentException("upload " + upload + " takes no more, or is none");
    }
  }

  @Override
  public Applied apply(String upload) {
    long number = number(upload);
    if (!storage.write(sql -> sql.uploads.apply(number))) {
      throw new IllegalArgumentException("there is no upload " + upload);
    }
    try {
      return applying.apply(number);
    } catch (StorageException e) {
      throw new StorageException.OutcomeUnknown(
          "upload " + upload + " goes on when the database is opened next: " + e.getMessage(), e);
    }
  }

  @Override
  public void discard(String upload) {
    long number = number(upload);
    storage.write(sql -> sql.eraseUploads.discard(number));
  }

  private static long number(String upload) {
    try {
      return Long.parseLong(upload);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + upload + "\" names no upload", e);
    }
  }
}
