package dev.attune.engine.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/// Numbers as people read them.
final class Wording {
  private Wording() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// One decimal; below 1, two digits that count.
  static String decimal(double number) {
    return Math.abs(number) >= 1 || number == 0
        ? String.format(Locale.ROOT, "%,.1f", number)
        : new BigDecimal(number).round(new MathContext(2)).toPlainString();
  }

  static String signed(double number) {
    return (number > 0 ? "+" : "") + decimal(number);
  }

  static String percent(double rate) {
    return decimal(rate * 100) + " %";
  }

  /// @param pValue at most 0.05
  static String luck(double pValue) {
    return "in at most %s tests"
        .formatted(pValue <= 0.001 ? "1 of 1,000" : pValue <= 0.01 ? "1 of 100" : "5 of 100");
  }

  /// `A`, `A and B`, `A, B and C`.
  static String list(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }
}
