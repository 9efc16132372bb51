package dev.attune.storage.sql;

import dev.attune.storage.encoding.Decoder;
import dev.attune.storage.encoding.Encoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ledgers of one generation that lie with the profile, each as its bytes, while a write
/// changes them. The deeds are under the empty name, which no experience has.
///
/// As bytes: number of the generation, whether more of it may lie behind the profile, then of each
/// the experience's id, the length, the ledger.
final class NearLedgers {
  static final String DEEDS = "";

  private static final long NO_GENERATION = -1;

  private final Map<String, byte[]> all = new LinkedHashMap<>();
  private long generation = NO_GENERATION;
  private boolean moreBehind;
  private boolean changed;
  private int bytes;

  /// @param decoder at the first of `length` bytes
  static NearLedgers read(Decoder decoder, int length) {
    var near = new NearLedgers();
    if (length > 0) {
      int end = decoder.position() + length;
      near.generation = decoder.number();
      near.moreBehind = decoder.octet() != 0;
      while (decoder.position() < end) {
        var name = decoder.name();
        near.add(name, decoder.octets((int) decoder.number()));
      }
    }
    return near;
  }

  void write(Encoder encoder) {
    if (generation == NO_GENERATION) {
      return;
    }
    encoder.number(generation);
    encoder.octet(moreBehind ? 1 : 0);
    all.forEach((name, ledger) -> {
      encoder.text(name);
      encoder.number(ledger.length);
      encoder.raw(ledger, 0, ledger.length);
    });
  }

  boolean changed() {
    return changed;
  }

  boolean areOf(Generation asked) {
    return generation == asked.number();
  }

  /// Whether none of this generation lies behind the profile. One is in one of the places only.
  boolean areAll(Generation asked) {
    return areOf(asked) && !moreBehind;
  }

  /// Those of another generation go.
  void begin(Generation begun, boolean moreBehind) {
    clear(moreBehind);
    generation = begun.number();
  }

  /// That all that was here has been put behind the profile.
  void wentBehind() {
    clear(true);
  }

  private void clear(boolean moreBehind) {
    all.clear();
    bytes = 0;
    this.moreBehind = moreBehind;
    changed = true;
  }

  /// None of another generation than theirs.
  Map<String, byte[]> all(Generation asked) {
    return areOf(asked) ? all : Map.of();
  }

  byte @Nullable [] find(Generation asked, String name) {
    return all(asked).get(name);
  }

  void put(String name, byte[] ledger) {
    add(name, ledger);
    changed = true;
  }

  private void add(String name, byte[] ledger) {
    var before = all.put(name, ledger);
    bytes += before == null ? name.length() + ledger.length : ledger.length - before.length;
  }

  /// About how many they take in the row.
  int bytes() {
    return bytes;
  }
}
