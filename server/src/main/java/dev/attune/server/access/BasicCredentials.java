package dev.attune.server.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What `Authorization: Basic` carries.
public record BasicCredentials(String user, String secret) {
  private static final String SCHEME = "Basic ";
  private static final int MAX_LENGTH = 1_000;

  /// Null where there is no such header, or it cannot be decoded: also where it is not UTF-8, since
  /// what is guessed there would make one secret of two.
  public static @Nullable BasicCredentials parse(@Nullable String header) {
    if (header == null
        || header.length() > MAX_LENGTH
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    String text;
    try {
      var decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString();
    } catch (IllegalArgumentException | CharacterCodingException neither) {
      return null;
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? null
        : new BasicCredentials(text.substring(0, colon), text.substring(colon + 1));
  }

  /// Never shows the secret.
  @Override
  public String toString() {
    return "BasicCredentials[" + user + "]";
  }
}
