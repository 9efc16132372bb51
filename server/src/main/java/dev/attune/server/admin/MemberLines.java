package dev.attune.server.admin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The lines of an upload of any size, one at a time and none longer than it may be. Not for
/// several threads.
final class MemberLines {
  static final int MAX_LINE_BYTES = 8 * 1024;

  /// @param number counted from 1
  /// @param text without its end; null when the line is too long or not UTF-8, and `fault` says so
  record Line(long number, @Nullable String text, String fault) {}

  private final InputStream in;
  private final byte[] line = new byte[MAX_LINE_BYTES];
  private long number;

  MemberLines(InputStream in) {
    this.in = new BufferedInputStream(in, 64 * 1024);
  }

  /// Null after the last one.
  @Nullable Line next() throws IOException {
    int length = 0;
    long read = 0;
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (length < line.length) {
        line[length++] = (byte) next;
      }
      read++;
      next = in.read();
    }
    if (next < 0 && read == 0) {
      return null;
    }
    number++;
    if (read > line.length) {
      return new Line(number, null, "the line is longer than %,d bytes".formatted(MAX_LINE_BYTES));
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return decoded(length);
  }

  private Line decoded(int length) {
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Arrays.copyOf(line, length)))
              .toString();
      return new Line(number, number == 1 ? withoutMark(text) : text, "");
    } catch (CharacterCodingException notUtf8) {
      return new Line(number, null, "the line is not UTF-8");
    }
  }

  /// Some spreadsheets begin their files with a byte order mark.
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
