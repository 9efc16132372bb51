package dev.attune.storage.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The names met lately (attributes, segments, experiences), so that reading a profile makes no new
/// string for each; and short texts, of which few differ. Bounded: a name that meets another in its
/// place takes it. Threads may share it without locks: a place holds one name or another, whole.
public final class Names {
  private static final int PLACE_BITS = 10;
  private static final int LONGEST = 64;
  private static final long SPREAD = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final class Known {
    private final byte[] utf8;
    private final String text;

    Known(byte[] utf8, String text) {
      this.utf8 = utf8;
      this.text = text;
    }
  }

  private final @Nullable Known[] places = new @Nullable Known[1 << PLACE_BITS];

  String of(byte[] utf8, int from, int length) {
    if (length > LONGEST) {
      return new String(utf8, from, length, StandardCharsets.UTF_8);
    }
    int place = place(utf8, from, length);
    var known = places[place];
    if (known != null
        && Arrays.equals(known.utf8, 0, known.utf8.length, utf8, from, from + length)) {
      return known.text;
    }
    var text = new String(utf8, from, length, StandardCharsets.UTF_8);
    places[place] = new Known(Arrays.copyOfRange(utf8, from, from + length), text);
    return text;
  }

  /// Of the first eight bytes, the last eight and how many there are: names that differ elsewhere
  /// only share a place. The last byte of each word moves the high bits of a product only, so what
  /// is high is folded down and spread once more.
  private static int place(byte[] utf8, int from, int length) {
    long mixed = length;
    if (length >= Long.BYTES) {
      mixed += (long) EIGHT.get(utf8, from) * SPREAD;
      mixed ^= (long) EIGHT.get(utf8, from + length - Long.BYTES);
    } else {
      for (int i = from; i < from + length; i++) {
        mixed = mixed << 8 | (utf8[i] & 0xFF);
      }
    }
    mixed = (mixed ^ mixed >>> 32) * SPREAD;
    mixed = (mixed ^ mixed >>> 29) * SPREAD;
    return (int) (mixed >>> (Long.SIZE - PLACE_BITS));
  }
}
