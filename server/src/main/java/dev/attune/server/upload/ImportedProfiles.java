package dev.attune.server.upload;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The people of an import, one at a time. For one thread.
public final class ImportedProfiles {
  private final Records records;
  private final UploadFormat format;
  private final ZoneId zone;
  private final ProfileObject object;
  private @Nullable ProfileRow row; // once the header is read

  /// @param zone the workspace's
  /// @param isSegment whether people may come into a segment of this id
  public ImportedProfiles(
      InputStream in, UploadFormat format, ZoneId zone, Predicate<String> isSegment) {
    records = new Records(in, format);
    this.format = format;
    this.zone = zone;
    object = new ProfileObject(zone, isSegment);
  }

  /// The next one that can be taken; null after the last. Blank lines are passed over.
  ///
  /// @param bad where those go that cannot be taken
  /// @throws BadRecord if nothing can be read, because the header of a table is missing or wrong
  public @Nullable ImportedProfile next(BadLines bad) throws IOException, BadRecord {
    if (format == UploadFormat.CSV && row == null) {
      row = header();
    }
    while (records.next()) {
      var fault = records.fault();
      if (fault != null) {
        bad.add(records.line(), fault);
      } else if (!records.isBlank()) {
        try {
          return read();
        } catch (BadRecord refused) {
          bad.add(records.line(), refused.reason());
        }
      }
    }
    return null;
  }

  /// How far the records so far go.
  public long offset() {
    return records.offset();
  }

  /// How many lines the records so far have.
  public long lines() {
    return records.nextLine() - 1;
  }

  private ImportedProfile read() throws BadRecord {
    return row == null
        ? object.read(records.line(), records.bytes())
        : row.read(records.line(), records.text());
  }

  private ProfileRow header() throws IOException, BadRecord {
    while (records.next()) {
      var fault = records.fault();
      if (fault != null) {
        throw new BadRecord("the header cannot be read: " + fault);
      }
      if (!records.isBlank()) {
        return ProfileRow.of(records.text(), zone);
      }
    }
    throw new BadRecord("there is no header; the first line names the columns");
  }
}
