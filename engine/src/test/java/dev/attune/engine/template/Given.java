package dev.attune.engine.template;

import dev.attune.engine.profile.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// People and what templates make of them.
final class Given {
  /// One attribute of each kind.
  static final Map<String, Value> ANN =
      attributes(
          Map.entry("u_fn", "Ann"),
          Map.entry("u_em", "ann@example.com"),
          Map.entry("points", 5),
          Map.entry("price", 12.5),
          Map.entry("member", true),
          Map.entry("empty", ""),
          Map.entry("tags", List.of("b", "A", "a", "B")),
          Map.entry("sizes", List.of(1, 2, 3)),
          Map.entry("address", Map.of("city", "Köln")),
          Map.entry("born", new Value.Time("2020-10-14", Instant.parse("2020-10-13T18:30:00Z"))),
          Map.entry(
              "seen",
              new Value.Time("2026-11-21T10:05:09Z", Instant.parse("2026-11-21T10:05:09Z"))));

  private Given() {}

  @SafeVarargs
  static Map<String, Value> attributes(Map.Entry<String, ?>... entries) {
    var attributes = new LinkedHashMap<String, Value>();
    for (var entry : entries) {
      attributes.put(entry.getKey(), value(entry.getValue()));
    }
    return attributes;
  }

  static Value value(Object value) {
    return switch (value) {
      case Value known -> known;
      case String text -> new Value.Text(text);
      case Boolean flag -> new Value.Flag(flag);
      case Number number -> new Value.Amount(number.doubleValue());
      case List<?> list -> new Value.Array(list.stream().map(Given::value).toList());
      case Map<?, ?> map -> {
        var fields = new LinkedHashMap<String, Value>();
        map.forEach((key, field) -> fields.put((String) key, value(field)));
        yield new Value.Fields(fields);
      }
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  static Filled fill(String source, Map<String, Value> attributes) {
    try {
      return Template.compile(source).fill(attributes);
    } catch (TemplateException wrong) {
      throw new AssertionError(source, wrong);
    }
  }

  /// The text a template makes for [#ANN].
  static String filled(String source) {
    return switch (fill(source, ANN)) {
      case Filled.Text text -> text.text();
      case Filled.Withheld withheld -> throw new AssertionError(withheld.reason());
    };
  }

  /// Why a template makes nothing for [#ANN].
  static String withheld(String source) {
    return switch (fill(source, ANN)) {
      case Filled.Text text -> throw new AssertionError(text.text());
      case Filled.Withheld withheld -> withheld.reason();
    };
  }

  /// Why a template cannot be compiled.
  static String refused(String source) {
    try {
      Template.compile(source);
    } catch (TemplateException wrong) {
      return String.valueOf(wrong.getMessage());
    }
    throw new AssertionError("compiled: " + source);
  }
}
