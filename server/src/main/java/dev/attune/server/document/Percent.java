package dev.attune.server.document;

import java.math.BigDecimal;

/// Hundredths of a percent as a person writes them.
final class Percent {
  private Percent() {}

  /// `50`, `33.33`, `0.5`.
  static String text(int hundredths) {
    return number(hundredths).toPlainString();
  }

  static BigDecimal number(int hundredths) {
    var plain = BigDecimal.valueOf(hundredths, 2).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
