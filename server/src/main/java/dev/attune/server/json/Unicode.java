package dev.attune.server.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/// Whether JSON holds Unicode text and nothing else. The parser looks away where it need not: at
/// overlong UTF-8, at code points beyond the last one, and at escapes of half a surrogate pair,
/// which no answer and no database could hold.
final class Unicode {
  private static final int CHUNK = 1024;
  private static final int ESCAPE_LENGTH = 6;

  private Unicode() {}

  static boolean isUnicode(byte[] json) {
    return isPlain(json) || (isUtf8(json) && hasWholePairs(json));
  }

  /// Neither a byte beyond ASCII nor a backslash. Without a branch, so that it takes nanoseconds.
  private static boolean isPlain(byte[] json) {
    int odd = 0;
    for (byte b : json) {
      odd |= b | ((b ^ '\\') - 1); // below zero for either
    }
    return odd >= 0;
  }

  private static boolean isUtf8(byte[] json) {
    var in = ByteBuffer.wrap(json);
    var out = CharBuffer.allocate(Math.min(json.length, CHUNK));
    var decoder = StandardCharsets.UTF_8.newDecoder();
    while (true) {
      var result = decoder.decode(in, out, true);
      if (result.isError()) {
        return false;
      }
      if (result.isUnderflow()) {
        return true;
      }
      out.clear();
    }
  }

  private static boolean hasWholePairs(byte[] json) {
    int at = 0;
    while (at < json.length) {
      if (json[at] != '\\') {
        at++;
        continue;
      }
      int unit = escaped(json, at);
      if (isLow(unit) || (isHigh(unit) && !isLow(escaped(json, at + ESCAPE_LENGTH)))) {
        return false;
      }
      at += isHigh(unit) ? 2 * ESCAPE_LENGTH : 2;
    }
    return true;
  }

  /// The code unit that is escaped there as four digits; -1 if none is.
  private static int escaped(byte[] json, int at) {
    if (at + ESCAPE_LENGTH > json.length || json[at] != '\\' || json[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
      unit = unit << 4 | Character.digit(json[i], 16);
    }
    return unit;
  }

  private static boolean isHigh(int unit) {
    return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
  }

  private static boolean isLow(int unit) {
    return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
  }
}
