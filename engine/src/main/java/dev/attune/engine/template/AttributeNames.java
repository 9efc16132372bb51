package dev.attune.engine.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The display names of the standard attributes. Source: docs/wire.md, "Payload templates".
final class AttributeNames {
  private static final Map<String, String> RAW =
      Map.of(
          "Email", "u_em",
          "Mobile Number", "u_mb",
          "Name", "u_n",
          "First Name", "u_fn",
          "Last Name", "u_ln",
          "Gender", "u_gd",
          "Birthday", "u_bd");

  private AttributeNames() {}

  /// The raw name of the attribute with this display name, or null.
  static @Nullable String raw(String displayName) {
    return RAW.get(displayName);
  }
}
