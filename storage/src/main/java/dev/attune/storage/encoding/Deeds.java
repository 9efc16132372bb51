package dev.attune.storage.encoding;

import dev.attune.engine.profile.Value;
import dev.attune.storage.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Deeds as bytes, one after the other, the last to arrive first, so that a run of them is moved
/// without being read.
///
/// A deed is the length of what follows, when it happened (epoch milliseconds), the event's name,
/// its attributes.
public final class Deeds {

  /// How many bytes the attributes of one deed may take. Of more the smallest are kept, as many as
  /// there is room for; the event itself has them all.
  public static final int MAX_ATTRIBUTE_BYTES = 2_048;

  public static final Deeds NONE = new Deeds(0, new byte[0]);

  private final int count;
  private final byte[] bytes;

  /// @param bytes nobody changes them after
  public Deeds(int count, byte[] bytes) {
    this.count = count;
    this.bytes = bytes;
  }

  public int count() {
    return count;
  }

  /// Nobody changes them.
  public byte[] bytes() {
    return bytes;
  }

  public static Deeds of(Event event) {
    var rest = new Encoder();
    rest.signed(event.at().toEpochMilli());
    rest.text(event.name());
    attributes(event.attributes(), rest);
    var deed = new Encoder();
    deed.sized(rest);
    return new Deeds(1, deed.toBytes());
  }

  private static void attributes(Map<String, Value> attributes, Encoder into) {
    int start = into.size();
    into.values(attributes);
    if (into.size() - start <= MAX_ATTRIBUTE_BYTES) {
      return;
    }
    into.cut(start);
    var sizes = new HashMap<String, Integer>();
    attributes.forEach((name, value) -> {
      into.text(name);
      into.value(value);
      sizes.put(name, into.size() - start);
      into.cut(start);
    });
    var bySize =
        sizes.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
            .toList();
    var kept = new HashMap<String, Value>();
    int room = MAX_ATTRIBUTE_BYTES;
    for (var each : bySize) {
      room -= each.getValue();
      if (room < 0) {
        break;
      }
      kept.put(each.getKey(), attributes.get(each.getKey()));
    }
    into.values(kept);
  }

  /// These and then the older ones.
  public Deeds before(Deeds older) {
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
  public long latest() {
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

  /// All of them in one row, those that happened last first; those of one moment as they are here.
  static List<Deeds> inOrder(List<Deeds> runs) {
    record Deed(long at, Deeds deed) {}
    var all = new ArrayList<Deed>();
    var decoder = new Decoder();
    for (var run : runs) {
      decoder.reset(run.bytes);
      while (decoder.position() < run.bytes.length) {
        int from = decoder.position();
        int length = (int) decoder.number();
        int next = decoder.position() + length;
        long at = decoder.signed();
        all.add(new Deed(at, new Deeds(1, Arrays.copyOfRange(run.bytes, from, next))));
        decoder.at(next);
      }
    }
    all.sort(Comparator.comparingLong(Deed::at).reversed());
    return all.stream().map(Deed::deed).toList();
  }
}
