package dev.attune.storage.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncodingTest {
  private static final String[] TEXTS = {
    "", "plan", "é", "मुफ़्त", "\uD83D\uDE00", "a\u0000b", "\uD83D", "\uDE00x", "x".repeat(300)
  };

  private final Encoder encoder = new Encoder();
  private final Decoder decoder = new Decoder(new Names());

  private Map<String, Value> roundTrip(Map<String, Value> values) {
    encoder.reset();
    encoder.values(values);
    return decoder.reset(encoder.toBytes()).values();
  }

  @Test
  void whateverIsWrittenIsRead() {
    for (long seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      var values = fields(random, 3);
      assertThat(roundTrip(values)).as("seed %d", seed).isEqualTo(values);
    }
  }

  @Test
  void numbersKeepEveryBit() {
    for (double number :
        new double[] {
          0,
          -0.0,
          1,
          -1,
          63,
          64,
          -64,
          -65,
          0.1,
          0x1p53,
          -0x1p53,
          0x1p53 + 2,
          0x1p63,
          -0x1p63,
          1e300,
          Double.MIN_VALUE,
          Double.MAX_VALUE
        }) {
      var values = Map.<String, Value>of("n", new Value.Amount(number));
      assertThat(roundTrip(values)).as("%s", number).isEqualTo(values);
    }
  }

  @Test
  void varintsKeepEveryBit() {
    long[] numbers = {0, 1, 127, 128, 16_383, 16_384, Long.MAX_VALUE, Long.MIN_VALUE, -1};
    encoder.reset();
    for (long number : numbers) {
      encoder.number(number);
      encoder.signed(number);
    }
    decoder.reset(encoder.toBytes());
    for (long number : numbers) {
      assertThat(decoder.number()).isEqualTo(number);
      assertThat(decoder.signed()).isEqualTo(number);
    }
  }

  @Test
  void theBytesAreTheseForEver() {
    encoder.reset();
    encoder.values(Map.of("plan", new Value.Text("gold")));
    encoder.values(Map.of("n", new Value.Amount(-3)));
    encoder.values(Map.of("r", new Value.Amount(0.5)));
    encoder.values(
        Map.of("f", new Value.Array(List.of(new Value.Flag(true), new Value.Flag(false)))));
    encoder.values(Map.of("t", new Value.Time("2026", Instant.ofEpochSecond(-1, 5))));
    encoder.values(Map.of("o", new Value.Fields(Map.of())));
    assertThat(HexFormat.of().formatHex(encoder.toBytes()))
        .isEqualTo(
            "0108706c616e0008676f6c64"
                + "01026e0205"
                + "01027201000000000000e03f"
                + "0102660602"
                + "0403"
                + "010274050832303236"
                + "0105"
                + "01026f0700");
  }

  @Test
  void namesThatShareAPlaceStayThemselves() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 5_000; i++) {
        encoder.reset();
        encoder.texts(Set.of("name " + i));
        assertThat(decoder.reset(encoder.toBytes()).names()).containsExactly("name " + i);
      }
    }
  }

  @Test
  void aNameMetAgainIsTheSameString() {
    encoder.reset();
    encoder.text("plan");
    var bytes = encoder.toBytes();
    assertThat(decoder.reset(bytes).name()).isSameAs(decoder.reset(bytes).name());
  }

  @Test
  void bytesThatNobodyWroteEndInAnException() {
    assertThatThrownBy(() -> decoder.reset(new byte[] {1, 2, 'a', 99}).values())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("value tag 99 at byte 3");
    assertThatThrownBy(() -> decoder.reset(new byte[] {1, 100, 'a'}).values())
        .isInstanceOf(IndexOutOfBoundsException.class);
    var endless = new byte[12];
    Arrays.fill(endless, (byte) 0xFF);
    assertThatThrownBy(() -> decoder.reset(endless).number())
        .isInstanceOf(IllegalStateException.class);
  }

  private static Map<String, Value> fields(Random random, int depth) {
    var fields = new HashMap<String, Value>();
    for (int i = random.nextInt(6); i > 0; i--) {
      fields.put(text(random) + i, value(random, depth));
    }
    return fields;
  }

  private static Value value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> new Value.Text(text(random));
      case 1 ->
          new Value.Amount(random.nextBoolean() ? random.nextGaussian() * 1e9 : random.nextInt());
      case 2 -> new Value.Flag(random.nextBoolean());
      case 3 ->
          new Value.Time(
              text(random), Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
      case 4 -> {
        var items = new ArrayList<Value>();
        for (int i = random.nextInt(5); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield new Value.Array(items);
      }
      default -> new Value.Fields(fields(random, depth - 1));
    };
  }

  private static String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)];
  }
}
