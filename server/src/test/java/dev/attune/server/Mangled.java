package dev.attune.server;

import dev.attune.server.http.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Bodies that went wrong: pieces of good ones, cut, doubled, swapped and overwritten.
public final class Mangled {
  private static final int ROUNDS = 20_000;
  private static final Duration LONGEST = Duration.ofSeconds(2); // a slow machine; most take 20 µs

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "1e400",
          "-1e-400",
          "9223372036854775808",
          "1725258666000",
          "-1",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"😀\"",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "{\"\":null}",
          "\"-999999999-01-01T00:00:00\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"2026-02-30\"",
          "[".repeat(40));

  private Mangled() {}

  /// Reads many of them; only [Refused] may come out, and soon.
  public static void read(long seed, List<String> good, Consumer<byte[]> reader) {
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var body = mangle(good.get(random.nextInt(good.size())), random);
      long start = System.nanoTime();
      try {
        reader.accept(body);
      } catch (Refused expected) {
        // as it should be
      } catch (RuntimeException | Error unexpected) {
        throw new AssertionError(
            "seed %d, round %d: %s"
                .formatted(seed, round, new String(body, StandardCharsets.UTF_8)),
            unexpected);
      }
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new AssertionError("seed %d, round %d took too long".formatted(seed, round));
      }
    }
  }

  private static byte[] mangle(String good, Random random) {
    var text = good;
    for (int i = random.nextInt(3); i >= 0; i--) {
      text = random.nextInt(3) == 0 ? cutAndPasted(text, random) : withAnotherValue(text, random);
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
  }

  /// What stands between a colon, comma or bracket and the next.
  private static String withAnotherValue(String text, Random random) {
    int from = random.nextInt(text.length() + 1);
    while (from < text.length() && ":[,".indexOf(text.charAt(from)) < 0) {
      from++;
    }
    int to = Math.min(text.length(), from + 1);
    while (to < text.length() && ",]}".indexOf(text.charAt(to)) < 0) {
      to++;
    }
    var value = VALUES.get(random.nextInt(VALUES.size()));
    return text.substring(0, Math.min(text.length(), from + 1)) + value + text.substring(to);
  }

  private static String cutAndPasted(String text, Random random) {
    int from = random.nextInt(text.length() + 1);
    int to = from + random.nextInt(text.length() - from + 1);
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + text.substring(from, to) + text.substring(at);
  }
}
