package dev.attune.engine.bucketing;

import java.util.HexFormat;

/// Where a person falls when people are divided.
public final class Bucket {

  /// How many buckets there are: a bucket is a hundredth of a percent.
  public static final int COUNT = 10_000;

  private Bucket() {}

  /// 0 to 9,999, the same for ever for the same salt and unit, on every machine and in every
  /// language: the golden vectors in `vectors/` freeze it.
  ///
  /// @param saltAndColon what the hash is keyed by, with the colon that divides it from the unit
  /// @param unit whom it places, such as a customer id
  public static int of(String saltAndColon, String unit) {
    return of(Murmur3.hash(saltAndColon, unit));
  }

  static int of(int hash) {
    return (int) (((hash & 0xffff_ffffL) * COUNT) >>> 32);
  }

  /// A unit for a visitor of whom only the address and the browser are known: 8 hexadecimal digits.
  /// Empty when neither is known.
  public static String unitOf(String ipAddress, String userAgent) {
    if (ipAddress.isEmpty() && userAgent.isEmpty()) {
      return "";
    }
    int hash = Murmur3.hash(ipAddress, "\n" + userAgent);
    return HexFormat.of().toHexDigits(hash);
  }
}
