package dev.attune.benchmarks.shop;

import java.util.Locale;

/// What the experiences are called; of the same length for all, so that answers are too.
public final class ExperienceNames {
  /// The experience that everybody matches.
  public static final String FOR_ALL = key(0);

  private ExperienceNames() {}

  public static String key(int number) {
    return String.format(Locale.ROOT, "experience-%05d", number);
  }

  public static String name(int number) {
    return String.format(Locale.ROOT, "Experience %05d", number);
  }

  /// 24 hexadecimal digits; a higher number is newer.
  public static String id(int number) {
    return String.format(Locale.ROOT, "%08x%016x", 0x65000000 + number, number);
  }

  /// Hexadecimal, as audiences are called.
  public static String audienceId(int number) {
    return String.format(Locale.ROOT, "%05X", 0x10000 + number);
  }
}
