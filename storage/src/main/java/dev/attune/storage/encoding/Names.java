package dev.attune.storage.encoding;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The names met lately (attributes, segments, experiences), so that reading a profile makes no new
/// string for each; and short texts, of which few differ. Bounded: a name that meets another in its
/// place takes it. Threads may share it without locks: a place holds one name or another, whole.
public final class Names {
  private static final int PLACES = 1024;
  private static final int LONGEST = 64;

  private final @Nullable String[] places = new @Nullable String[PLACES];

  String of(byte[] utf8, int from, int length) {
    if (length > LONGEST) {
      return new String(utf8, from, length, StandardCharsets.UTF_8);
    }
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + utf8[i];
    }
    int place = (hash ^ hash >>> 15) & (PLACES - 1);
    var known = places[place];
    if (known != null && isAscii(known, utf8, from, length)) {
      return known;
    }
    var name = new String(utf8, from, length, StandardCharsets.UTF_8);
    places[place] = name;
    return name;
  }

  /// Whether these bytes are the name's. Never true for a name beyond ASCII, which is then made
  /// anew.
  private static boolean isAscii(String name, byte[] utf8, int from, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (utf8[from + i] < 0 || name.charAt(i) != utf8[from + i]) {
        return false;
      }
    }
    return true;
  }
}
