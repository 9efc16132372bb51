package dev.attune.engine.template;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The vendor's encoding filters, all over UTF-8. What cannot be decoded comes to an empty text.
final class Encodings {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Encodings() {}

  static String toBase64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Padding may be missing, and the URL alphabet is read too.
  static String fromBase64(String text) {
    try {
      var standard = text.strip().replace('-', '+').replace('_', '/');
      return utf8(Base64.getDecoder().decode(standard));
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  /// As Jinja: `/` and what RFC 3986 calls unreserved stand as they are, a space becomes `%20`.
  static String toUrl(String text) {
    var encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isUnreserved(c)) {
        encoded.append(c);
      } else {
        encoded.append('%');
        HEX.toHexDigits(encoded, b);
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "/-_.~".indexOf(c) >= 0;
  }

  /// `+` is a space.
  static String fromUrl(String text) {
    var bytes = text.replace('+', ' ').getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '%') {
        if (i + 2 >= bytes.length
            || !HexFormat.isHexDigit(bytes[i + 1])
            || !HexFormat.isHexDigit(bytes[i + 2])) {
          return "";
        }
        b =
            (byte)
                (HexFormat.fromHexDigit(bytes[i + 1]) * 16 + HexFormat.fromHexDigit(bytes[i + 2]));
        i += 2;
      }
      bytes[length++] = b;
    }
    return utf8(Arrays.copyOf(bytes, length));
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return "";
    }
  }
}
