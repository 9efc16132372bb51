package dev.attune.engine.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.engine.Dice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$",
        "^\\+91[0-9]{10}$",
        "a{1000}",
        "(a|b){100}",
        "((a{10}){10}){10}",
        "[{}(){99}]",
        "\\p{Greek}+",
        "(?i)x{2,}"
      })
  void compiles(String pattern) {
    assertThat(Patterns.compile(pattern, true).programSize()).isLessThan(20_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(((a{1000}){1000}){1000}){1000}",
        "((a{100}){100}){100}",
        "((a{1,100}){1,100}){1,100}",
        "((a{100,}){100,}){100,}",
        "(((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9})",
        "(?:(?:(?:x{0,1000}){0,1000}){0,1000})*"
      })
  void aPatternThatWouldFillTheMemoryIsRefused(String pattern) {
    assertThatThrownBy(() -> Patterns.compile(pattern, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("repeats more than 10000 steps");
  }

  /// The estimate must never be too low, or memory could be filled after all.
  @Test
  void noPatternThatCompilesIsLarge() {
    Dice.roll(
        1,
        30_000,
        dice -> {
          var pattern = pattern(dice, 5);
          try {
            var size = Patterns.compile(pattern, dice.coin()).programSize();
            assertThat(size).as(pattern).isLessThan(40_000);
          } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("pattern");
          }
        });
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whateverIsWrittenIsAPatternOrRefused() {
    Dice.roll(
        2,
        50_000,
        dice -> {
          var text = dice.text("ab()[]{}|*+?^$.\\-,:=!<>P012xpLQEdws😀中ᲀé ", 12);
          try {
            Patterns.compile(text, dice.coin()).matcher(dice.anyText(20)).find();
          } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("pattern");
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ᲀ",
        "\\x{1C80}",
        "x\\x{01c88}y",
        "[ᲃ]",
        "[^ᲃ]",
        "[а-ӿᲁ]",
        "[a-中]",
        "[ -😀]",
        "[^a-中]",
        "[\\x{80}-\\x{10FFFF}]",
        "[]a-中]",
        "[]-中]",
        "[[:alpha:]a-中]",
        "[\\]a-中]",
        "[\\--中]",
        "\\Q\\\\E[a-中]",
        "\\Q[\\E[a-中]",
        "[[:alpha:]a-\\x{4E00}]"
      })
  void theLettersOverWhichThePatternLibraryNeverEndsAreRefusedWhereCaseDoesNotCount(
      String pattern) {
    assertThatThrownBy(() -> Patterns.compile(pattern, false))
        .hasMessageContaining("U+1C80 to U+1C88");
    assertThatThrownBy(() -> Patterns.compile("(?i)" + pattern, true))
        .hasMessageContaining("U+1C80 to U+1C88");
    assertThat(Patterns.compile(pattern, true)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[一-龥]+",
        "e-メール",
        "[а-яё]",
        "[^\\x00-\\x7F]",
        "[-中]",
        "[a-z]-中",
        "[\\x{4E00}-龥]",
        "\\p{Cyrillic}",
        "[\\p{Han}a-z]",
        "[[:alpha:]]-中",
        "[a\\-中]"
      })
  void otherLettersAreNot(String pattern) {
    assertThat(Patterns.compile(pattern, false)).isNotNull();
  }

  @Test
  void aPatternThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> Patterns.compile("a".repeat(1_001), true))
        .hasMessage("the pattern is 1001 characters, at most 1000");
  }

  @Test
  void whatIsWrongWithAPatternIsSaid() {
    assertThatThrownBy(() -> Patterns.compile("(a", true))
        .hasMessage("'(a' is no pattern in RE2 syntax: missing closing )");
  }

  private static String pattern(Dice dice, int depth) {
    if (depth == 0) {
      return dice.pick("a", "[b-d]", "\\d", ".", "\\}", "[)]", "(?i)e");
    }
    var inner = pattern(dice, depth - 1);
    int low = dice.below(12);
    int high = low + dice.below(12);
    return switch (dice.below(7)) {
      case 0 -> inner + pattern(dice, depth - 1);
      case 1 -> "(" + inner + ")*";
      case 2 -> inner + "{" + low + "}";
      case 3 -> "(?:" + inner + "){" + low + "}";
      case 4 -> "(" + inner + "){" + low + "," + high + "}";
      case 5 -> "(" + inner + "){" + low + ",}";
      default -> "(" + inner + "|" + pattern(dice, depth - 1) + ")";
    };
  }
}
