package dev.attune.storage.encoding;

import dev.attune.engine.profile.History.Attributes;
import dev.attune.engine.profile.History.Visitor;
import dev.attune.engine.profile.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Goes through [Block]s for rules, one after the other, and has the attributes of the deed that is
/// being visited. In a block without events of a name it looks at nothing else, and of the columns
/// of attributes only at those that are asked for.
final class BlockView implements Attributes {
  private final ToIntFunction<String> dictionary;
  private final Decoder times;
  private final Decoder decoder;
  private final List<Column> columns = new ArrayList<>();
  private byte[] block = {};
  private int columnsFrom;
  private int count;
  private int deed;

  /// Of an attribute that was asked for: what this block has of it.
  private static final class Column {
    private static final byte[] NONE = new byte[Block.MOST_DEEDS];

    private final String name;
    private final int number;
    private boolean isCurrent;
    private byte[] numbers = NONE;
    private int from;
    private @Nullable Value[] values = {null};

    Column(String name, int number) {
      this.name = name;
      this.number = number;
    }

    void clear() {
      numbers = NONE;
      from = 0;
    }
  }

  /// @param dictionary what number a name has in it
  BlockView(ToIntFunction<String> dictionary, Names texts) {
    this.dictionary = dictionary;
    times = new Decoder(texts);
    decoder = new Decoder(texts);
  }

  /// @param number what number the dictionary has for the event
  /// @return whether the visitor wants to go on
  boolean forEach(byte[] of, String event, int number, long earliest, Visitor visitor) {
    block = of;
    columns.forEach(column -> column.isCurrent = false);
    decoder.reset(of);
    count = (int) decoder.number();
    int length = (int) decoder.number();
    times.reset(of).at(decoder.position());
    decoder.skip(length);
    length = (int) decoder.number();
    columnsFrom = decoder.position() + length;
    int kind = kind(event, number);
    int kinds = columnsFrom - count;
    long at = 0;
    for (deed = 0; kind > 0 && deed < count; deed++) {
      at = deed == 0 ? times.signed() : at - times.signed();
      if (at >= earliest && (of[kinds + deed] & 0xFF) == kind && !visitor.visit(at, this)) {
        return false;
      }
    }
    return true;
  }

  /// The number that events of a name have in this block's column of names; 0 where there are none.
  private int kind(String event, int number) {
    int kinds = (int) decoder.number() >>> 1;
    for (int kind = 1; kind <= kinds; kind++) {
      if (decoder.isName(event, number)) {
        return kind;
      }
    }
    return 0;
  }

  @Override
  public @Nullable Value get(String attribute) {
    var column = column(attribute);
    if (!column.isCurrent) {
      lookUp(column);
    }
    return column.values[column.numbers[column.from + deed] & 0xFF];
  }

  private Column column(String attribute) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name.equals(attribute)) {
        return columns.get(i);
      }
    }
    var column = new Column(attribute, dictionary.applyAsInt(attribute));
    columns.add(column);
    return column;
  }

  private void lookUp(Column column) {
    column.isCurrent = true;
    decoder.at(columnsFrom);
    while (decoder.position() < block.length) {
      boolean found = decoder.isName(column.name, column.number);
      int length = (int) decoder.number();
      if (found) {
        read(column, decoder.position() + length);
        return;
      }
      decoder.skip(length);
    }
    column.clear();
  }

  private void read(Column column, int end) {
    int head = (int) decoder.number();
    var values = new @Nullable Value[(head >>> 1) + 1];
    for (int i = 1; i < values.length; i++) {
      values[i] = decoder.commonValue();
    }
    column.values = values;
    if ((head & 1) == 0) {
      column.numbers = block;
      column.from = decoder.position();
    } else {
      column.numbers = Block.spread(block, decoder.position(), end, count);
      column.from = 0;
    }
  }
}
