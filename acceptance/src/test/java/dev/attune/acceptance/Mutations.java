package dev.attune.acceptance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Makes bad bodies out of good ones. The same seed makes the same.
final class Mutations {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "-0",
          "1e400",
          "-1e400",
          "1e-400",
          "1.5",
          "9".repeat(99),
          "9".repeat(200),
          "1e" + "9".repeat(90),
          "9223372036854775808",
          "2147483648",
          "253402300800",
          "NaN",
          "Infinity",
          "0x10",
          "007",
          "+1",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\ud83d\\ude00\"",
          "\"\\uFFFF\\u202e\"",
          "\"a\\nb\\tc\\u001b\"",
          "\"\u0000\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"-999999999-01-01T00:00:00Z\"",
          "\"-999999999-01-01T00:00:00+18:00\"",
          "\"9999-12-31T23:59:59-18:00\"",
          "\"0000-00-00T00:00:00Z\"",
          "\"{{ UserAttribute['x'] * 999999999 }}\"",
          "\"{% for x in UserAttribute['l'] %}{{ x }}\"",
          "\"{{ 'a' * 999999999 }}\"",
          "\"((((((a+)+)+)+)+)+$\"",
          "\"../../../etc/passwd\"",
          "\"'; DROP TABLE event; --\"",
          "\"__proto__\"",
          "[]",
          "{}",
          "[null]",
          "[[[[]]]]",
          "{\"\":{\"\":{\"\":{}}}}",
          "\"" + "x".repeat(600) + "\"",
          "\"" + "\u20b9".repeat(20_000) + "\"",
          "\"" + "\\u0000".repeat(3_000) + "\"",
          "[" + "1,".repeat(5_000) + "1]",
          "[" + "{},".repeat(2_000) + "{}]",
          "[".repeat(40) + "]".repeat(40),
          "[".repeat(20_000),
          "{\"a\":".repeat(500) + "1" + "}".repeat(500));

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  /// One or two things are wrong with it, or none by chance.
  byte[] of(String json) {
    var text = json;
    int count = random.nextInt(3) == 0 ? 2 : 1;
    for (int i = 0; i < count; i++) {
      text = mutated(text);
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return random.nextInt(8) == 0 ? damaged(bytes) : bytes;
  }

  private String mutated(String text) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> withValue(text, pick());
      case 3 -> withName(text);
      case 4 -> repeated(text);
      case 5 -> text.substring(0, random.nextInt(text.length() + 1));
      case 6 ->
          text + List.of("}", "'}'", text, " ", "\u0000", ",", "\ufeff").get(random.nextInt(7));
      default -> inserted(text);
    };
  }

  private String pick() {
    return VALUES.get(random.nextInt(VALUES.size()));
  }

  /// Another value after one of the colons, in place of what stands there up to the next comma.
  private String withValue(String text, String value) {
    int colon = after(text, ':');
    int end = colon;
    while (end < text.length() && ",}]\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, colon) + " " + value + text.substring(end);
  }

  /// Another name before one of the colons.
  private String withName(String text) {
    int colon = after(text, ':') - 1;
    int quote = colon < 0 ? -1 : text.lastIndexOf('"', Math.max(0, colon - 2));
    return quote < 0
        ? text
        : text.substring(0, quote)
            + "\""
            + "n".repeat(random.nextInt(1_200))
            + "\""
            + text.substring(colon);
  }

  /// A stretch twice: fields that are there twice, elements by the hundred.
  private String repeated(String text) {
    int from = after(text, ',');
    int to = Math.min(text.length(), from + random.nextInt(200));
    return text.substring(0, to)
        + text.substring(from, to).repeat(1 + random.nextInt(200))
        + text.substring(to);
  }

  private String inserted(String text) {
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + pick() + text.substring(at);
  }

  /// Behind one of these characters; the end when there is none.
  private int after(String text, char wanted) {
    if (text.isEmpty()) {
      return 0;
    }
    int found = text.indexOf(wanted, random.nextInt(text.length()));
    if (found < 0) {
      found = text.indexOf(wanted);
    }
    return found < 0 ? text.length() : found + 1;
  }

  private byte[] damaged(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    for (byte b : bytes) {
      switch (random.nextInt(200)) {
        case 0 -> out.write(random.nextInt(256));
        case 1 -> {}
        case 2 -> {
          out.write(b);
          out.write(0xC0 + random.nextInt(64));
        }
        default -> out.write(b);
      }
    }
    return out.toByteArray();
  }
}
