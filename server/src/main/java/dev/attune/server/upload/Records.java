package dev.attune.server.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The records of an upload of any size, one at a time and in bounded memory: lines, or in CSV what
/// may go on over line ends within quotes.
///
/// A malformed record costs its first line only, and reading goes on with the next one: a quote
/// that somebody forgot does not swallow the rest of a file. For one thread.
public final class Records {
  /// How many bytes a record may have.
  public static final int MAX_BYTES = 128 * 1024;

  private static final int END = -1;
  private static final int FIRST_OF_MARK = 0xEF;
  private static final byte[] MARK = {(byte) FIRST_OF_MARK, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final boolean quotes;
  // A record of the longest kind and what was read beyond it.
  private final byte[] buffer = new byte[4 * MAX_BYTES];
  private long base; // how far into the input the buffer begins
  private int from; // where the record begins
  private int length; // of the record, without its line end
  private int next; // where the next record begins
  private int limit; // how far the buffer is filled
  private long line;
  private long nextLine = 1;
  private @Nullable String fault;

  public Records(InputStream in, UploadFormat format) {
    this.in = in;
    quotes = format == UploadFormat.CSV;
  }

  /// Goes on where another has stopped.
  ///
  /// @param in what comes after the first `offset` bytes
  /// @param offset what [#offset] said
  /// @param nextLine what [#nextLine] said
  public Records(InputStream in, UploadFormat format, long offset, long nextLine) {
    this(in, format);
    base = offset;
    this.nextLine = nextLine;
  }

  /// Goes to the next record.
  ///
  /// @return false at the end
  public boolean next() throws IOException {
    from = next;
    if (offset() == 0) {
      skipMark();
    }
    if (at(0) == END) {
      return false;
    }
    line = nextLine;
    fault = null;
    if (quotes) {
      readRow();
    } else {
      readLine();
    }
    if (fault != null) {
      skipLine();
    }
    return true;
  }

  /// The number of the line on which the record begins, from 1.
  public long line() {
    return line;
  }

  /// What is wrong with its form; null if nothing is. The record cannot be looked at then.
  public @Nullable String fault() {
    return fault;
  }

  public boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (buffer[from + i] > ' ' || buffer[from + i] < 0) {
        return false;
      }
    }
    return true;
  }

  /// The record without its line end.
  public byte[] bytes() {
    return Arrays.copyOfRange(buffer, from, from + length);
  }

  /// The record without its line end.
  public String text() throws BadRecord {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(buffer, from, length))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new BadRecord("the line is not UTF-8");
    }
  }

  /// Writes the record with its line end, if it has one.
  public void copyTo(OutputStream out) throws IOException {
    out.write(buffer, from, next - from);
  }

  /// How many bytes of the input the records so far have taken.
  public long offset() {
    return base + next;
  }

  /// The number of the line after the record.
  public long nextLine() {
    return nextLine;
  }

  /// A byte of the record, or [#END]; no further than a little beyond [#MAX_BYTES].
  private int at(int index) throws IOException {
    return from + index == limit && !fill() ? END : buffer[from + index] & 0xff;
  }

  private boolean fill() throws IOException {
    if (limit == buffer.length) {
      System.arraycopy(buffer, from, buffer, 0, limit - from);
      base += from;
      limit -= from;
      next -= from;
      from = 0;
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return read > 0;
  }

  /// Some spreadsheets begin their files with a byte order mark.
  private void skipMark() throws IOException {
    if (at(0) == FIRST_OF_MARK
        && at(1) != END
        && at(2) != END
        && Arrays.equals(buffer, from, from + MARK.length, MARK, 0, MARK.length)) {
      from += MARK.length;
    }
  }

  private void readLine() throws IOException {
    for (int i = 0; i <= MAX_BYTES; i++) {
      int b = at(i);
      if (b == '\n' || b == END) {
        endsAt(i, b, 1);
        return;
      }
    }
    fault = tooLong();
  }

  private void readRow() throws IOException {
    boolean quoted = false;
    boolean atStart = true; // of a cell
    int lines = 1;
    for (int i = 0; i <= MAX_BYTES; i++) {
      int b = at(i);
      if (!quoted) {
        if (b == '\n' || b == END) {
          endsAt(i, b, lines);
          return;
        }
        quoted = atStart && b == '"';
        atStart = b == ',';
      } else if (b == '"') {
        if (at(i + 1) == '"') {
          i++;
        } else if (isEndOfCell(i + 1)) {
          quoted = false;
        } else {
          fault =
              lines > 1 ? "the quote is not closed" : "there is something after a closing quote";
          return;
        }
      } else if (b == '\n') {
        lines++;
      } else if (b == END) {
        fault = "the quote is not closed";
        return;
      }
    }
    fault = lines > 1 ? "the quote is not closed within %,d bytes".formatted(MAX_BYTES) : tooLong();
  }

  private boolean isEndOfCell(int index) throws IOException {
    int b = at(index);
    int after = b == '\r' ? at(index + 1) : b;
    return b == ',' || after == '\n' || after == END;
  }

  private void endsAt(int index, int lineEnd, int lines) {
    length = index > 0 && buffer[from + index - 1] == '\r' ? index - 1 : index;
    next = from + index + (lineEnd == END ? 0 : 1);
    nextLine = line + lines;
  }

  private static String tooLong() {
    return "the line is longer than %,d bytes".formatted(MAX_BYTES);
  }

  /// However long it is.
  private void skipLine() throws IOException {
    length = 0;
    for (int b = at(0); b != '\n' && b != END; b = at(0)) {
      from++;
    }
    next = at(0) == END ? from : from + 1;
    nextLine = line + 1;
  }
}
