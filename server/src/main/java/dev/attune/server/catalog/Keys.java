package dev.attune.server.catalog;

import dev.attune.server.document.InvalidDocument;
import dev.attune.server.document.KeyKind;
import dev.attune.server.document.KeyRequest;
import dev.attune.server.document.Mistake;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The live keys of one workspace. Immutable.
public final class Keys {
  public static final Keys NONE = new Keys(List.of());

  /// How many keys of one kind may live at a time: more than one, so that a key can be replaced
  /// without an outage, and few, because each request is compared with all of them.
  public static final int MAX_OF_A_KIND = 10;

  private static final Map<KeyKind, String> PREFIX =
      Map.of(KeyKind.PERSONALIZE, "apk_", KeyKind.DATA, "adk_");

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

  /// With a key for each secret that is none yet. Others stay.
  Keys ensuring(List<KeyRequest> wanted, Instant now, RandomGenerator random) {
    var keys = this;
    for (var request : wanted) {
      var secret = Objects.requireNonNull(request.secret());
      if (!keys.admits(request.kind(), secret)) {
        keys = keys.with(key(request.kind(), request.name(), secret, now, random));
      }
    }
    return keys;
  }

  /// @throws InvalidDocument if there are as many of the kind as there may be
  Keys with(Key key) {
    long ofKind = keys.stream().filter(other -> other.kind() == key.kind()).count();
    if (ofKind == MAX_OF_A_KIND) {
      throw new InvalidDocument(
          List.of(
              new Mistake(
                  "keys",
                  0,
                  0,
                  "there are %d %s keys already, at most %d: revoke one first"
                      .formatted(ofKind, key.kind().word(), MAX_OF_A_KIND))));
    }
    var next = new ArrayList<>(keys);
    next.add(key);
    return new Keys(next);
  }

  Keys without(Predicate<Key> gone) {
    return new Keys(keys.stream().filter(gone.negate()).toList());
  }

  boolean has(String id) {
    return keys.stream().anyMatch(key -> key.id().equals(id));
  }

  /// A key with a secret of 160 random bits, such as `apk_…` for the personalize kind.
  static NewKey make(KeyKind kind, String name, Instant now, RandomGenerator random) {
    var bytes = new byte[20];
    random.nextBytes(bytes);
    var secret = PREFIX.get(kind) + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new NewKey(key(kind, name, secret, now, random), secret);
  }

  private static Key key(
      KeyKind kind, String name, String secret, Instant now, RandomGenerator random) {
    return new Key(
        "%08x".formatted(random.nextInt()),
        kind,
        name,
        HexFormat.of().formatHex(sha256(secret)),
        now);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Keys that && keys.equals(that.keys);
  }

  @Override
  public int hashCode() {
    return keys.hashCode();
  }

  private static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
