package dev.attune.engine.template;

import static dev.attune.engine.template.Given.filled;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private static String value(String expression) {
    return filled("{{ " + expression + " }}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a'|a",
        "\"it's\"|it's",
        "'it\\'s'|it's",
        "'a\\\\b\\x41\\u00e9\\q'|a\\bAé\\q",
        "'{{ }} %}'|{{ }} %}",
        "42|42",
        "4.50|4.5",
        "1e3|1000.0",
        "true ~ True ~ false ~ False|truetruefalsefalse",
        "none ~ None ~ null|``",
        "[1, 'a', none, true,]|[1, 'a', null, true]",
        "{'a': {'b': 1}}|{'a': {'b': 1}}",
        "{'a': {'b': 5}}.a.b|5",
        "(1, 2)|[1, 2]",
        "()|[]",
        "['it\\'s']|['it\\'s']"
      })
  void literalsAreWhatTheySpell(String expression, String text) {
    assertThat(value(expression)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 + 2 * 3|7",
        "(1 + 2) * 3|9",
        "7 / 2|3.5",
        "6 / 2|3.0",
        "7 // 2|3",
        "1 - 8 // 2|-3",
        "(0 - 7) // 2|-4",
        "(0 - 7) % 3|2",
        "7.5 % 2|1.5",
        "2 ** 3 ** 2|64",
        "2 ** -1|0.5",
        "0 ** 0|1",
        "(0 - 1) ** 1000001|-1",
        "2 ** 64|1.8446744073709552e+19",
        "9223372036854775807 + 1|9.223372036854776e+18",
        "1 + 0.5|1.5",
        "0.1 + 0.2|0.30000000000000004",
        "2 - -1|3",
        "+3|3",
        "'a' + 'b'|ab",
        "'a' + 1|a1",
        "1 ~ 2 ~ none|12",
        "'a' ~ 1 + 2|a12",
        "'ab' * 2|abab",
        "2 * 'ab'|abab",
        "'5' - 2|3",
        "'5.5' / 1|5.5",
        "[1] + [2]|[1, 2]",
        "true + 1|2"
      })
  void arithmeticIsJinjas(String expression, String text) {
    assertThat(value(expression)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 == 1.0|true",
        "'5' == 5|true",
        "'a' == 5|false",
        "true == 'True'|true",
        "none == none|true",
        "'' == none|false",
        "[1, [2]] == [1, [2]]|true",
        "[1, 2] == [1]|false",
        "{'a': 1} == {'a': 1.0}|true",
        "{'a': 1} == {'b': 1}|false",
        "'a' != 'b'|true",
        "'a' < 'b'|true",
        "'10' < '9'|true",
        "'10' > 9|true",
        "3 >= 3|true",
        "3 <= 2|false",
        "none < 3|false",
        "none >= 3|false",
        "'x' > 3|false",
        "[1] < [2]|false",
        "UserAttribute.born < UserAttribute.seen|true",
        "UserAttribute.born == '2020-10-14'|true",
        "UserAttribute.born == UserAttribute.born|true",
        "'a' in 'cat'|true",
        "'x' not in 'cat'|true",
        "1 in ['1']|true",
        "none in [1]|false",
        "'city' in UserAttribute.address|true",
        "1 in none|false",
        "not 1 == 2|true",
        "not 'a' in 'b'|true",
        "not true or true|true",
        "'' or 'b'|b",
        "'a' or 'b'|a",
        "'a' and 'b'|b",
        "0 and 'b'|0",
        "1 > 0 and 2 > 1|true"
      })
  void comparisonsAndLogicLookAtWhatThingsAreWorth(String expression, String text) {
    assertThat(value(expression)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "UserAttribute.sizes[0]|1",
        "UserAttribute.sizes[-1]|3",
        "UserAttribute.sizes.1|2",
        "UserAttribute.sizes[:-1]|[1, 2]",
        "UserAttribute.sizes[5:]|[]",
        "'abcdef'[-3:]|def",
        "'abcdef'[1:3]|bc",
        "'a😀c'[1]|😀",
        "'a😀c'[1:2]|😀",
        "'abc'[9]|``",
        "UserAttribute['address']['city']|Köln",
        "UserAttribute.address.city|Köln",
        "UserAttribute.address.nowhere|``",
        "'a' if 1 > 0 else 'b'|a",
        "'a' if 1 < 0 else 'b'|b",
        "'a' if 1 < 0|``",
        "1 if false else 2 if false else 3|3",
        "UserAttribute.address.items()|[['city', 'Köln']]"
      })
  void subscriptsSlicesAndInlineIfs(String expression, String text) {
    assertThat(value(expression)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "UserAttribute.empty is defined|true",
        "UserAttribute.x is defined|false",
        "UserAttribute.x is not defined|true",
        "UserAttribute.x is undefined|true",
        "UserAttribute.x is none|true",
        "1 is not none|true",
        "'a' is string|true",
        "UserAttribute.born is string|true",
        "5 is string|false",
        "5 is number|true",
        "'5' is number|false",
        "true is boolean|true",
        "[] is iterable|true",
        "5 is iterable|false",
        "UserAttribute.address is mapping|true",
        "4 is even|true",
        "4 is odd|false",
        "(0 - 3) is odd|true",
        "9 is divisibleby 3|true",
        "9 is divisibleby(2)|false",
        "9 is divisibleby 0|false"
      })
  void tests(String expression, String text) {
    assertThat(value(expression)).isEqualTo(text);
  }
}
