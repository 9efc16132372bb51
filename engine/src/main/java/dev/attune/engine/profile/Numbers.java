package dev.attune.engine.profile;

/// Numbers as JSON writes them.
public final class Numbers {
  private static final int MAX_LENGTH = 40;
  private static final double EXACT_WHOLE = 9_007_199_254_740_992.0; // 2^53

  private Numbers() {}

  /// The number that the whole text spells in JSON's grammar, or `NaN` when it spells none (also
  /// when it is longer than 40 characters or too large for a double). Never throws.
  public static double parse(String text) {
    if (!isNumber(text)) {
      return Double.NaN;
    }
    var number = Double.parseDouble(text);
    return Double.isInfinite(number) ? Double.NaN : number;
  }

  /// Whole numbers up to 2^53 without a point (`12`), everything else as Java spells it (`1.5`).
  public static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) <= EXACT_WHOLE
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static boolean isNumber(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    int at = text.charAt(0) == '-' ? 1 : 0;
    int whole = digits(text, at);
    boolean leadingZero = whole > at + 1 && text.charAt(at) == '0'; // "007" is a name, no number
    if (whole == at || leadingZero) {
      return false;
    }
    at = whole;
    if (at < length && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1);
      if (fraction == at + 1) {
        return false;
      }
      at = fraction;
    }
    if (at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int sign = at + 1;
      if (sign < length && (text.charAt(sign) == '-' || text.charAt(sign) == '+')) {
        sign++;
      }
      int exponent = digits(text, sign);
      if (exponent == sign) {
        return false;
      }
      at = exponent;
    }
    return at == length;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
