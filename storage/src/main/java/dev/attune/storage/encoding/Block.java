package dev.attune.storage.encoding;

import dev.attune.engine.profile.Value;
import dev.attune.storage.encoding.Deeds.Deed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
  /// So that the number of a deed, or of a value, is an octet.
  static final int MOST_DEEDS = 255;

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
    column(
        decoder, times.length, () -> dictionary.name(decoder), (name, deed) -> names[deed] = name);
    var attributes = new ArrayList<Map<String, Value>>();
    for (int deed = 0; deed < times.length; deed++) {
      attributes.add(new HashMap<>());
    }
    while (decoder.position() < block.length) {
      var name = dictionary.name(decoder);
      column(
          decoder,
          times.length,
          decoder::value,
          (value, deed) -> attributes.get(deed).put(name, value));
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
    column(
        decoder, more.length, () -> name(decoder), (name, deed) -> kinds.put(before + deed, name));
    while (decoder.position() < block.length) {
      var column = column(name(decoder));
      column(
          decoder,
          more.length,
          () -> value(decoder),
          (value, deed) -> column.put(before + deed, value));
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

  /// Reads a column; the decoder is behind it then.
  ///
  /// @param count how many deeds the block has
  /// @param next reads a value
  /// @param having is given the value of each deed that has one
  private static <T> void column(
      Decoder decoder, int count, Supplier<T> next, ObjIntConsumer<T> having) {
    int length = (int) decoder.number();
    int end = decoder.position() + length;
    int head = (int) decoder.number();
    var values = new ArrayList<T>();
    for (int rest = head >>> 1; rest > 0; rest--) {
      values.add(next.get());
    }
    boolean sparse = (head & 1) == 1;
    int from = sparse ? 0 : decoder.position();
    var numbers =
        sparse ? spread(decoder.bytes(), decoder.position(), end, count) : decoder.bytes();
    for (int deed = 0; deed < count; deed++) {
      int number = numbers[from + deed] & 0xFF;
      if (number > 0) {
        having.accept(values.get(number - 1), deed);
      }
    }
    decoder.at(end);
  }

  /// Of each deed the number of its value, from a column of which few deeds have any.
  ///
  /// @param from where the numbers of these deeds begin
  /// @param end of the column
  static byte[] spread(byte[] block, int from, int end, int count) {
    var numbers = new byte[count];
    int having = (end - from) / 2;
    for (int i = 0; i < having; i++) {
      numbers[block[from + i] & 0xFF] = block[from + having + i];
    }
    return numbers;
  }

  private static final class Column {
    private final Map<ByteBuffer, Integer> values = new LinkedHashMap<>();
    private final byte[] numbers = new byte[MOST_DEEDS];
    private int having;

    void put(int deed, ByteBuffer value) {
      int number = values.computeIfAbsent(value, unknown -> values.size() + 1);
      numbers[deed] = (byte) number;
      having++;
    }

    void write(Encoder encoder, int count) {
      boolean sparse = 2 * having < count;
      var column = new Encoder();
      column.number(2L * values.size() + (sparse ? 1 : 0));
      values.keySet().forEach(value -> raw(value, column));
      if (sparse) {
        var deeds = IntStream.range(0, count).filter(deed -> numbers[deed] != 0).toArray();
        for (int deed : deeds) {
          column.octet(deed);
        }
        for (int deed : deeds) {
          column.octet(numbers[deed]);
        }
      } else {
        column.raw(numbers, 0, count);
      }
      encoder.sized(column);
    }
  }
}
