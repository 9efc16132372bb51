package dev.attune.server.cli;

import dev.attune.server.upload.BadLines;
import dev.attune.server.upload.Records;
import dev.attune.server.upload.UploadFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file of profiles cut into pieces that can be sent one by one: whole records, in CSV with the
/// header before them. For one thread.
final class Chunks implements AutoCloseable {
  /// About how large one is.
  static final int BYTES = 2 * 1024 * 1024;

  /// @param body to be sent
  /// @param before how much less a line's number is in the body than it is in the file; negative
  ///   where the header makes it more
  /// @param malformed records that are not in the body; a blank line stands for each
  /// @param offset how far into the content of the file it goes
  /// @param nextLine the number of the line after it
  /// @param read how many bytes of the file on disk were read by then
  record Chunk(
      byte[] body,
      long before,
      List<BadLines.Line> malformed,
      long offset,
      long nextLine,
      long read) {}

  private final ImportFile.Content content;
  private final Records records;
  private final byte[] header;
  private final int headerLines;

  /// @param offset of the last chunk that was sent; 0 to begin at the beginning
  /// @param nextLine of that chunk; 1 to begin at the beginning
  Chunks(ImportFile file, long offset, long nextLine) throws IOException {
    var head = new ByteArrayOutputStream();
    long lines = 0;
    if (file.format() == UploadFormat.CSV) {
      try (var beginning = file.open()) {
        lines = header(new Records(beginning, UploadFormat.CSV), head);
      }
    }
    header = head.toByteArray();
    headerLines = (int) lines;
    content = file.open();
    content.skipNBytes(offset);
    records = new Records(content, file.format(), offset, nextLine);
    if (offset == 0 && header.length > 0) {
      header(records, new ByteArrayOutputStream());
    }
  }

  /// Reads the first record that is not blank.
  ///
  /// @return how many lines it has; 0 if there is none
  private static long header(Records records, ByteArrayOutputStream into) throws IOException {
    while (records.next()) {
      if (records.fault() == null && !records.isBlank()) {
        into.writeBytes(records.bytes());
        into.write('\n');
        return records.nextLine() - records.line();
      }
    }
    return 0;
  }

  /// Null after the last.
  @Nullable Chunk next() throws IOException {
    var body = new ByteArrayOutputStream(BYTES + Records.MAX_BYTES);
    body.writeBytes(header);
    long first = records.nextLine();
    var malformed = new ArrayList<BadLines.Line>();
    boolean any = false;
    while (body.size() < BYTES && records.next()) {
      any = true;
      var fault = records.fault();
      if (fault == null) {
        records.copyTo(body);
      } else {
        malformed.add(new BadLines.Line(records.line(), fault));
        body.write('\n');
      }
    }
    return any
        ? new Chunk(
            body.toByteArray(),
            first - 1 - headerLines,
            malformed,
            records.offset(),
            records.nextLine(),
            content.position())
        : null;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
