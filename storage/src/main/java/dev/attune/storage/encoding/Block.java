package dev.attune.storage.encoding;

import dev.attune.engine.profile.Value;
import dev.attune.storage.encoding.Deeds.Deed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Deeds that do not lie with the profile any more, column by column: values come again and again,
/// so a column has each once, and of each deed which it is. A deed of three attributes takes a
/// third of the bytes it has by itself, and a rule looks at one column. [BlockView] reads them for
/// rules.
///
/// As bytes: how many deeds, at most 255; behind its length, when each happened (epoch
/// milliseconds, the last to arrive first, and of the others how much earlier than the one before);
/// the column of the events' names; the columns of the attributes, each behind its name. Names are
/// as the person's [Dictionary] has them.
///
/// A column is, behind its length, the number of its different values times two, plus one if few
/// deeds have any; the values; of each deed an octet with the number of its value, counted from 1,
/// or 0 for none. Where few have any: the numbers of the deeds that have one, counted from 0, an
/// octet each, and then those of their values.
final class Block {
  private final Encoder times = new Encoder();
  private final Column kinds = new Column();
  private final Map<ByteBuffer, Column> columns = new LinkedHashMap<>();
  private int count;
  private long previous;

  private Block() {}

  /// @param newer go before the others
  /// @param older what this returned before; null for none
  static byte[] of(Deeds newer, byte @Nullable [] older) {
    var block = new Block();
    block.add(newer);
    if (older != null) {
      block.add(older);
    }
    return block.toBytes();
  }

  /// @param dictionary what they were encoded with
  static List<Deed> decoded(byte[] block, Dictionary dictionary) {
    var decoder = new Decoder().reset(block);
    var times = times(decoder);
    var names = new String[times.length];
    new Reading(decoder, times.length)
        .read(() -> dictionary.name(decoder), (deed, name) -> names[deed] = name);
    var attributes = new ArrayList<Map<String, Value>>();
    for (int deed = 0; deed < times.length; deed++) {
      attributes.add(new HashMap<>());
    }
    while (decoder.position() < block.length) {
      var name = dictionary.name(decoder);
      new Reading(decoder, times.length)
          .read(decoder::value, (deed, value) -> attributes.get(deed).put(name, value));
    }
    var all = new ArrayList<Deed>();
    for (int deed = 0; deed < times.length; deed++) {
      all.add(new Deed(times[deed], names[deed], attributes.get(deed)));
    }
    return all;
  }

  private void add(Deeds run) {
    var decoder = new Decoder().reset(run.bytes());
    for (int i = 0; i < run.count(); i++) {
      decoder.number();
      time(decoder.signed());
      kinds.put(count, name(decoder));
      for (long rest = decoder.number(); rest > 0; rest--) {
        column(name(decoder)).put(count, value(decoder));
      }
      count++;
    }
  }

  private void add(byte[] block) {
    var decoder = new Decoder().reset(block);
    int before = count;
    var more = times(decoder);
    for (long at : more) {
      time(at);
    }
    new Reading(decoder, more.length)
        .read(() -> name(decoder), (deed, name) -> kinds.put(before + deed, name));
    while (decoder.position() < block.length) {
      var column = column(name(decoder));
      new Reading(decoder, more.length)
          .read(() -> value(decoder), (deed, value) -> column.put(before + deed, value));
    }
    count += more.length;
  }

  private void time(long at) {
    times.signed(times.size() == 0 ? at : previous - at);
    previous = at;
  }

  private Column column(ByteBuffer name) {
    return columns.computeIfAbsent(name, unknown -> new Column());
  }

  private byte[] toBytes() {
    var all = new Encoder();
    all.number(count);
    all.sized(times);
    kinds.write(all, count);
    columns.forEach((name, column) -> {
      raw(name, all);
      column.write(all, count);
    });
    return all.toBytes();
  }

  /// The decoder is behind them then.
  private static long[] times(Decoder decoder) {
    var times = new long[(int) decoder.number()];
    decoder.number();
    long at = 0;
    for (int deed = 0; deed < times.length; deed++) {
      at = deed == 0 ? decoder.signed() : at - decoder.signed();
      times[deed] = at;
    }
    return times;
  }

  /// The bytes of a name, in any one dictionary the same for the same one.
  private static ByteBuffer name(Decoder decoder) {
    int from = decoder.position();
    if (decoder.number() == Dictionary.WRITTEN_OUT) {
      decoder.skipText();
    }
    return since(from, decoder);
  }

  private static ByteBuffer value(Decoder decoder) {
    int from = decoder.position();
    decoder.skipValue();
    return since(from, decoder);
  }

  private static ByteBuffer since(int from, Decoder decoder) {
    return ByteBuffer.wrap(decoder.bytes(), from, decoder.position() - from);
  }

  private static void raw(ByteBuffer bytes, Encoder encoder) {
    encoder.raw(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  /// Whether a column says of each deed what value it has, or of the few that have one.
  private static boolean isSparse(int having, int count) {
    return 2 * having < count;
  }

  private static final class Column {
    private final Map<ByteBuffer, Integer> values = new LinkedHashMap<>();
    private final Encoder deeds = new Encoder();
    private final List<Integer> numbers = new ArrayList<>();

    /// Deeds come in order.
    void put(int deed, ByteBuffer value) {
      deeds.octet(deed);
      numbers.add(values.computeIfAbsent(value, unknown -> values.size() + 1));
    }

    void write(Encoder encoder, int count) {
      boolean sparse = isSparse(numbers.size(), count);
      var column = new Encoder();
      column.number(2L * values.size() + (sparse ? 1 : 0));
      values.keySet().forEach(value -> raw(value, column));
      var having = deeds.toBytes();
      if (sparse) {
        column.raw(having, 0, having.length);
        numbers.forEach(column::octet);
      } else {
        var all = new byte[count];
        for (int i = 0; i < having.length; i++) {
          all[having[i] & 0xFF] = (byte) (int) numbers.get(i);
        }
        column.raw(all, 0, count);
      }
      encoder.sized(column);
    }
  }

  /// Reads a column; the decoder is behind it then.
  private record Reading(Decoder decoder, int count) {

    interface Values<T> {
      T next();
    }

    interface Entries<T> {
      void put(int deed, T value);
    }

    <T> void read(Values<T> next, Entries<T> entries) {
      int length = (int) decoder.number();
      int end = decoder.position() + length;
      int head = (int) decoder.number();
      var values = new ArrayList<T>();
      for (int rest = head >>> 1; rest > 0; rest--) {
        values.add(next.next());
      }
      var bytes = decoder.bytes();
      int from = decoder.position();
      if ((head & 1) == 1) {
        int having = (end - from) / 2;
        for (int i = 0; i < having; i++) {
          entries.put(bytes[from + i] & 0xFF, values.get((bytes[from + having + i] & 0xFF) - 1));
        }
      } else {
        for (int deed = 0; deed < count; deed++) {
          int number = bytes[from + deed] & 0xFF;
          if (number > 0) {
            entries.put(deed, values.get(number - 1));
          }
        }
      }
      decoder.at(end);
    }
  }
}
