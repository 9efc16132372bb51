package dev.attune.server.document;

import dev.attune.engine.experience.DataType;
import dev.attune.engine.experience.Variation;
import dev.attune.engine.profile.Numbers;
import dev.attune.engine.template.Template;
import dev.attune.engine.template.TemplateException;
import dev.attune.server.document.Mapping.Located;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/// Reads payloads: what each field holds, and that it is what its type says.
final class PayloadReader {
  static final int MAX_FIELDS = 100;
  static final int MAX_LOCALES = 100;
  static final int MAX_TEXT = 100_000;

  private static final Map<String, DataType> TYPES =
      Arrays.stream(DataType.values())
          .collect(
              Collectors.toMap(
                  DataType::word, Function.identity(), (a, _) -> a, LinkedHashMap::new));
  private static final PayloadField STAND_IN = new PayloadField(DataType.STRING, "\"\"");

  private final Mistakes mistakes;

  PayloadReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  Map<String, PayloadField> payload(@Nullable Located located) {
    return located == null ? Map.of() : fields(located, null);
  }

  /// By tag, what each locale has in place of fields of the payload.
  Map<String, Map<String, PayloadField>> locales(
      @Nullable Located located, Map<String, PayloadField> base) {
    if (located == null) {
      return Map.of();
    }
    var mapping = Mapping.of(located, mistakes);
    if (mapping.names().size() > MAX_LOCALES) {
      mapping.mistake("has %,d locales, at most %d".formatted(mapping.names().size(), MAX_LOCALES));
      return Map.of();
    }
    var locales = new LinkedHashMap<String, Map<String, PayloadField>>();
    var tags = new HashSet<String>();
    for (var tag : mapping.names()) {
      var wrong = Texts.LOCALE.wrongWith(tag);
      if (wrong != null) {
        mapping.mistake(tag, wrong);
      } else if (!tags.add(Variation.tagOf(tag))) {
        mapping.mistake(tag, "is there twice: case, - and _ make no difference");
      }
      var overrides = mapping.get(tag);
      if (overrides != null) {
        locales.put(tag, fields(overrides, base));
      }
    }
    return locales;
  }

  /// @param base the payload whose fields these are to replace; null if they are the payload
  private Map<String, PayloadField> fields(
      Located located, @Nullable Map<String, PayloadField> base) {
    var mapping = Mapping.of(located, mistakes);
    if (mapping.names().size() > MAX_FIELDS) {
      mapping.mistake("has %,d fields, at most %d".formatted(mapping.names().size(), MAX_FIELDS));
      return Map.of();
    }
    var fields = new LinkedHashMap<String, PayloadField>();
    for (var name : mapping.names()) {
      var wrong = Texts.NAME.wrongWith(name);
      if (wrong != null) {
        mapping.mistake(name, "the name " + wrong);
      }
      if (base != null && !base.containsKey(name)) {
        mapping.mistake(
            name,
            "is not in the payload, so nothing can stand in its place; "
                + Spelling.allowed(name, List.copyOf(base.keySet())));
      } else {
        var value = mapping.get(name);
        if (value == null) {
          mapping.mistake(
              name, "is null, must be text, a number, true, false, a list or an object");
        } else {
          fields.put(name, field(value, base == null ? null : base.get(name)));
        }
      }
    }
    return fields;
  }

  private PayloadField field(Located located, @Nullable PayloadField base) {
    if (isLongForm(located.node())) {
      var mapping = Mapping.of(located, mistakes);
      var value = mapping.required("value");
      var type =
          mapping.oneOf("data_type", TYPES, value == null ? DataType.STRING : typeOf(value.node()));
      if (base != null && type != base.type()) {
        mapping.mistake(
            "data_type",
            "is %s, must be %s as in the payload".formatted(type.word(), base.type().word()));
      }
      return value == null ? STAND_IN : typed(value, type);
    }
    return typed(located, base == null ? typeOf(located.node()) : base.type());
  }

