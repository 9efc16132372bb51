package dev.attune.storage.encoding;

import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A person's history as it is stored: a view on bytes. Nothing is decoded before it is asked for,
/// an event of another name is passed over by its length, and of an event only the attributes that
/// somebody wants are made.
public final class StoredHistory implements History {
  private static final byte[][] NO_BLOCKS = {};

  private final byte[] head;
  private final int totalsFrom;
  private final int end;
  private final byte[] @Nullable [] blocks;
  private final long wanted;
  private final Decoder decoder;

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
    totalsFrom = decoder.position();
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
    decoder.reset(head).at(totalsFrom);
    int totals = (int) decoder.number();
    decoder.skip(totals);
    decoder.number();
    if (!forEach(event, earliest, end, visitor)) {
      return;
    }
    for (var block : blocks) {
      if (block != null) {
        decoder.reset(block);
        if (!forEach(event, earliest, block.length, visitor)) {
          return;
        }
      }
    }
  }

  private boolean forEach(String event, long earliest, int stop, Visitor visitor) {
    var attributes = new View();
    while (decoder.position() < stop) {
      int length = (int) decoder.number();
      int next = decoder.position() + length;
      long at = decoder.signed();
      if (at >= earliest && decoder.isText(event)) {
        attributes.from = decoder.position();
        if (!visitor.visit(at, attributes)) {
          return false;
        }
      }
      decoder.at(next);
    }
    return true;
  }

  @Override
  public @Nullable Totals totals(String event) {
    decoder.reset(head).at(totalsFrom);
    int length = (int) decoder.number();
    int stop = decoder.position() + length;
    while (decoder.position() < stop) {
      boolean found = decoder.isText(event);
      if (found) {
        return totals(decoder);
      }
      decoder.number();
      decoder.number();
      decoder.number();
    }
    return null;
  }

  @Override
  public Set<String> names() {
    var names = new HashSet<String>();
    decoder.reset(head).at(totalsFrom);
    int length = (int) decoder.number();
    int stop = decoder.position() + length;
    while (decoder.position() < stop) {
      names.add(decoder.text());
      decoder.number();
      decoder.number();
      decoder.number();
    }
    return names;
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
  private final class View implements Attributes {
    private int from;

    @Override
    public @Nullable Value get(String name) {
      decoder.at(from);
      for (long rest = decoder.number(); rest > 0; rest--) {
        if (decoder.isText(name)) {
          return decoder.commonValue();
        }
        decoder.skipValue();
      }
      return null;
    }
  }
}
