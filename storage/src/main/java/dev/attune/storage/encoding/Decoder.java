package dev.attune.storage.encoding;

import dev.attune.engine.profile.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Reads what [Encoder] wrote. For one thread; [#reset] points it at the next bytes.
///
/// Bytes that no encoder wrote end in an `IndexOutOfBoundsException` or `IllegalStateException`.
public final class Decoder {
  private static final Names NAMES = new Names();

  private final Names names;
  private byte[] buffer = new byte[0];
  private int at;

  /// For bytes with few names in them.
  Decoder() {
    this(NAMES);
  }

  /// @param names those met before
  public Decoder(Names names) {
    this.names = names;
  }

  public Decoder reset(byte[] bytes) {
    buffer = bytes;
    at = 0;
    return this;
  }

  /// Points it at a later or earlier byte of the same bytes.
  public Decoder at(int position) {
    at = position;
    return this;
  }

  public void skip(int bytes) {
    at += bytes;
  }

  /// What it was pointed at.
  byte[] bytes() {
    return buffer;
  }

  /// How many bytes have been read or skipped.
  public int position() {
    return at;
  }

  public byte[] octets(int count) {
    var octets = Arrays.copyOfRange(buffer, at, at + count);
    at += count;
    return octets;
  }

  public int octet() {
    return buffer[at++] & 0xFF;
  }

  public long number() {
    byte first = buffer[at++];
    if (first >= 0) {
      return first;
    }
    long result = first & 0x7F;
    for (int shift = 7; ; shift += 7) {
      byte next = buffer[at++];
      result |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return result;
      }
      if (shift > 63) {
        throw new IllegalStateException("number without an end at byte " + at);
      }
    }
  }

  public long signed() {
    long number = number();
    return (number >>> 1) ^ -(number & 1);
  }

  public String text() {
    int head = (int) number();
    int length = head >>> 1;
    if ((head & 1) == 1) {
      return utf16(length >>> 1);
    }
    var text = new String(buffer, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  public void skipText() {
    int head = (int) number();
    at += (head & 1) == 1 ? head >>> 2 << 1 : head >>> 1;
  }

  public void skipTexts() {
    for (long rest = number(); rest > 0; rest--) {
      skipText();
    }
  }

  /// Passes over a text, mostly without making it.
  ///
  /// @return whether it is this one
  boolean isText(String text) {
    int start = at;
    int head = (int) number();
    int length = head >>> 1;
    int end = at + ((head & 1) == 1 ? length >>> 1 << 1 : length);
    for (int i = 0; (head & 1) == 0 && i < length; i++) {
      byte octet = buffer[at + i];
      if (octet < 0) {
        break; // Beyond ASCII: compared as texts below.
      }
      if (i == text.length() || text.charAt(i) != octet) {
        at = end;
        return false;
      }
      if (i + 1 == length) {
        at = end;
        return text.length() == length;
      }
    }
    at = start;
    return text().equals(text);
  }

  /// Passes over a name as [Dictionary] writes it.
  ///
  /// @param number what number the dictionary has for the text
  /// @return whether it is this one
  boolean isName(String text, int number) {
    int here = (int) number();
    return here == Dictionary.WRITTEN_OUT ? isText(text) : here == number;
  }

  /// A text of which few different ones are to be expected: mostly answered without allocating.
  public String name() {
    int start = at;
    int head = (int) number();
    if ((head & 1) == 1) {
      at = start;
      return text();
    }
    int length = head >>> 1;
    var name = names.of(buffer, at, length);
    at += length;
    return name;
  }

  public Set<String> names() {
    int count = (int) number();
    if (count == 0) {
      return Set.of();
    }
    Set<String> all = HashSet.newHashSet(count);
    for (int i = 0; i < count; i++) {
      all.add(name());
    }
    return all;
  }

  public Instant instant() {
    long seconds = signed();
    return Instant.ofEpochSecond(seconds, number());
  }

  public Map<String, Value> values() {
    int count = (int) number();
    if (count == 0) {
      return Map.of();
    }
    Map<String, Value> values = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      var name = name();
      values.put(name, value());
    }
    return values;
  }

  /// Passes over a value.
  void skipValue() {
    int tag = octet();
    switch (tag) {
      case Encoder.TEXT -> skipText();
      case Encoder.DOUBLE -> skip(Double.BYTES);
      case Encoder.WHOLE -> number();
      case Encoder.FALSE, Encoder.TRUE -> {}
      case Encoder.TIME -> {
        skipText();
        number();
        number();
      }
      case Encoder.ARRAY -> {
        for (long rest = number(); rest > 0; rest--) {
          skipValue();
        }
      }
      case Encoder.FIELDS -> {
        for (long rest = number(); rest > 0; rest--) {
          skipText();
          skipValue();
        }
      }
      default -> throw new IllegalStateException("value tag " + tag + " at byte " + (at - 1));
    }
  }

  /// A value of which few different ones are to be expected.
  Value commonValue() {
    if (buffer[at] == Encoder.TEXT) {
      at++;
      return new Value.Text(name());
    }
    return value();
  }

  Value value() {
    int tag = octet();
    return switch (tag) {
      case Encoder.TEXT -> new Value.Text(text());
      case Encoder.DOUBLE -> new Value.Amount(Double.longBitsToDouble(eightOctets()));
      case Encoder.WHOLE -> new Value.Amount((double) signed());
      case Encoder.FALSE -> new Value.Flag(false);
      case Encoder.TRUE -> new Value.Flag(true);
      case Encoder.TIME -> {
        var text = text();
        yield new Value.Time(text, instant());
      }
      case Encoder.ARRAY -> array();
      case Encoder.FIELDS -> new Value.Fields(values());
      default -> throw new IllegalStateException("value tag " + tag + " at byte " + (at - 1));
    };
  }

  private Value array() {
    int count = (int) number();
    var items = new ArrayList<Value>(count);
    for (int i = 0; i < count; i++) {
      items.add(value());
    }
    return new Value.Array(items);
  }

  private long eightOctets() {
    long bits = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      bits |= (long) octet() << shift;
    }
    return bits;
  }

  private String utf16(int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int high = octet();
      text.append((char) (high << 8 | octet()));
    }
    return text.toString();
  }
}
