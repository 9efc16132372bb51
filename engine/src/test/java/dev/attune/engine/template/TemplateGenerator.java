package dev.attune.engine.template;

import dev.attune.engine.profile.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Templates and people for them, at random but within what Jinjava and we agree on: the documented
/// differences are left out.
final class TemplateGenerator {
  private static final String[] TEXTS = {
    "", "Ann", "jane DOE", "a,b, c", "<b>\"x\" & 'y'</b>", "Köln ist schön", "  spaced  out ", "x"
  };

  private final Random random;

  TemplateGenerator(long seed) {
    this.random = new Random(seed);
  }

  /// Some attributes are missing: `t0` and `t1` are text, `n0` whole, `n1` a fraction, `l0` texts,
  /// `l1` numbers, `o0` an object, `b0` a flag; `m0` is never there. Numbers always are.
  Map<String, Value> person() {
    var person = new LinkedHashMap<String, Value>();
    maybe(person, "t0", text());
    maybe(person, "t1", text());
    person.put("n0", new Value.Amount(random.nextInt(100)));
    person.put("n1", new Value.Amount(random.nextInt(400) / 4.0 + 0.125));
    maybe(person, "b0", new Value.Flag(random.nextBoolean()));
    maybe(person, "o0", new Value.Fields(Map.of("city", text())));
    var texts = new ArrayList<Value>();
    var numbers = new ArrayList<Value>();
    for (int i = random.nextInt(5); i > 0; i--) {
      texts.add(text());
      numbers.add(new Value.Amount(random.nextInt(20)));
    }
    maybe(person, "l0", new Value.Array(texts));
    maybe(person, "l1", new Value.Array(numbers));
    return person;
  }

  private void maybe(Map<String, Value> person, String name, Value value) {
    if (random.nextInt(5) > 0) {
      person.put(name, value);
    }
  }

  private Value text() {
    return new Value.Text(pick(TEXTS));
  }

  String template() {
    var template = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      template.append(statement(2, List.of()));
    }
    return template.toString();
  }

  private String statement(int depth, List<String> variables) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return random.nextInt(3) == 0
          ? pick(" plain ", "\n", "{ % } ", "{# no {{ x }} #}.", "{% raw %}{{ r }}{% endraw %}")
          : "{{ " + expression(variables) + " }}";
    }
    String body = statement(depth - 1, variables) + statement(depth - 1, variables);
    return switch (random.nextInt(6)) {
      case 0 -> open("if " + condition(variables)) + body + open("endif");
      case 1 ->
          open("if " + condition(variables))
              + body
              + open("elif " + condition(variables))
              + statement(depth - 1, variables)
              + open("else")
              + statement(depth - 1, variables)
              + open("endif");
      case 2 -> loop(depth, variables, "l0", "x");
      case 3 -> loop(depth, variables, "l1", "y");
      case 4 ->
          "{% set s"
              + depth
              + " = "
              + textual(variables)
              + " %}"
              + statement(depth - 1, with(variables, "s" + depth));
      default ->
          "{% for k, v in {'p': 1, 'q': 'r'}.items() %}{{ k }}-{{ v }}" + body + "{% endfor %}";
    };
  }

  private String loop(int depth, List<String> variables, String list, String item) {
    var inside = item.equals("x") ? with(variables, item) : variables;
    return open("for " + item + " in " + attribute(list))
        + pick(
            "", "{{ loop.index }}", "{{ loop.index0 }}", "{{ loop.revindex }}", "{{ loop.last }}")
        + "{{ "
        + item
        + " }}"
        + statement(depth - 1, inside)
        + pick("", "{% if loop.first %}first{% endif %}")
        + open("endfor");
  }

  private static List<String> with(List<String> variables, String name) {
    var more = new ArrayList<>(variables);
    more.add(name);
    return more;
  }

  private String open(String tag) {
    return pick("{% ", "{% ", "{%- ") + tag + pick(" %}", " %}", " -%}");
  }

  private String expression(List<String> variables) {
    return switch (random.nextInt(6)) {
      case 0 -> number() + pick(" + ", " - ", " * ", " // ") + whole() + pick("", " + 1.5", " * 2");
      case 1 -> textual(variables) + " ~ " + number();
      case 2 -> textual(variables) + " if " + condition(variables) + " else " + number();
      case 3 -> listed();
      case 4 -> attribute("m0") + pick("", "|upper", "['x']", ".y.z", "|default('gone')");
      default -> textual(variables);
    };
  }

  private String condition(List<String> variables) {
    var simple =
        switch (random.nextInt(7)) {
          case 0 -> number() + pick(" > ", " < ", " >= ", " == ", " != ") + whole();
          case 1 -> textual(variables) + pick(" == ", " != ") + "'Ann'";
          case 2 -> "'a' " + pick("in ", "not in ") + textual(variables) + "|default('abc')";
          case 3 -> attribute(pick("t0", "b0", "m0")) + pick(" is defined", " is not defined");
          case 4 -> attribute(pick("l0", "o0", "b0", "m0", "n0"));
          case 5 -> whole() + " in [1, 2, 3]";
          default -> attribute("t0") + pick(" is none", " is not none");
        };
    return switch (random.nextInt(4)) {
      case 0 -> "not " + attribute(pick("b0", "t0", "m0")) + pick("", " or " + simple);
      case 1 -> simple + pick(" and ", " or ") + attribute("b0");
      default -> simple;
    };
  }

  private String textual(List<String> variables) {
    var atom =
        variables.isEmpty() || random.nextBoolean()
            ? pick(attribute("t0"), attribute("t1"), attribute("o0") + ".city", "'lit eral'")
            : variables.get(random.nextInt(variables.size()));
    // Filters of something missing differ, so that there is always a default first.
    int filters = random.nextInt(4);
    if (filters > 0) {
      atom += pick("|default('d ef')", "|default('other', true)");
    }
    for (int i = 1; i < filters; i++) {
      atom +=
          pick(
              "|upper",
              "|lower",
              "|capitalize",
              "|trim",
              "|escape",
              "|replace('a', 'oo')",
              "|replace('n', '', 1)",
              "|default('d ef')",
              "|default('other', true)");
    }
    return atom;
  }

  private String number() {
    return pick(
        attribute("n0"),
        attribute("n1"),
        attribute("l1") + "|length",
        attribute("t0") + "|length",
        attribute("n0") + "|abs",
        "'12'|int",
        attribute("n1") + "|int",
        "'some plain  words'|wordcount",
        whole());
  }

  private String whole() {
    return Integer.toString(1 + random.nextInt(20));
  }

  private String listed() {
    return pick(
        attribute("l0") + "|join(', ')",
        attribute("l1") + "|join('-')",
        attribute("l0") + "|sort|join('/')",
        attribute("l1") + "|unique|join",
        attribute("l1") + "|reverse|join",
        attribute("l1") + "|first",
        attribute("l0") + "|last",
        attribute("l1"),
        attribute("l1") + "|sum",
        attribute("l1") + "[0]",
        attribute("l0") + "[1:]|join",
        "'jane DOE ' ~ " + whole() + " ~ 'köln x'|title",
        "'a, b,,c'|split(',')|join('+')",
        "[1, 'two', 3.5]|join('|')",
        "{'a': 1}['a']");
  }

  private static String attribute(String name) {
    return "UserAttribute['" + name + "']";
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }
}
