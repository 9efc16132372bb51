package dev.attune.storage.sql;

import java.nio.charset.StandardCharsets;

/// Where things are in a table keyed by hash.
///
/// People lie in slots of 2^20 keys: the first key of a slot is the profile, those up to 2^19
/// behind it are for rows that are to be read with it, the others for what is kept of the person
/// and seldom looked at. Two people with one hash lie in one slot after the other, as in a hash
/// table with linear probing; [PersonRows] follows. The seed is the file's own and secret, so that
/// nobody can choose ids that meet.
final class Slots {
  private static final int SLOT_BITS = 44;
  private static final long SLOT = 1L << (Long.SIZE - SLOT_BITS);

  private static final int MOST_LEDGERS = 1 << 17;
  private static final int FEWEST_LEDGERS = 4;

  /// How far behind the profile the last block of a history may lie.
  static final int LAST_BLOCK = (1 << 19) - 1;

  private final long seed;
  private final long mask;
  private final long eventMask;

  /// @param bits how many of a slot's 44 bits differ; few make people meet, for tests
  Slots(long seed, int bits) {
    this.seed = seed;
    mask = ((1L << bits) - 1) << (Long.SIZE - SLOT_BITS);
    eventMask = bits == SLOT_BITS ? -1 : mask;
  }

  /// The key at which to look first.
  long person(long workspace, String customerId) {
    return hash(workspace, customerId) & mask;
  }

  /// How many places a person's ledgers have.
  int ledgers() {
    return eventMask == -1 ? MOST_LEDGERS : FEWEST_LEDGERS;
  }

  /// A slot picked by lot.
  long anywhere(long seed) {
    return mix(seed) & mask;
  }

  /// Where to look when another person is at `key`.
  long next(long key) {
    return key + SLOT;
  }

  /// Different for different ids but in one of 10^5 databases with 10^7 events, which is why
  /// [EventIds] looks twice.
  long event(long workspace, String id) {
    return hash(workspace, id) & eventMask;
  }

  /// Eight bytes at a time: multiply, fold, add; MurmurHash3's finalizer at the end.
  private long hash(long workspace, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    long hash = mix(seed ^ mix(workspace));
    long word = 0;
    for (int i = 0; i < bytes.length; i++) {
      word = word << 8 | (bytes[i] & 0xFF);
      if ((i & 7) == 7) {
        hash = mix(hash ^ word) + seed;
        word = 0;
      }
    }
    return mix(hash ^ word ^ (long) bytes.length << 56);
  }

  /// MurmurHash3's finalizer.
  static long mix(long bits) {
    long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
