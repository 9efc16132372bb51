package dev.attune.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonTest {
  private static void readAll(byte[] body) {
    try (var json = Json.parser(body)) {
      while (json.nextToken() != null) {
        if (json.currentToken().isScalarValue()) {
          assertThat(json.getString()).isNotNull();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "22 c0 80 22", // overlong NUL
        "22 c1 81 22", // overlong A
        "22 e0 80 80 22",
        "22 ed a0 80 22", // half a pair, encoded
        "22 f4 90 80 80 22", // beyond the last code point
        "22 ff 22",
        "22 e2 82 22", // cut short
        "ef bb bf 31", // byte order mark
      })
  void bytesThatAreNotUtf8AreMalformed(String hex) {
    var body = HexFormat.ofDelimiter(" ").parseHex(hex);

    assertThatThrownBy(() -> readAll(body)).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud800x\"",
        "\"\\ud800\\n\"",
        "\"\\uD83D\\\\ude00\"",
        "{\"\\ud800\":1}",
        "\"\\ud8",
        "\"\\",
      })
  void halfASurrogatePairIsMalformed(String body) {
    assertThatThrownBy(() -> readAll(Json.utf8(body))).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud83d\\ude00\"",
        "\"\\uD83D\\uDE00 \\u20AC\"",
        "\"\\\\ud800\"",
        "\"₹ 😀 \\\"\"",
        "\"\\u0000\"",
      })
  void wholeCharactersAreText(String body) {
    readAll(Json.utf8(body));
  }

  @Test
  void nestingHasALimit() {
    readAll(Json.utf8("[".repeat(32) + "]".repeat(32)));

    assertThatThrownBy(() -> readAll(Json.utf8("[".repeat(33) + "]".repeat(33))))
        .isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "", "a \"quote\" \\ and\n", "₹ 😀", "</script>", "\u0000\u001f"})
  void aQuotedTextReadsAsItself(String text) {
    try (var json = Json.parser(Json.quoted(text))) {
      var _ = json.nextToken();

      assertThat(json.getString()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\ud800b", "\udc00", "😀\ud83d"})
  void halfASurrogatePairIsQuotedAsAQuestionMark(String text) {
    var quoted = new String(Json.quoted(text), StandardCharsets.UTF_8);

    assertThat(quoted).contains("?").doesNotContain("\ud800");
  }

  @Test
  void aTextIsNeverCutThroughACharacter() {
    assertThat(Json.cut("abc", 3)).isEqualTo("abc");
    assertThat(Json.cut("abcd", 3)).isEqualTo("abc…");
    assertThat(Json.cut("ab😀d", 3)).isEqualTo("ab…");
    assertThat(Json.cut("a😀cd", 3)).isEqualTo("a😀…");
  }

  @Test
  void theTextOfAFieldIsThatOfTheTopLevel() {
    assertThat(Json.textAt("{\"a\":{\"id\":\"no\"},\"id\":\"yes\"}", "id")).isEqualTo("yes");
    assertThat(Json.textAt("{\"id\":1}", "id")).isEmpty();
    assertThat(Json.textAt("[]", "id")).isEmpty();
  }
}
