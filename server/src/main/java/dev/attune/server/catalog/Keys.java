package dev.attune.server.catalog;

import dev.attune.server.document.KeyKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The live keys of one workspace. Immutable.
public final class Keys {
  public static final Keys NONE = new Keys(List.of());

  /// How many keys of one kind may live at a time: more than one, so that a key can be replaced
  /// without an outage, and few, because each request is compared with all of them.
  public static final int MAX_OF_A_KIND = 10;

  private final List<Key> keys;
  private final byte[][] hashes;

  Keys(List<Key> keys) {
    this.keys = List.copyOf(keys);
    hashes = keys.stream().map(key -> HexFormat.of().parseHex(key.sha256())).toArray(byte[][]::new);
  }

  /// In the order in which they were made.
  public List<Key> list() {
    return keys;
  }

  /// Whether a secret opens what keys of this kind open. Takes the same time whichever key it is,
  /// or none.
  public boolean admits(KeyKind kind, String secret) {
    var hash = sha256(secret);
    boolean admitted = false;
    for (int i = 0; i < hashes.length; i++) {
      boolean same = MessageDigest.isEqual(hashes[i], hash);
      admitted |= same && keys.get(i).kind() == kind;
    }
    return admitted;
  }

  static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
