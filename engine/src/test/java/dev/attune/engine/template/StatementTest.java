package dev.attune.engine.template;

import static dev.attune.engine.template.Given.filled;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementTest {
  @Test
  void theFirstBranchThatHoldsIsTaken() {
    var source =
        "{% if UserAttribute.points > 9 %}gold{% elif UserAttribute.points > 3 %}silver"
            + "{% elif true %}never{% else %}none{% endif %}";

    assertThat(filled(source)).isEqualTo("silver");
    assertThat(filled("{% if UserAttribute.x %}a{% else %}b{% endif %}")).isEqualTo("b");
    assertThat(filled("{% if UserAttribute.x %}a{% endif %}")).isEmpty();
  }

  @Test
  void emptyThingsAreFalse() {
    assertThat(
            filled(
                "{% for x in [0, 0.0, '', [], {}, none, false, 1, 'false', '0', [0]] %}"
                    + "{{ 'y' if x else 'n' }}{% endfor %}"))
        .isEqualTo("nnnnnnnyyyy");
  }

  @Test
  void aLoopKnowsHowFarItIs() {
    assertThat(
            filled(
                "{% for x in UserAttribute.tags %}{{ loop.index }}{{ loop.index0 }}"
                    + "{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.length }}"
                    + "{{ '^' if loop.first }}{{ '$' if loop.last }}{{ x }} {% endfor %}"))
        .isEqualTo("10434^b 21324A 32214a 43104$B ");
  }

  @Test
  void loopsGoOverListsKeysCharactersAndPairs() {
    assertThat(filled("{% for x in [1, 'a'] %}{{ x }},{% endfor %}")).isEqualTo("1,a,");
    assertThat(filled("{% for k in {'a': 1, 'b': 2} %}{{ k }}{% endfor %}")).isEqualTo("ab");
    assertThat(filled("{% for c in 'a😀' %}{{ c }},{% endfor %}")).isEqualTo("a,😀,");
    assertThat(filled("{% for k, v in UserAttribute.address.items() %}{{ k }}={{ v }}{% endfor %}"))
        .isEqualTo("city=Köln");
    assertThat(filled("{% for a, b in [[1, 2], [3], 4] %}{{ a }}-{{ b }};{% endfor %}"))
        .isEqualTo("1-2;3-;-;");
  }

  @Test
  void aLoopOverNothingTakesItsElse() {
    var source = "{% for x in UserAttribute.x %}{{ x }}{% else %}nothing{% endfor %}";

    assertThat(filled(source)).isEqualTo("nothing");
    assertThat(filled("{% for x in 5 %}{{ x }}{% else %}nothing{% endfor %}")).isEqualTo("nothing");
  }

  @Test
  void eachLoopHasItsOwnLoop() {
    assertThat(
            filled(
                "{% for a in [[1, 2], [3]] %}{% for b in a %}{{ loop.index }}{{ b }} {% endfor %}"
                    + "{{ loop.index }};{% endfor %}"))
        .isEqualTo("11 22 1;13 2;");
  }

  @Test
  void aVariableSetInAnIfLivesOnAndOneSetInALoopDoesNot() {
    assertThat(filled("{% set x = 1 %}{% if true %}{% set x = 2 %}{% endif %}{{ x }}"))
        .isEqualTo("2");
    assertThat(filled("{% set x = 1 %}{% for i in [1] %}{% set x = 2 %}{% endfor %}{{ x }}"))
        .isEqualTo("1");
  }

  @Test
  void everyRoundStartsWithTheVariablesOfTheOutside() {
    assertThat(
            filled(
                "{% set x = 0 %}{% for i in [1, 2, 3] %}{% if i == 2 %}{% set x = i %}{% endif %}"
                    + "{{ x }}{% endfor %}"))
        .isEqualTo("020");
    assertThat(
            filled(
                "{% for i in [1, 2] %}{% if i == 1 %}{% set x = i %}{% endif %}[{{ x }}]"
                    + "{% endfor %}"))
        .isEqualTo("[1][]");
  }

  @Test
  void aLoopsVariableHidesOneOutside() {
    assertThat(filled("{% set x = [1, 2] %}{% for x in x %}{{ x }}{% endfor %}{{ x }}"))
        .isEqualTo("12[1, 2]");
  }

  @Test
  void commentsAndRawAreNotLookedInto() {
    assertThat(filled("a{# {{ x }} {% if #}b")).isEqualTo("ab");
    assertThat(filled("{% raw %}{{ x }} {% if %} {# a #}{% endraw %}"))
        .isEqualTo("{{ x }} {% if %} {# a #}");
  }

  @Test
  void aMinusTakesAwayTheWhiteSpaceOnItsSide() {
    assertThat(filled("a \n {{- 1 }} b {{ 2 -}} \n c")).isEqualTo("a1 b 2c");
    assertThat(filled("a {%- if true -%} b {%- endif -%} c")).isEqualTo("abc");
    assertThat(filled("a {#- x -#} b")).isEqualTo("ab");
    assertThat(filled("a {%- raw -%} {{ b }} {%- endraw -%} c")).isEqualTo("a{{ b }}c");
    assertThat(filled("a\n{% if true %}\nb\n{% endif %}\n")).isEqualTo("a\n\nb\n\n");
  }
}
