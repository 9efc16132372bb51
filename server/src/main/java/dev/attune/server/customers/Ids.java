package dev.attune.server.customers;

import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Request;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The ids of one request's events, so that an event that is sent again counts once: its own UUID;
/// else the request's `Idempotency-Key` with the place of the action in the request; else random,
/// and every request counts. Not for several threads. Source: docs/wire.md#data-events.
final class Ids {
  private static final String HEADER = "Idempotency-Key";
  private static final int MAX_KEY_LENGTH = 128;

  private final @Nullable String key;
  private final RandomGenerator random;
  private int index;

  private Ids(@Nullable String key, RandomGenerator random) {
    this.key = key;
    this.random = random;
  }

  /// @param random must not repeat itself
  /// @throws Refused if the request has a key that is too long, or none of printable ASCII
  static Ids of(Request request, RandomGenerator random) {
    var key = request.header(HEADER);
    if (key != null && !isKey(key)) {
      throw new Refused(
          DataProblem.invalid(
              HEADER,
              "%s is expected to be 1 to %d printable ASCII characters"
                  .formatted(HEADER, MAX_KEY_LENGTH)));
    }
    return new Ids(key, random);
  }

  private static boolean isKey(String key) {
    return !key.isBlank()
        && key.length() <= MAX_KEY_LENGTH
        && key.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /// Of the next action in the request.
  ///
  /// @param uuid its own; null where it has none
  String next(@Nullable String uuid) {
    int at = index++;
    if (uuid != null) {
      return "E:" + uuid;
    }
    return key != null ? "K:" + key + ":" + at : "R:" + random(random);
  }

  /// 32 hexadecimal digits.
  static String random(RandomGenerator random) {
    var hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
