package dev.attune.storage.encoding;

import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person's history as it is stored: a view on bytes. Nothing is decoded before it is asked for,
/// an event of another name is passed over by its length, and of an event only the attributes that
/// somebody wants are made.
public final class StoredHistory implements History {
  private static final byte[][] NO_BLOCKS = {};
  private static final int NOT_LOOKED_UP = -1;

  private final byte[] head;
  private final int dictionaryFrom;
  private final int end;
  private final byte[] @Nullable [] blocks;
  private final long wanted;
  private final Decoder decoder;
  private final Visited visited = new Visited();

  /// @param bytes what [HistoryHead] wrote is in them, from byte `from` to before byte `end`
  /// @param since see [#blocks]
  /// @param texts attribute values met before; only histories should share it, for rare values put
  ///   others out
  public StoredHistory(byte[] bytes, int from, int end, Instant since, Names texts) {
    head = bytes;
    this.end = end;
    decoder = new Decoder(texts).reset(bytes).at(from);
    int count = (int) decoder.number();
    if (count > 0) {
      decoder.number();
    }
    long earliest = millis(since);
    long late = 0;
    int upTo = 0;
    for (int i = 0; i < count; i++) {
      decoder.number();
      if (decoder.signed() >= earliest) {
        upTo = i + 1;
        late |= 1L << Math.min(i, Long.SIZE - 1);
      }
    }
    dictionaryFrom = decoder.position();
    blocks = upTo == 0 ? NO_BLOCKS : new byte[upTo][];
    wanted = late;
  }

  /// How many blocks are to be gone through, from the newest, to have all since the moment given.
  public int blocks() {
    return blocks.length;
  }

  /// Whether anything in this one is late enough.
  ///
  /// @param number 0 for the newest
  public boolean wants(int number) {
    return (wanted >>> Math.min(number, Long.SIZE - 1) & 1) == 1;
  }

  public void put(int number, byte[] block) {
    blocks[number] = block;
  }

  @Override
  public void forEach(String event, Instant since, Visitor visitor) {
    long earliest = millis(since);
    int name = number(event);
    toTotals();
    int totals = (int) decoder.number();
    decoder.skip(totals);
    decoder.number();
    if (!forEach(event, name, earliest, end, visitor)) {
      return;
    }
    for (var block : blocks) {
      if (block != null) {
        decoder.reset(block);
        if (!forEach(event, name, earliest, block.length, visitor)) {
          return;
        }
      }
    }
  }

  private boolean forEach(String event, int name, long earliest, int stop, Visitor visitor) {
    while (decoder.position() < stop) {
      int length = (int) decoder.number();
      int next = decoder.position() + length;
      long at = decoder.signed();
      if (at >= earliest && isName(event, name)) {
        visited.from = decoder.position();
        if (!visitor.visit(at, visited)) {
          return false;
        }
      }
      decoder.at(next);
    }
    return true;
  }

  @Override
  public @Nullable Totals totals(String event) {
    int name = number(event);
    toTotals();
    int length = (int) decoder.number();
    int stop = decoder.position() + length;
    while (decoder.position() < stop) {
      boolean found = isName(event, name);
      var totals = totals(decoder);
      if (found) {
        return totals;
      }
    }
    return null;
  }

  /// What number the dictionary has for a name; [Dictionary#WRITTEN_OUT] where it has none.
  private int number(String name) {
    decoder.reset(head).at(dictionaryFrom);
    int length = (int) decoder.number();
    int stop = decoder.position() + length;
    for (int number = 1; decoder.position() < stop; number++) {
      if (decoder.isText(name)) {
        return number;
      }
    }
    return Dictionary.WRITTEN_OUT;
  }

  /// Passes over a name as [Dictionary] writes it.
  ///
  /// @return whether it is this one
  private boolean isName(String name, int number) {
    int here = (int) decoder.number();
    return here == Dictionary.WRITTEN_OUT ? decoder.isText(name) : here == number;
  }

  private void toTotals() {
    decoder.reset(head).at(dictionaryFrom);
    int length = (int) decoder.number();
    decoder.skip(length);
  }

  static Totals totals(Decoder decoder) {
    long count = decoder.number();
    long first = decoder.signed();
    long last = first + decoder.number();
    return new Totals(count, Instant.ofEpochMilli(first), Instant.ofEpochMilli(last));
  }

  /// Later moments than milliseconds can count are so far off that any end will do.
  private static long millis(Instant at) {
    long seconds = at.getEpochSecond();
    return Math.abs(seconds) > Long.MAX_VALUE / 1_000 - 1
        ? Long.signum(seconds) * Long.MAX_VALUE
        : at.toEpochMilli();
  }

  /// The attributes of the event that is being visited.
  private final class Visited implements Attributes {
    private int from;
    private String name = "";
    private int number = NOT_LOOKED_UP;

    @Override
    @SuppressWarnings("ReferenceEquality") // The same string again is what rules ask for.
    public @Nullable Value get(String attribute) {
      if (attribute != name || number == NOT_LOOKED_UP) {
        lookUp(attribute);
      }
      decoder.at(from);
      for (long rest = decoder.number(); rest > 0; rest--) {
        if (isName(attribute, number)) {
          return decoder.commonValue();
        }
        decoder.skipValue();
      }
      return null;
    }

    private void lookUp(String attribute) {
      var bytes = decoder.bytes();
      number = StoredHistory.this.number(attribute);
      name = attribute;
      decoder.reset(bytes);
    }
  }
}
