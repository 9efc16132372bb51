package dev.attune.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import dev.attune.engine.profile.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our templates against those of Jinjava: the same but for what docs/templates.md lists.
class JinjavaTest {
  private static final int TEMPLATES = 1_000;

  private static final Jinjava JINJAVA =
      new Jinjava(
          JinjavaConfig.newBuilder()
              .withLegacyOverrides(
                  LegacyOverrides.newBuilder()
                      .withIterateOverMapKeys(true)
                      .withUsePyishObjectMapper(true)
                      .withUseNaturalOperatorPrecedence(true)
                      .withEvaluateMapKeys(true)
                      .build())
              .build());

  @Test
  void randomTemplatesComeToTheSameText() {
    for (long seed = 0; seed < TEMPLATES; seed++) {
      var generator = new TemplateGenerator(seed);
      var source = generator.template();
      var person = generator.person();

      assertThat(Given.fill(source, person))
          .as("seed %d: %s for %s", seed, source, person)
          .isEqualTo(new Filled.Text(jinjava(source, person)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        // template ! ours ! Jinjava's
        "{{ 'a' and 'b' }}!b!true",
        "{{ (0 - 7) % 3 }}!2!-1",
        "{{ 2 ** -1 }}!0.5!0",
        "{{ 2 ** 64 }}!1.8446744073709552e+19!9223372036854775807",
        "{{ 1 / 0 }}!``!Infinity",
        "{{ 12345678.5 }}!12345678.5!1.23456785E7",
        "{{ '5' * 2 }}!55!10",
        "{{ 'a' * 2 }}!aa!``",
        "{{ UserAttribute.x + 1 }}!``!1",
        "{{ 'abc'|first }}!a!abc",
        "{{ 'abc'[0] }}!a!``",
        "{% for c in 'ab' %}{{ c }},{% endfor %}!a,b,!ab,",
        "{% for c in 5 %}{{ c }},{% endfor %}!``!5,",
        "{{ 'hello big world'|truncate(9) }}!hello...!hello ...",
        "{{ 2.5|round(2) }}!2.5!2.50",
        "{{ 'a-b'|title }}!A-B!A-b",
        "{{ '(a \"b'|title }}!(A \"b!(A \"B",
        "{{ UserAttribute.x|string }}!``!null",
        "{{ 'a,b'|wordcount }}!1!2",
        "{% for x in [1] %}{{ x }}{% else %}e{% endfor %}!1!1e",
        "{{ 'a b/c~'|urlencode }}!a%20b/c~!a+b%2Fc%7E",
        "{{ '1,000'|int }}!0!1000",
        "{{ true|int }}!1!0",
        "{{ UserAttribute.x|default }}!``!``",
        "{% if 'false' %}y{% else %}n{% endif %}!y!n",
        "{{ 'a' == 1 }}!false!``",
        "{% if not 1 == 2 %}y{% else %}n{% endif %}!y!n",
        "{{ true == 1 }}!true!``",
        "{{ '' == 0 }}!false!true",
        "{{ '7' // 2 }}!3!``",
        "a {{- 1 -}} b!a1b!a 1 b",
        "{{ 'a\\qb' }}!a\\qb!``"
      })
  void theDocumentedDifferencesAreTheOnesThereAre(String source, String ours, String jinjavas) {
    assertThat(Given.fill(source, Map.of())).isEqualTo(new Filled.Text(ours));
    assertThat(jinjava(source, Map.of())).isEqualTo(jinjavas);
  }

  private static String jinjava(String source, Map<String, Value> person) {
    var attributes = new LinkedHashMap<String, Object>();
    person.forEach((name, value) -> attributes.put(name, plain(value)));
    return JINJAVA.renderForResult(source, Map.of("UserAttribute", attributes)).getOutput();
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Text text -> text.text();
      case Value.Amount amount when amount.amount() == Math.rint(amount.amount()) ->
          (long) amount.amount();
      case Value.Amount amount -> amount.amount();
      case Value.Flag flag -> flag.flag();
      case Value.Time time -> time.text();
      case Value.Array array -> array.items().stream().map(JinjavaTest::plain).toList();
      case Value.Fields fields -> {
        var plain = new LinkedHashMap<String, Object>();
        fields.fields().forEach((name, field) -> plain.put(name, plain(field)));
        yield plain;
      }
    };
  }
}
