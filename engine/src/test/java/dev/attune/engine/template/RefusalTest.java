package dev.attune.engine.template;

import static dev.attune.engine.template.Given.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "{% include 'x' %}!column 4: the tag 'include' is not supported, only if, elif,",
        "{% macro f() %}{% endmacro %}!the tag 'macro' is not supported",
        "{% endif %}!'endif' does not belong to anything here",
        "{% for x in [1] %}{% endif %}!'endif' does not belong to anything here",
        "{% if true %}!column 1: this has no {% endif %}",
        "{% for x in [1] if x %}{% endfor %}!'for ... if' is not supported",
        "{% set a, b = 1, 2 %}!several names are not supported",
        "{% set loop = 1 %}!'loop' cannot be the name of a variable",
        "{{ x }}!there is no variable 'x', only UserAttribute",
        "{{ EventAttribute.x }}!there is no variable 'EventAttribute'",
        "{% for x in [1] %}{% endfor %}{{ x }}!there is no variable 'x'",
        "{{ loop.index }}!'loop' is only there inside of a for",
        "{% for x in [1] %}{{ loop.cycle }}{% endfor %}!'loop.cycle' is not supported",
        "{% for x in [1] %}{{ loop }}{% endfor %}!expected '.', found '}}'",
        "{{ 'a'|nope }}!the filter 'nope' is not supported, only abs,",
        "{{ 'a'|upper(1) }}!the filter upper takes no arguments",
        "{{ 'a'|join(sep=1) }}!the filter join takes only d, attribute",
        "{{ 'a'|join(',', d=1) }}!d is given twice",
        "{{ 'a'|replace('a') }}!the filter replace needs new",
        "{{ 'a' is sameas 'b' }}!the test 'sameas' is not supported, only defined,",
        "{{ 'a'.upper() }}!the method upper() is not supported, only .items()",
        "{{ UserAttribute.a.items(1) }}!expected ')', found '1'",
        "{{ range(3) }}!there is no variable 'range'",
        "{{ UserAttribute['a'](1) }}!nothing can be called here",
        "{{ 1 < 2 < 3 }}!comparisons cannot be chained",
        "{{ 'a' 'b' }}!expected }}, found the string 'b'",
        "{{ }}!expected a value, found '}}'",
        "{{ 1 +!this has no }}",
        "{{ 'a }}!this string has no closing '",
        "{# a!this comment has no #}",
        "{% raw %} a!{% raw %} has no {% endraw %}",
        "{{ 1 ? 2 }}!'?' has no meaning here",
        "{{ 1a }}!a name cannot start with a digit",
        "{{ 99999999999999999999 }}!a whole number is at most 9223372036854775807",
        "{{ 1e999 }}!this number is too large",
        "{% if true %}{% else %}{% elif x %}{% endif %}!'elif' does not belong"
      })
  void whatIsNotSupportedIsRefusedAndNamed(String source, String message) {
    assertThat(refused(source)).startsWith("line 1, column ").contains(message);
  }

  @Test
  void theMessageSaysWhere() {
    assertThat(refused("a\nbc {{ 'x'|nope }}"))
        .startsWith("line 2, column 11: the filter 'nope' is not supported");
  }

  @Test
  void everyNestingHasABound() {
    assertThat(refused("{% if true %}".repeat(17) + "{% endif %}".repeat(17)))
        .contains("nested 16 deep at most");
    assertThat(refused("{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}"))
        .contains("nested 32 deep at most");
    assertThat(refused("{{ 1" + "+1".repeat(5000) + " }}")).contains("at most 200 operators");
    assertThat(refused("{{ " + "not ".repeat(3000) + "1 }}")).contains("at most 200 operators");
    assertThat(refused("{{ 1 " + "-".repeat(5000) + "1 }}")).contains("at most 200 operators");
    assertThat(refused("{{ 1" + "|abs".repeat(3000) + " }}")).contains("at most 200 operators");
    assertThat(refused("{{ 1" + " if 1 else 1".repeat(1000) + " }}")).contains("at most");
    assertThat(refused("a".repeat(Template.MAX_SOURCE + 1))).contains("at most 16384");
  }

  @Test
  void whatIsJustWithinTheBoundsCompiles() {
    assertThat(Given.filled("{{ 1" + "+1".repeat(199) + " }}")).isEqualTo("200");
    assertThat(Given.filled("{% if 1 %}".repeat(16) + "a" + "{% endif %}".repeat(16)))
        .isEqualTo("a");
    assertThat(Given.filled("{{ " + "(".repeat(31) + "1" + ")".repeat(31) + " }}")).isEqualTo("1");
  }
}
