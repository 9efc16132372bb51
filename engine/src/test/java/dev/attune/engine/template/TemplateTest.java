package dev.attune.engine.template;

import static dev.attune.engine.template.Given.ANN;
import static dev.attune.engine.template.Given.attributes;
import static dev.attune.engine.template.Given.fill;
import static dev.attune.engine.template.Given.filled;
import static dev.attune.engine.template.Given.withheld;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void aGreetingNamesThePersonOrFallsBack() throws Exception {
    var greeting =
        Template.compile("Welcome, {{ UserAttribute['First Name'] | default('friend') }}!");

    assertThat(greeting.fill(ANN)).isEqualTo(new Filled.Text("Welcome, Ann!"));
    assertThat(greeting.fill(Map.of())).isEqualTo(new Filled.Text("Welcome, friend!"));
  }

  @Test
  void textWithoutJinjaIsNoTemplateAndStandsAsItIs() {
    assertThat(Template.isTemplate("50 % off { today } for #1")).isFalse();
    assertThat(Template.isTemplate("a {{ b }}")).isTrue();
    assertThat(Template.isTemplate("a {% b %}")).isTrue();
    assertThat(Template.isTemplate("a {# b #}")).isTrue();
    assertThat(filled("50 % off { today } for #1\n")).isEqualTo("50 % off { today } for #1\n");
  }

  @Test
  void displayNamesStandForRawNames() {
    assertThat(filled("{{ UserAttribute['Email'] }} {{ UserAttribute.Email }}"))
        .isEqualTo("ann@example.com ann@example.com");
    assertThat(filled("{{ UserAttribute['u_em'] }}")).isEqualTo("ann@example.com");
    assertThat(filled("{% set n = 'First Name' %}{{ UserAttribute[n] }}")).isEqualTo("Ann");
  }

  @Test
  void anAttributeThatIsReallyCalledLikeADisplayNameWins() {
    var both = attributes(Map.entry("Name", "own"), Map.entry("u_n", "standard"));

    assertThat(fill("{{ UserAttribute['Name'] }}", both)).isEqualTo(new Filled.Text("own"));
    assertThat(fill("{% set n='Name' %}{{ UserAttribute[n] }}", both))
        .isEqualTo(new Filled.Text("own"));
  }

  @Test
  void displayNamesMeanNothingInNestedObjects() {
    var nested = attributes(Map.entry("x", Map.of("u_n", "a")));

    assertThat(fill("{{ UserAttribute.x['Name'] }}", nested)).isEqualTo(new Filled.Text(""));
  }

  @Test
  void everyKindOfAttributeHasItsText() {
    assertThat(filled("{{ UserAttribute.points }}")).isEqualTo("5");
    assertThat(filled("{{ UserAttribute.price }}")).isEqualTo("12.5");
    assertThat(filled("{{ UserAttribute.member }}")).isEqualTo("true");
    assertThat(filled("{{ UserAttribute.tags }}")).isEqualTo("['b', 'A', 'a', 'B']");
    assertThat(filled("{{ UserAttribute.address }}")).isEqualTo("{'city': 'Köln'}");
    assertThat(filled("{{ UserAttribute.born }} {{ UserAttribute.seen }}"))
        .isEqualTo("2020-10-14 2026-11-21T10:05:09Z");
  }

  @Test
  void largeAndSmallNumbersAreWrittenPlainlyAsLongAsTheyCanBeRead() {
    var numbers =
        attributes(
            Map.entry("a", 12345678.5),
            Map.entry("b", 0.00012),
            Map.entry("c", 9007199254740992.0),
            Map.entry("d", 1e20),
            Map.entry("e", 1.5e-9),
            Map.entry("f", -0.0));

    assertThat(fill("{% for k, v in UserAttribute.items() %}{{ v }} {% endfor %}", numbers))
        .isEqualTo(new Filled.Text("12345678.5 0.00012 9007199254740992 1e+20 1.5e-09 0 "));
  }

  @Test
  void whatIsMissingIsEmptyHoweverDeepOneLooks() {
    assertThat(filled("[{{ UserAttribute.x }}{{ UserAttribute.x.y['z'][3] }}{{ none }}]"))
        .isEqualTo("[]");
    assertThat(filled("{{ UserAttribute.points.x }}{{ UserAttribute.tags[9] }}")).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsEmpty() {
    assertThat(
            filled(
                "{{ [1] - 'a' }}{{ 1 / 0 }}{{ 1 % 0 }}{{ 1 // 0 }}{{ -'x' }}{{ {} + 1 }}"
                    + "{{ UserAttribute.x + 1 }}{{ 'a'|round }}{{ 10.0 ** 400 }}"))
        .isEmpty();
  }

  @Test
  void theDefaultOfMoeNotSendWithholdsAndSaysWhere() {
    assertThat(withheld("Hi\n{{ UserAttribute.x | default('MOE_NOT_SEND') }}"))
        .isEqualTo("MOE_NOT_SEND (line 2, column 1)");
    assertThat(filled("{{ UserAttribute.points | default('MOE_NOT_SEND') }}")).isEqualTo("5");
    assertThat(filled("{{ 'not MOE_NOT_SEND' }}")).isEqualTo("not MOE_NOT_SEND");
  }

  @Test
  void theTagMoeNotSendWithholdsWithItsReasonOnceItIsReached() {
    var source = "{% if not UserAttribute.x %}{% MOE_NOT_SEND(\"no x\") %}{% endif %}ok";

    assertThat(withheld(source)).isEqualTo("no x");
    assertThat(fill(source, attributes(Map.entry("x", 1)))).isEqualTo(new Filled.Text("ok"));
    assertThat(withheld("{% MOE_NOT_SEND %}")).isEqualTo("MOE_NOT_SEND");
    assertThat(withheld("{{ MOE_NOT_SEND('because ' ~ UserAttribute.points) }}"))
        .isEqualTo("because 5");
  }

  @Test
  void manyThreadsMayFillOneTemplateAtOnce() throws Exception {
    var template =
        Template.compile(
            "{% for i in UserAttribute.list %}{% set x = i * 2 %}{{ x }},{% endfor %}");
    try (var threads = Executors.newFixedThreadPool(4)) {
      var results = new ArrayList<Future<Filled>>();
      for (int i = 0; i < 200; i++) {
        var person = attributes(Map.entry("list", Collections.nCopies(50, i)));
        results.add(threads.submit(() -> template.fill(person)));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(results.get(i).get()).isEqualTo(new Filled.Text((i * 2 + ",").repeat(50)));
      }
    }
  }
}
