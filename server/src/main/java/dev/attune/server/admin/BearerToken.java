package dev.attune.server.admin;

import dev.attune.server.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The secret that opens this API. Only its hash is kept, and hashes are compared in a time that
/// does not depend on where they differ.
final class BearerToken {
  private static final String SCHEME = "Bearer ";
  private static final int MAX_LENGTH = 1_000;

  private final byte[] hash;

  BearerToken(String secret) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("the admin token is blank");
    }
    hash = sha256(secret);
  }

  /// @throws dev.attune.server.http.Refused 401 unless the request carries it
  void check(Request request) {
    var header = request.header("Authorization");
    if (header == null
        || header.length() > MAX_LENGTH
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || !MessageDigest.isEqual(hash, sha256(header.substring(SCHEME.length()).strip()))) {
      throw AdminProblem.unauthenticated();
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
