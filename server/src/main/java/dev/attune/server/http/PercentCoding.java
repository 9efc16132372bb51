package dev.attune.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Decodes paths and queries (RFC 3986 section 2.1, form encoding for queries). Strict: what is not
/// UTF-8 is refused and not guessed at.
final class PercentCoding {
  private static final int MAX_PARAMETERS = 100;

  private PercentCoding() {}

  static String decodeSegment(String raw) {
    return raw.indexOf('%') < 0 ? raw : decode(raw, false);
  }

  /// Whether each segment of a path can be decoded.
  static boolean isDecodable(String path) {
    try {
      var _ = decodeSegment(path);
      return true;
    } catch (Refused malformed) {
      return false;
    }
  }

  static Map<String, List<String>> decodeQuery(String raw) {
    var parameters = new HashMap<String, List<String>>();
    int count = 0;
    for (int start = 0; start < raw.length(); ) {
      int end = raw.indexOf('&', start);
      if (end < 0) {
        end = raw.length();
      }
      if (end > start) {
        if (++count > MAX_PARAMETERS) {
          throw malformed();
        }
        int equals = raw.indexOf('=', start);
        boolean named = equals >= 0 && equals < end;
        var name = decode(raw.substring(start, named ? equals : end), true);
        var value = named ? decode(raw.substring(equals + 1, end), true) : "";
        parameters.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
      }
      start = end + 1;
    }
    return parameters;
  }

  private static String decode(String raw, boolean plusIsSpace) {
    var bytes = ByteBuffer.allocate(3 * raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (i + 2 >= raw.length()) {
          throw malformed();
        }
        int high = Character.digit(raw.charAt(i + 1), 16);
        int low = Character.digit(raw.charAt(i + 2), 16);
        if (high < 0 || low < 0) {
          throw malformed();
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else if (c >= 0x80) {
        throw malformed(); // must have been encoded
      } else {
        bytes.put((byte) (c == '+' && plusIsSpace ? ' ' : c));
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static Refused malformed() {
    return new Refused(new Refusal.Malformed(400));
  }
}
