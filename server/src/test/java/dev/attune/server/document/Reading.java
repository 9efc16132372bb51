package dev.attune.server.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

/// Reads documents written in a test.
final class Reading {
  /// An experience that has nothing wrong with it, up to its variations, at `experiences[0]`.
  static final String EXPERIENCE =
      """
      id: DEMO
      experiences:
        - key: homepage-banner
          name: Homepage Banner
          status: active
          audiences:
            - audience: { name: All Users, rule: { everyone: true } }
      """;

  private Reading() {}

  static WorkspaceDocument yaml(String text) {
    return DocumentReader.workspace(text.getBytes(UTF_8), Format.YAML);
  }

  static WorkspaceDocument json(String text) {
    return DocumentReader.workspace(text.getBytes(UTF_8), Format.JSON);
  }

  /// What is wrong with a document.
  static List<Mistake> mistakes(String text) {
    return mistakes(text, Format.YAML);
  }

  static List<Mistake> mistakes(String text, Format format) {
    var invalid =
        catchThrowableOfType(
            InvalidDocument.class, () -> DocumentReader.workspace(text.getBytes(UTF_8), format));
    return invalid == null ? List.of() : invalid.mistakes();
  }

  /// A workspace with one shared audience of this rule, which is in line 4.
  static String withRule(String rule) {
    return """
    id: DEMO
    segments: [ { id: vip } ]
    audiences:
      - { name: Some, rule: %s }
    """
        .formatted(rule);
  }

  /// An experience with one variation of this payload, which is in line 8.
  static String withPayload(String payload) {
    return EXPERIENCE
        + "        variations: [ { name: A, weight: 100, payload: %s } ]\n".formatted(payload);
  }
}
