package dev.attune.engine.template;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The filters and the names of their parameters, which may be given in order or by name.
enum Filter {
  DEFAULT("default d", "default_value boolean"),
  UPPER("upper", ""),
  LOWER("lower", ""),
  CAPITALIZE("capitalize", ""),
  TITLE("title", ""),
  TRIM("trim", ""),
  STRIPTAGS("striptags", ""),
  REPLACE("replace", "old new count"),
  TRUNCATE("truncate", "length killwords end leeway"),
  WORDCOUNT("wordcount", ""),
  STRING("string", ""),
  ESCAPE("escape e", ""),
  SAFE("safe", ""),
  SPLIT("split", "separator limit"),
  LENGTH("length count", ""),
  FIRST("first", ""),
  LAST("last", ""),
  JOIN("join", "d attribute"),
  REVERSE("reverse", ""),
  SORT("sort", "reverse case_sensitive attribute"),
  UNIQUE("unique", ""),
  LIST("list", ""),
  MAP("map", "attribute"),
  SUM("sum", "attribute start"),
  MIN("min", ""),
  MAX("max", ""),
  ROUND("round", "precision method"),
  INT("int", "default"),
  FLOAT("float", "default"),
  ABS("abs", ""),
  BASE64ENCODE("base64encode", ""),
  BASE64DECODE("base64decode", ""),
  URLENCODE("urlencode", ""),
  URLDECODE("urldecode", ""),
  DATE_FORMATTER("dateFormatter", "toFormat"),
  DATE_TIME_FORMATTER("dateTimeFormatter", "toFormat timeZone tzOffset");

  /// Every name, for messages.
  static final String NAMES =
      Arrays.stream(values())
          .map(filter -> Texts.words(filter.names).getFirst())
          .sorted()
          .collect(Collectors.joining(", "));

  private static final Map<String, Filter> BY_NAME = byName();

  private final String names;
  private final String parameters;

  /// @param names one or more, with spaces between
  /// @param parameters their names, with spaces between
  Filter(String names, String parameters) {
    this.names = names;
    this.parameters = parameters;
  }

  static @Nullable Filter named(String name) {
    return BY_NAME.get(name);
  }

  List<String> parameters() {
    return Texts.words(parameters);
  }

  /// How many arguments, from the first on, have to be given.
  int required() {
    return switch (this) {
      case REPLACE -> 2;
      case MAP -> 1;
      default -> 0;
    };
  }

  private static Map<String, Filter> byName() {
    var byName = new HashMap<String, Filter>();
    for (var filter : values()) {
      for (var name : Texts.words(filter.names)) {
        byName.put(name, filter);
      }
    }
    return Map.copyOf(byName);
  }
}
