package dev.attune.engine.template;

/// What came of filling in a template.
public sealed interface Filled {

  record Text(String text) implements Filled {}

  /// The template itself said not to send (`MOE_NOT_SEND`), or its output would be too long.
  record Withheld(String reason) implements Filled {}
}
