package dev.attune.acceptance;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Short ways to write what workspaces of tests hold: all in YAML's flow style, one item a line.
final class Documents {
  static final String EVERYONE = "{ everyone: true }";

  private Documents() {}

  /// `experiences:` with these.
  static String experiences(String... items) {
    return Stream.of(items)
        .map(item -> "  - " + item + "\n")
        .collect(Collectors.joining("", "experiences:\n", ""));
  }

  /// Active, for one audience, with one variation whose payload says the key.
  static String experience(String key, String rule) {
    return experience(key, "status: active", rule);
  }

  /// @param more further fields, such as `status: draft, priority: high`
  static String experience(String key, String more, String rule) {
    return "{ key: %s, name: Name of %s, %s, audiences: [%s] }"
        .formatted(
            key, key, more, target("Audience of " + key, rule, variation("Default", 100, key)));
  }

  /// Active, for everybody, two variations.
  static String split(String key, int first, int second) {
    return split(key, "status: active", first, second);
  }

  static String split(String key, String more, int first, int second) {
    return "{ key: %s, name: Name of %s, %s, audiences: [%s] }"
        .formatted(
            key,
            key,
            more,
            target(
                "Everybody",
                EVERYONE,
                variation("First", first, "first"),
                variation("Second", second, "second")));
  }

  static String target(String name, String rule, String... variations) {
    return "{ audience: { name: %s, rule: %s }, variations: [%s] }"
        .formatted(name, rule, String.join(", ", variations));
  }

  static String variation(String name, int weight, String text) {
    return "{ name: %s, weight: %d, payload: { Text: \"%s\" } }".formatted(name, weight, text);
  }
}
