package dev.attune.server.document;

import org.jspecify.annotations.Nullable;

/// A place in a document: a chain from a step to those above it, spelled out only for messages.
///
/// @param step a field's name, or `[2]`
record At(@Nullable At parent, String step) {

  static At field(@Nullable At parent, String name) {
    return new At(parent, name);
  }

  static At item(@Nullable At parent, int index) {
    return new At(parent, "[" + index + "]");
  }

  /// Such as `experiences[2].audiences[0].split`; empty for the top.
  static String path(@Nullable At at) {
    if (at == null) {
      return "";
    }
    var above = path(at.parent);
    return above.isEmpty() || at.step.startsWith("[") ? above + at.step : above + "." + at.step;
  }
}
