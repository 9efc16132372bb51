package dev.attune.storage.encoding;

import dev.attune.engine.profile.Value;
import dev.attune.storage.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The deeds that lie with a profile, as bytes, one after the other, the last to arrive first: one
/// more is put before them without reading them.
///
/// A deed is the length of what follows, when it happened (epoch milliseconds), the event's name,
/// its attributes; names as the person's [Dictionary] has them.
final class Deeds {

  /// How many bytes the attributes of one deed may take. Of more the smallest are kept, as many as
  /// there is room for; the event itself has them all.
  static final int MAX_ATTRIBUTE_BYTES = 2_048;

  static final Deeds NONE = new Deeds(0, new byte[0]);

  private final int count;
  private final byte[] bytes;

  /// @param bytes nobody changes them after
  Deeds(int count, byte[] bytes) {
    this.count = count;
    this.bytes = bytes;
  }

  int count() {
    return count;
  }

  /// Nobody changes them.
  byte[] bytes() {
    return bytes;
  }

  /// A deed by itself.
  record Deed(long at, String name, Map<String, Value> attributes) {

    static Deed of(Event event) {
      return new Deed(event.at().toEpochMilli(), event.name(), kept(event.attributes()));
    }

    Deeds encoded(Dictionary dictionary) {
      var rest = new Encoder();
      rest.signed(at);
      dictionary.name(name, rest);
      dictionary.values(attributes, rest);
      var deed = new Encoder();
      deed.sized(rest);
      return new Deeds(1, deed.toBytes());
    }
  }

  private static Map<String, Value> kept(Map<String, Value> attributes) {
    var encoder = new Encoder();
    encoder.values(attributes);
    if (encoder.size() <= MAX_ATTRIBUTE_BYTES) {
      return attributes;
    }
    var sizes = new HashMap<String, Integer>();
    attributes.forEach((name, value) -> {
      encoder.reset();
      encoder.text(name);
      encoder.value(value);
      sizes.put(name, encoder.size());
    });
    var kept = new HashMap<>(attributes);
    int room = MAX_ATTRIBUTE_BYTES;
    var bySize = Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey);
    for (var each : sizes.entrySet().stream().sorted(bySize).toList()) {
      room -= each.getValue();
      if (room < 0) {
        kept.remove(each.getKey());
      }
    }
    return kept;
  }

  /// These and then the older ones.
  Deeds before(Deeds older) {
    var all = Arrays.copyOf(bytes, bytes.length + older.bytes.length);
    System.arraycopy(older.bytes, 0, all, bytes.length, older.bytes.length);
    return new Deeds(count + older.count, all);
  }

  static Deeds together(List<Deeds> runs) {
    var all = new Encoder();
    int count = 0;
    for (var run : runs) {
      count += run.count;
      all.raw(run.bytes, 0, run.bytes.length);
    }
    return new Deeds(count, all.toBytes());
  }

  /// When the one that happened last did; `Long.MIN_VALUE` where there are none.
  long latest() {
    var decoder = new Decoder().reset(bytes);
    long latest = Long.MIN_VALUE;
    while (decoder.position() < bytes.length) {
      int length = (int) decoder.number();
      int next = decoder.position() + length;
      latest = Math.max(latest, decoder.signed());
      decoder.at(next);
    }
    return latest;
  }

  /// @param dictionary what they were encoded with
  List<Deed> decoded(Dictionary dictionary) {
    var all = new ArrayList<Deed>(count);
    var decoder = new Decoder().reset(bytes);
    while (decoder.position() < bytes.length) {
      decoder.number();
      long at = decoder.signed();
      var name = dictionary.name(decoder);
      all.add(new Deed(at, name, dictionary.values(decoder)));
    }
    return all;
  }
}
