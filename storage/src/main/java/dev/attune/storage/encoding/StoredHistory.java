package dev.attune.storage.encoding;

import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A person's history as it is stored: a view on bytes. Nothing is decoded before it is asked for,
/// events of other names are passed over, and of an event only the attributes that somebody wants
/// are made.
public final class StoredHistory implements History {
  private static final byte[][] NO_BLOCKS = {};

  private final byte[] head;
  private final int dictionaryFrom;
  private final int end;
  private final byte[] @Nullable [] blocks;
  private final long wanted;
  private final Names texts;
  private final Decoder decoder;

  /// @param bytes what [HistoryHead] wrote is in them, from byte `from` to before byte `end`
  /// @param since see [#blocks]
  /// @param texts attribute values met before; only histories should share it, for rare values put
  ///   others out
  public StoredHistory(byte[] bytes, int from, int end, Instant since, Names texts) {
    head = bytes;
    this.end = end;
    this.texts = texts;
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
    if (!new HeadView(decoder.position()).forEach(event, name, earliest, visitor)
        || blocks.length == 0) {
      return;
    }
    var view = new BlockView(this::number, texts);
    for (var block : blocks) {
      if (block != null && !view.forEach(block, event, name, earliest, visitor)) {
        return;
      }
    }
  }

  @Override
  public @Nullable Totals totals(String event) {
    int name = number(event);
    toTotals();
    int length = (int) decoder.number();
    int stop = decoder.position() + length;
    while (decoder.position() < stop) {
      boolean found = decoder.isName(event, name);
      var totals = totals(decoder);
      if (found) {
        return totals;
      }
    }
    return null;
  }

  @Override
  public Set<String> names() {
    var dictionary = dictionary();
    var names = new HashSet<String>();
    int length = (int) decoder.number();
    int stop = decoder.position() + length;
    while (decoder.position() < stop) {
      int number = (int) decoder.number();
      names.add(number == Dictionary.WRITTEN_OUT ? decoder.text() : dictionary.get(number - 1));
      var _ = totals(decoder);
    }
    return names;
  }

  /// The names in the order of their numbers; the decoder is behind them then.
  private List<String> dictionary() {
    decoder.reset(head).at(dictionaryFrom);
    int length = (int) decoder.number();
    int stop = decoder.position() + length;
    var names = new ArrayList<String>();
    while (decoder.position() < stop) {
      names.add(decoder.text());
    }
    return names;
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

  /// Goes through the deeds that lie with the profile, and has the attributes of the one that is
  /// being visited.
  private final class HeadView implements Attributes {
    private static final int NOT_LOOKED_UP = -1;

    private final Decoder deeds = new Decoder(texts).reset(head);
    private int from;
    private String name = "";
    private int number = NOT_LOOKED_UP;

    HeadView(int from) {
      deeds.at(from);
    }

    boolean forEach(String event, int eventNumber, long earliest, Visitor visitor) {
      while (deeds.position() < end) {
        int length = (int) deeds.number();
        int next = deeds.position() + length;
        long at = deeds.signed();
        if (at >= earliest && deeds.isName(event, eventNumber)) {
          from = deeds.position();
          if (!visitor.visit(at, this)) {
            return false;
          }
        }
        deeds.at(next);
      }
      return true;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The same string again is what rules ask for.
    public @Nullable Value get(String attribute) {
      if (attribute != name || number == NOT_LOOKED_UP) {
        number = StoredHistory.this.number(attribute);
        name = attribute;
      }
      deeds.at(from);
      for (long rest = deeds.number(); rest > 0; rest--) {
        if (deeds.isName(attribute, number)) {
          return deeds.commonValue();
        }
        deeds.skipValue();
      }
      return null;
    }
  }
}