  private static boolean isLongForm(Node node) {
    return node instanceof Node.Fields(var names, _, _, _)
        && names.size() == 2
        && names.contains("value")
        && names.contains("data_type");
  }

  private static DataType typeOf(Node node) {
    return switch (node) {
      case Node.Text _, Node.Null _ -> DataType.STRING;
      case Node.Numeral(var text, _, _) -> isWhole(text) ? DataType.NUMBER : DataType.FLOAT;
      case Node.Flag _ -> DataType.BOOLEAN;
      case Node.Items _, Node.Fields _ -> DataType.JSON;
    };
  }

  private static boolean isWhole(String number) {
    return number.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
  }

  private PayloadField typed(Located located, DataType type) {
    var node = located.node();
    boolean template = node instanceof Node.Text(var text, _, _) && Template.isTemplate(text);
    boolean fits =
        switch (type) {
          case STRING -> node instanceof Node.Text;
          case NUMBER, FLOAT -> node instanceof Node.Numeral || template;
          case BOOLEAN -> node instanceof Node.Flag || template;
          case JSON -> node instanceof Node.Items || node instanceof Node.Fields;
        };
    if (!fits) {
      mistakes.add(
          located.at(),
          node,
          "is %s, must be %s for %s".formatted(node.described(), wanted(type), type.word()));
      return STAND_IN;
    }
    var json = new StringBuilder();
    check(node, located.at());
    json(node, json);
    return new PayloadField(type, json.toString());
  }

  private static String wanted(DataType type) {
    return switch (type) {
      case STRING -> "text (put it in quotes)";
      case NUMBER, FLOAT -> "a number or a template";
      case BOOLEAN -> "true, false or a template";
      case JSON -> "an object or a list";
    };
  }

  /// As JSON without white space.
  static void json(Node node, StringBuilder json) {
    switch (node) {
      case Node.Text(var text, _, _) -> quoted(text, json);
      case Node.Numeral(var text, _, _) -> json.append(text);
      case Node.Flag(var flag, _, _) -> json.append(flag);
      case Node.Null _ -> json.append("null");
      case Node.Items(var items, _, _) -> {
        json.append('[');
        for (int i = 0; i < items.size(); i++) {
          json.append(i == 0 ? "" : ",");
          json(items.get(i), json);
        }
        json.append(']');
      }
      case Node.Fields(var names, var values, _, _) -> {
        json.append('{');
        for (int i = 0; i < names.size(); i++) {
          json.append(i == 0 ? "" : ",");
          quoted(names.get(i), json);
          json.append(':');
          json(values.get(i), json);
        }
        json.append('}');
      }
    }
  }

  /// Looks at every text and number in a value.
  private void check(Node node, @Nullable At at) {
    switch (node) {
      case Node.Text(var text, _, _) -> check(text, node, at);
      case Node.Numeral(var text, _, _) -> {
        if (Double.isNaN(Numbers.parse(text))) {
          mistakes.add(
              at, node, "is %s, too long or too large for a number".formatted(node.described()));
        }
      }
      case Node.Flag _, Node.Null _ -> {}
      case Node.Items(var items, _, _) -> {
        for (int i = 0; i < items.size(); i++) {
          check(items.get(i), At.item(at, i));
        }
      }
      case Node.Fields(var names, var values, _, _) -> {
        for (int i = 0; i < names.size(); i++) {
          check(values.get(i), At.field(at, names.get(i)));
        }
      }
    }
  }

  private static void quoted(String text, StringBuilder json) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }

  private void check(String text, Node node, @Nullable At at) {
    if (text.length() > MAX_TEXT) {
      mistakes.add(at, node, "is %,d characters, at most %,d".formatted(text.length(), MAX_TEXT));
      return;
    }
    if (Template.isTemplate(text)) {
      try {
        var _ = Template.compile(text);
      } catch (TemplateException malformed) {
        mistakes.add(at, node, "the template cannot be used: " + malformed.getMessage());
      }
    }
  }
}
