package dev.attune.engine.bucketing;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.attune.engine.Dice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Murmur3Test {

  @Test
  void hashesAsHash4jDoesWhateverTheText() {
    Dice.roll(
        1_000,
        50_000,
        dice -> {
          var text = dice.anyText(dice.pick(3, 12, 80));
          assertThat(Murmur3.hash("", text)).isEqualTo(byHash4j(text));
        });
  }

  @Test
  void hashesOneTextAfterTheOtherAsBothTogether() {
    Dice.roll(
        2_000,
        5_000,
        dice -> {
          var first = dice.text("aé日😀:", 9);
          var second = dice.text("aé日😀:", 9);
          assertThat(Murmur3.hash(first, second)).isEqualTo(byHash4j(first + second));
        });
  }

  @Test
  void hashesEveryLengthOfTailAndEveryByteInIt() {
    for (int length = 0; length <= 64; length++) {
      for (char c : new char[] {0, 0x7f, 0x80, 0xff, 0x7ff, 0x800, 0xffff}) {
        var text = "x".repeat(length) + c;
        assertThat(Murmur3.hash("", text)).isEqualTo(byHash4j(text));
      }
    }
  }

  @Test
  void twoHalvesOfAPairInTwoTextsStayHalves() {
    assertThat(Murmur3.hash("\ud83d", "\ude00")).isEqualTo(byHash4j("??"));
  }

  private static int byHash4j(String text) {
    return Hashing.murmur3_32().hashBytesToInt(text.getBytes(StandardCharsets.UTF_8));
  }
}
