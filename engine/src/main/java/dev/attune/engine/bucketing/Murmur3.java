package dev.attune.engine.bucketing;

/// MurmurHash3 x86 32-bit with seed 0 over the UTF-8 bytes of texts, one after the other.
///
/// Austin Appleby's public-domain algorithm. The texts are encoded on the way, so hashing allocates
/// nothing. A surrogate without its partner is hashed as `?`, as Java encodes it.
final class Murmur3 {
  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private int hash;
  private int block;
  private int length;

  static int hash(String first, String second) {
    var murmur = new Murmur3();
    murmur.addText(first);
    return murmur.and(second);
  }

  /// The hash of the texts added and this one, which is not added: it can be asked for any number
  /// of ends, also by several threads at once.
  int and(String last) {
    var murmur = new Murmur3();
    murmur.hash = hash;
    murmur.block = block;
    murmur.length = length;
    murmur.addText(last);
    return murmur.finish();
  }

  void addText(String text) {
    int at = 0;
    int end = text.length();
    while (at < end) {
      char c = text.charAt(at++);
      if (c < 0x80) {
        addByte(c);
      } else if (c < 0x800) {
        addByte(0xc0 | (c >> 6));
        addByte(0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        addByte(0xe0 | (c >> 12));
        addByte(0x80 | ((c >> 6) & 0x3f));
        addByte(0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && at < end
          && Character.isLowSurrogate(text.charAt(at))) {
        int point = Character.toCodePoint(c, text.charAt(at++));
        addByte(0xf0 | (point >> 18));
        addByte(0x80 | ((point >> 12) & 0x3f));
        addByte(0x80 | ((point >> 6) & 0x3f));
        addByte(0x80 | (point & 0x3f));
      } else {
        addByte('?');
      }
    }
  }

  private void addByte(int b) {
    block |= b << ((length & 3) << 3);
    length++;
    if ((length & 3) == 0) {
      hash = Integer.rotateLeft(hash ^ scrambled(block), 13) * 5 + 0xe6546b64;
      block = 0;
    }
  }

  private int finish() {
    int h = hash ^ scrambled(block); // an empty tail scrambles to 0
    h ^= length;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }

  private static int scrambled(int k) {
    return Integer.rotateLeft(k * C1, 15) * C2;
  }
}
