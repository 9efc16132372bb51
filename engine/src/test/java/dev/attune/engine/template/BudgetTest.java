package dev.attune.engine.template;

import static dev.attune.engine.template.Given.ANN;
import static dev.attune.engine.template.Given.attributes;
import static dev.attune.engine.template.Given.fill;
import static dev.attune.engine.template.Given.filled;
import static dev.attune.engine.template.Given.withheld;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
  private static final String STEPS = "the template needs more than 10000 steps";
  private static final String LENGTH = "the template makes a text of more than 65536 characters";

  @Test
  void loopsInLoopsEnd() {
    var loop = "{% for a in '0123456789' %}";

    assertThat(withheld(loop.repeat(6) + "x" + "{% endfor %}".repeat(6))).isEqualTo(STEPS);
    assertThat(filled(loop.repeat(3) + "x" + "{% endfor %}".repeat(3))).hasSize(1000);
  }

  @Test
  void theOutputIsBounded() {
    assertThat(filled("{{ 'x' * 65536 }}")).hasSize(65536);
    assertThat(withheld("{{ 'x' * 65536 }}y")).isEqualTo(LENGTH);
    assertThat(withheld("{% for a in 'ab' %}{{ 'x' * 40000 }}{% endfor %}")).isEqualTo(LENGTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ 'xy' * 9223372036854775807 }}",
        "{{ 'x' * 65537 }}",
        "{% set a = 'x' * 60000 %}{{ (a ~ a)|length }}",
        "{% set a = 'x' * 60000 %}{{ a|replace('x', a)|length }}",
        "{% set a = '<' * 60000 %}{{ a|escape|length }}",
        "{% set a = 'x' * 9000 %}{{ ['', a, a, a, a, a, a, a, a]|join|length }}"
      })
  void textsOnTheWayAreBoundedToo(String source) {
    assertThat(withheld(source)).isEqualTo(LENGTH);
  }

  @Test
  void listsThatDoubleEnd() {
    var doubling = "{% set a = [1] %}" + "{% set a = a + a %}".repeat(40) + "{{ a|length }}";

    assertThat(withheld(doubling)).isEqualTo(STEPS);
  }

  @Test
  void listsOfThemselvesEnd() {
    var a = "{% set a = [1] %}" + "{% set a = [a, a] %}".repeat(30);
    var b = "{% set b = [1] %}" + "{% set b = [b, b] %}".repeat(30);

    assertThat(withheld(a + "{{ a }}")).isIn(STEPS, LENGTH);
    assertThat(withheld(a + b + "{{ a == b }}")).isEqualTo(STEPS);
    assertThat(withheld("{% set a = [1] %}" + "{% set a = [a] %}".repeat(500) + "{{ a }}"))
        .isEqualTo("the template makes a value nested deeper than 32");
  }

  @Test
  void slowSearchesEnd() {
    var people =
        attributes(
            Map.entry("text", "a".repeat(60_000)), Map.entry("sought", "a".repeat(30_000) + "b"));

    for (var search :
        new String[] {
          "{{ UserAttribute.sought in UserAttribute.text }}",
          "{{ UserAttribute.text|replace(UserAttribute.sought, '') }}",
          "{{ UserAttribute.text|split(UserAttribute.sought) }}"
        }) {
      assertThat(fill(search, people)).isEqualTo(new Filled.Withheld(STEPS));
    }
  }

  @Test
  void workOnLongTextsCounts() {
    assertThat(
            withheld(
                "{% set a = 'x' * 60000 %}{% for i in '0123456789' %}{% for j in '0123456789' %}"
                    + "{% set b = a|upper %}{% endfor %}{% endfor %}"))
        .isEqualTo(STEPS);
  }

  @Test
  void aFullProfileStillFitsInALoop() {
    var many = attributes(Map.entry("list", Collections.nCopies(254, "some text")));
    var source =
        "{% for x in UserAttribute.list %}{% if x|length > 3 and x != 'z' %}"
            + "<li>{{ loop.index }} {{ x|upper|e }}</li>{% endif %}{% endfor %}";

    assertThat(fill(source, many)).isInstanceOf(Filled.Text.class);
  }

  @Test
  void aFillingStartsAfresh() throws Exception {
    var template = Template.compile("{% for a in '0123456789' * 50 %}{{ a }}{% endfor %}");

    for (int i = 0; i < 100; i++) {
      assertThat(template.fill(ANN)).isInstanceOf(Filled.Text.class);
    }
  }
}
