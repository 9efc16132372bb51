package dev.attune.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is published or sent, there is a text, a reason, or a [TemplateException].
class FuzzTest {
  private static final String[] PIECES = {
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "-",
    "{%-",
    "-%}",
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "in",
    "endfor",
    "set",
    "=",
    "raw",
    "endraw",
    "MOE_NOT_SEND",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ".",
    "|",
    "default",
    "upper",
    "sort",
    "join",
    "replace",
    "split",
    "truncate",
    "round",
    "int",
    "dateFormatter",
    "base64decode",
    "urldecode",
    "unique",
    "sum",
    "map",
    "attribute",
    "is",
    "not",
    "defined",
    "and",
    "or",
    "if",
    "UserAttribute",
    "loop",
    "index",
    "x",
    "y",
    "items",
    "'",
    "\"",
    "'a'",
    "'%Y'",
    "1",
    "0",
    "9999999999",
    "1e308",
    "1.5",
    "+",
    "*",
    "/",
    "//",
    "%",
    "**",
    "~",
    "==",
    "<",
    "!=",
    "\\",
    "\n",
    " ",
    "é",
    "😀",
    "\0",
    "\ud800",
    "t0",
    "l0",
    "l1",
    "n0",
    "none"
  };

  @Test
  void piecesInAnyOrderNeverBreakIt() {
    int compiled = 0;
    for (long seed = 0; seed < 30_000; seed++) {
      var random = new Random(seed);
      var source = new StringBuilder(random.nextBoolean() ? "{{ " : "");
      for (int i = random.nextInt(20); i > 0; i--) {
        source.append(PIECES[random.nextInt(PIECES.length)]);
        source.append(random.nextInt(3) == 0 ? "" : " ");
      }
      source.append(random.nextBoolean() ? " }}" : "");
      compiled += run(seed, source.toString()) ? 1 : 0;
    }
    assertThat(compiled).isGreaterThan(1_000);
  }

  @Test
  void templatesWithSomethingChangedNeverBreakIt() {
    int compiled = 0;
    for (long seed = 0; seed < 10_000; seed++) {
      var random = new Random(seed);
      var source = new StringBuilder(new TemplateGenerator(seed).template());
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        int at = random.nextInt(source.length() + 1);
        int end = Math.min(source.length(), at + random.nextInt(4));
        var piece = random.nextBoolean() ? PIECES[random.nextInt(PIECES.length)] : "";
        source.replace(at, end, piece);
      }
      compiled += run(seed, source.toString()) ? 1 : 0;
    }
    assertThat(compiled).isGreaterThan(1_000);
  }

  @Test
  void anyCharactersNeverBreakIt() {
    for (long seed = 0; seed < 5_000; seed++) {
      var random = new Random(seed);
      var source = new StringBuilder("{{");
      for (int i = random.nextInt(60); i > 0; i--) {
        source.append(
            (char) (random.nextInt(10) == 0 ? random.nextInt(65536) : random.nextInt(128)));
      }
      run(seed, source.append("}}").toString());
    }
  }

  /// Whether it compiled.
  private static boolean run(long seed, String source) {
    try {
      var template = Template.compile(source);
      template.fill(new TemplateGenerator(seed).person());
      template.fill(Given.ANN);
      return true;
    } catch (TemplateException refused) {
      assertThat(refused).hasMessageStartingWith("line ");
      return false;
    } catch (RuntimeException | StackOverflowError broken) {
      throw new AssertionError("seed " + seed + ": " + source, broken);
    }
  }
}
