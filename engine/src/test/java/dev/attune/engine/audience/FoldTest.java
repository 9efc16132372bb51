package dev.attune.engine.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.Dice;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FoldTest {

  @Test
  void everyLetterMeetsItsOtherCases() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      var letter = Character.toString(point);
      var folded = Fold.of(letter);
      assertThat(Fold.of(letter.toLowerCase(Locale.ROOT))).as("U+%X", point).isEqualTo(folded);
      assertThat(Fold.of(letter.toUpperCase(Locale.ROOT))).as("U+%X", point).isEqualTo(folded);
      assertThat(Fold.of(Character.toString(Character.toTitleCase(point))))
          .as("U+%X", point)
          .isEqualTo(folded);
      assertThat(Fold.of(folded)).as("U+%X", point).isEqualTo(folded);
    }
  }

  @Test
  void aPartFoldsAsItDoesWithinTheWhole() {
    Dice.roll(
        1,
        50_000,
        dice -> {
          var first = dice.text("aAßẞΣσςİıIiéÉŉ .", 5);
          var second = dice.text("aAßẞΣσςİıIiéÉŉ .", 5);
          assertThat(Fold.of(first + second)).isEqualTo(Fold.of(first) + Fold.of(second));
        });
  }

  @Test
  void lettersThatAreNotTheSameStayApart() {
    assertThat(Fold.of("é")).isNotEqualTo(Fold.of("e"));
    assertThat(Fold.of("ä")).isNotEqualTo(Fold.of("ae"));
    assertThat(Fold.of("я")).isNotEqualTo(Fold.of("r"));
  }

  @Test
  void theTurkishLettersFoldAlikeWhateverTheMachineSpeaks() {
    var before = Locale.getDefault();
    try {
      for (var locale : new Locale[] {Locale.ROOT, Locale.of("tr"), Locale.of("lt")}) {
        Locale.setDefault(locale);
        assertThat(Fold.of("TITLE")).isEqualTo("title");
        assertThat(Fold.of("İ")).isEqualTo(Fold.of("i\u0307")).isNotEqualTo(Fold.of("i"));
        assertThat(Fold.of("ı")).isEqualTo(Fold.of("I"));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void lowerCaseAsciiIsReturnedAsItIs() {
    var text = "user_8821@example.com";
    assertThat(Fold.of(text)).isSameAs(text);
  }

  @Test
  void halvesOfPairsAreNoTrouble() {
    Dice.roll(2, 20_000, dice -> assertThat(Fold.of(dice.anyText(20))).isNotNull());
  }
}
