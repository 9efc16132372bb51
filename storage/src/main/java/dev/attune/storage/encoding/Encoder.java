package dev.attune.storage.encoding;

import dev.attune.engine.profile.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/// Writes what [Decoder] reads. For one thread; reusable after [#reset].
///
/// Numbers are varints (seven bits a byte, the lowest first, as in Protocol Buffers), texts are
/// UTF-8 behind their length, a value is a tag byte and what belongs to it. The tags are stored
/// data: a number once given is never given another meaning.
public final class Encoder {
  static final int TEXT = 0;
  static final int DOUBLE = 1;
  static final int WHOLE = 2;
  static final int FALSE = 3;
  static final int TRUE = 4;
  static final int TIME = 5;
  static final int ARRAY = 6;
  static final int FIELDS = 7;

  private static final double EXACT_WHOLE = 9_007_199_254_740_992.0; // 2^53

  private byte[] buffer = new byte[512];
  private int size;

  public void reset() {
    size = 0;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  public int size() {
    return size;
  }

  /// Takes back what was written after so many bytes.
  void cut(int bytes) {
    size = bytes;
  }

  public void octet(int value) {
    ensure(1);
    buffer[size++] = (byte) value;
  }

  /// Small for small numbers that are not negative; right for any.
  public void number(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  /// Small for numbers near zero on either side.
  public void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  /// Text of any kind. Text with half a surrogate pair, which UTF-8 cannot hold, goes as UTF-16.
  public void text(String text) {
    if (hasLoneSurrogate(text)) {
      number((long) text.length() << 2 | 1);
      for (int i = 0; i < text.length(); i++) {
        octet(text.charAt(i) >> 8);
        octet(text.charAt(i));
      }
    } else {
      var utf8 = text.getBytes(StandardCharsets.UTF_8);
      number((long) utf8.length << 1);
      raw(utf8, 0, utf8.length);
    }
  }

  public void texts(Collection<String> texts) {
    number(texts.size());
    for (var text : texts) {
      text(text);
    }
  }

  public void instant(Instant at) {
    signed(at.getEpochSecond());
    number(at.getNano());
  }

  public void values(Map<String, Value> values) {
    number(values.size());
    for (var entry : values.entrySet()) {
      text(entry.getKey());
      value(entry.getValue());
    }
  }

  public void raw(byte[] bytes, int from, int length) {
    ensure(length);
    System.arraycopy(bytes, from, buffer, size, length);
    size += length;
  }

  /// What the other has written, behind its length, so that a reader can pass over it.
  public void sized(Encoder part) {
    number(part.size);
    raw(part.buffer, 0, part.size);
  }

  /// A value without its name.
  void value(Value value) {
    switch (value) {
      case Value.Text(var text) -> {
        octet(TEXT);
        text(text);
      }
      case Value.Amount(var amount) -> amount(amount);
      case Value.Flag(var flag) -> octet(flag ? TRUE : FALSE);
      case Value.Time(var text, var at) -> {
        octet(TIME);
        text(text);
        instant(at);
      }
      case Value.Array(var items) -> {
        octet(ARRAY);
        number(items.size());
        for (var item : items) {
          value(item);
        }
      }
      case Value.Fields(var fields) -> {
        octet(FIELDS);
        values(fields);
      }
    }
  }

  private void amount(double amount) {
    long bits = Double.doubleToRawLongBits(amount);
    long whole = (long) amount;
    // Not equal for fractions, and by bits so that -0.0 keeps its sign.
    if (Math.abs(amount) <= EXACT_WHOLE && Double.doubleToRawLongBits((double) whole) == bits) {
      octet(WHOLE);
      signed(whole);
    } else {
      octet(DOUBLE);
      for (int shift = 0; shift < 64; shift += 8) {
        octet((int) (bits >>> shift));
      }
    }
  }

  /// Whether the text holds half of a surrogate pair, so that UTF-8 could not tell it from another.
  public static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private void ensure(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
