package dev.attune.storage.encoding;

import dev.attune.engine.profile.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The names that one person's deeds have: of events and of their attributes. They come again and
/// again, so a deed has the number of a name in place of the name. Numbers never change; a name
/// that found no room in the dictionary is written out. For one thread.
final class Dictionary {
  /// More names, or longer ones, are no help: the dictionary lies with the profile.
  private static final int MAX_NAMES = 500;

  private static final int MAX_LENGTH = 64;
  private static final int MAX_BYTES = 4_096;

  /// In place of a number, before a name that is written out. Numbers begin with 1.
  static final int WRITTEN_OUT = 0;

  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private int bytes;

  Dictionary() {}

  /// @param decoder at what [#write] wrote
  Dictionary(Decoder decoder) {
    int end = (int) decoder.number();
    end += decoder.position();
    while (decoder.position() < end) {
      enter(decoder.name());
    }
  }

  void write(Encoder encoder) {
    var all = new Encoder();
    names.forEach(all::text);
    encoder.sized(all);
  }

  private int enter(String name) {
    names.add(name);
    bytes += name.length();
    numbers.put(name, names.size());
    return names.size();
  }

  /// A name, which is entered if there is room.
  void name(String name, Encoder encoder) {
    var number = numbers.get(name);
    if (number != null) {
      encoder.number(number);
    } else if (names.size() < MAX_NAMES
        && name.length() <= MAX_LENGTH
        && bytes + name.length() <= MAX_BYTES) {
      encoder.number(enter(name));
    } else {
      encoder.number(WRITTEN_OUT);
      encoder.text(name);
    }
  }

  String name(Decoder decoder) {
    int number = (int) decoder.number();
    return number == WRITTEN_OUT ? decoder.text() : names.get(number - 1);
  }

  void values(Map<String, Value> values, Encoder encoder) {
    encoder.number(values.size());
    values.forEach((name, value) -> {
      name(name, encoder);
      encoder.value(value);
    });
  }

  Map<String, Value> values(Decoder decoder) {
    int count = (int) decoder.number();
    Map<String, Value> values = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      var name = name(decoder);
      values.put(name, decoder.value());
    }
    return values;
  }
}
