package dev.attune.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.Dice;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "+1",
        ".5",
        "5.",
        "-.5",
        "1e",
        "1e+",
        "e1",
        "1.e1",
        "00",
        "01",
        "-01",
        "007",
        "1 ",
        " 1",
        "1,000",
        "0x10",
        "1f",
        "1d",
        "1L",
        "NaN",
        "Infinity",
        "-Infinity",
        "１２",
        "٣",
        "1e999",
        "-1e999",
        "1-1",
        "1.2.3",
        "1e1e1",
        "--1",
        "1\n",
        "\u00001"
      })
  void isNoNumber(String text) {
    assertThat(Numbers.parse(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0", "7", "-7", "10", "0.5", "-0.25", "1e3", "1E-3", "1.5e+2", "100.0"})
  void isANumber(String text) {
    assertThat(Numbers.parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @Test
  void fortyCharactersAreTheMost() {
    assertThat(Numbers.parse("1".repeat(40))).isEqualTo(Double.parseDouble("1".repeat(40)));
    assertThat(Numbers.parse("1".repeat(41))).isNaN();
  }

  @Test
  void readsExactlyTheGrammarOfJson() {
    Dice.roll(
        1,
        200_000,
        dice -> {
          var text = dice.text("0019.eE+-", 8);
          double wanted =
              JSON_NUMBER.matcher(text).matches() ? finite(new BigDecimal(text)) : Double.NaN;
          // Minus zero is as good as zero here.
          assertThat(Numbers.parse(text) + 0.0).as(text).isEqualTo(Double.valueOf(wanted + 0.0));
        });
  }

  @Test
  void neverThrowsWhateverTheText() {
    Dice.roll(2, 20_000, dice -> assertThat(Numbers.parse("é" + dice.anyText(50))).isNaN());
  }

  @Test
  void writesWholeNumbersWithoutAPoint() {
    assertThat(Numbers.text(12.0)).isEqualTo("12");
    assertThat(Numbers.text(-0.0)).isEqualTo("0");
    assertThat(Numbers.text(1.5)).isEqualTo("1.5");
    assertThat(Numbers.text(9_007_199_254_740_992.0)).isEqualTo("9007199254740992");
    assertThat(Numbers.text(1e21)).isEqualTo("1.0E21");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Dice.roll(
        3,
        100_000,
        dice -> {
          double number = Double.longBitsToDouble(dice.anyLong());
          if (Double.isFinite(number)) {
            assertThat(Numbers.parse(Numbers.text(number))).isEqualTo(number + 0.0);
          }
        });
  }

  private static double finite(BigDecimal number) {
    double value = number.doubleValue();
    return Double.isInfinite(value) ? Double.NaN : value;
  }
}
