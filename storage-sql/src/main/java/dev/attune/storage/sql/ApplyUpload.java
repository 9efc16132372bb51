package dev.attune.storage.sql;

import dev.attune.storage.SegmentStore.Applied;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Takes an upload through its phases, step by step. Several may do so at once, also in several
/// processes: each step looks first how far the upload is. For any thread.
final class ApplyUpload {
  /// How many ids are sorted in memory at once.
  private static final int RUN = 1 << 18;

  /// How many people one look for those who leave goes through.
  private static final int WALK = 20_000;

  private final SqliteStorage storage;
  private final Slots slots;
  private final int step;

  /// @param step how many people one transaction changes at most
  ApplyUpload(SqliteStorage storage, Slots slots, int step) {
    this.storage = storage;
    this.slots = slots;
    this.step = step;
  }

  /// @throws IllegalArgumentException if there is no such upload
  Applied apply(long number) {
    while (true) {
      var upload = storage.read(reader -> reader.uploads.find(number));
      if (upload == null) {
        throw new IllegalArgumentException("there is no upload " + number);
      }
      switch (upload.phase()) {
        case STAGING -> throw new IllegalStateException("nobody has asked for it");
        case SORTING -> sort(upload);
        case CHANGING -> storage.write(sql -> sql.uploads.change(number, step));
        case REPLACING -> replace(upload);
        case CLEANING -> storage.write(sql -> sql.uploads.clean(number, 10 * step));
        case DONE -> {
          return upload.applied();
        }
      }
    }
  }

  private record Id(long person, String text) {}

  /// A run of ids in order touches each page of the table once, however they came.
  private void sort(Upload upload) {
    var parts = storage.read(reader -> reader.uploads.parts(upload.number(), RUN));
    var run = new Id[parts.customerIds().size()];
    Arrays.setAll(
        run,
        i -> {
          var id = parts.customerIds().get(i);
          return new Id(slots.person(upload.workspace(), id), id);
        });
    Arrays.sort(run, Comparator.comparingLong(Id::person));
    for (int from = 0; from < run.length; from += step) {
      var ids = new ArrayList<String>();
      for (int i = from; i < Math.min(run.length, from + step); i++) {
        ids.add(run[i].text());
      }
      sort(upload.number(), ids);
    }
    storage.write(sql -> sql.uploads.sorted(upload.number(), parts.last()));
  }

  private void sort(long number, List<String> ids) {
    storage.write(sql -> {
      sql.uploads.sort(number, ids);
      return true;
    });
  }

  /// Looks on a reading connection; only those who leave cost the writer something.
  private void replace(Upload upload) {
    var leaving = storage.read(reader -> reader.uploads.leaving(upload, upload.key(), step, WALK));
    storage.write(sql -> sql.uploads.replace(upload.number(), leaving));
  }
}
