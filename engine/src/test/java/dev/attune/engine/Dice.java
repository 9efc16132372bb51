package dev.attune.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Cases for property tests: the same seed throws the same cases.
public final class Dice {
  private final Random random;

  private Dice(long seed) {
    random = new Random(seed);
  }

  /// Holds a property against many cases, with the seeds `firstSeed`, `firstSeed + 1` and so on. A
  /// failure names its seed: run with that one alone to see it again.
  public static void roll(long firstSeed, int cases, Consumer<Dice> property) {
    for (long seed = firstSeed; seed < firstSeed + cases; seed++) {
      try {
        property.accept(new Dice(seed));
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("with seed %d: %s".formatted(seed, failure.getMessage()), failure);
      }
    }
  }

  /// 0 to `end - 1`.
  public int below(int end) {
    return random.nextInt(end);
  }

  /// Both included.
  public int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  public long longBelow(long end) {
    return random.nextLong(end);
  }

  public long anyLong() {
    return random.nextLong();
  }

  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  public boolean coin() {
    return random.nextBoolean();
  }

  @SafeVarargs
  public final <T> T pick(T... those) {
    return those[random.nextInt(those.length)];
  }

  public <T> T pick(List<T> those) {
    return those.get(random.nextInt(those.size()));
  }

  /// One of them made: the others are not.
  @SafeVarargs
  public final <T> T make(Supplier<? extends T>... those) {
    return those[random.nextInt(those.length)].get();
  }

  /// 0 to `most` of them.
  public <T> List<T> some(int most, Supplier<? extends T> each) {
    var list = new ArrayList<T>();
    for (int left = between(0, most); left > 0; left--) {
      list.add(each.get());
    }
    return list;
  }

  /// 1 to `most` of them.
  public <T> List<T> atLeastOne(int most, Supplier<? extends T> each) {
    List<T> list = some(most - 1, each);
    list.add(each.get());
    return list;
  }

  /// Text of 0 to `most` letters out of an alphabet of code points.
  public String text(String alphabet, int most) {
    var letters = alphabet.codePoints().toArray();
    var chosen = new int[between(0, most)];
    Arrays.setAll(chosen, _ -> letters[random.nextInt(letters.length)]);
    return new String(chosen, 0, chosen.length);
  }

  /// Text of 0 to `most` chars of any kind, halves of surrogate pairs among them.
  public String anyText(int most) {
    var text = new StringBuilder();
    for (int left = between(0, most); left > 0; left--) {
      switch (below(5)) {
        case 0 -> text.append((char) below(0x80));
        case 1 -> text.append((char) below(0x800));
        case 2 -> text.append((char) below(0x10000));
        case 3 -> text.append((char) between(0xd800, 0xdfff));
        default -> text.appendCodePoint(between(0x10000, 0x10ffff));
      }
    }
    return text.toString();
  }
}
