package dev.attune.server.document;

import dev.attune.engine.audience.Rule;
import org.jspecify.annotations.Nullable;

/// A named rule.
///
/// @param id upper-case hexadecimal, unique among all audiences of the workspace, inline ones
///   included; absent until it is assigned
public record AudienceDocument(@Nullable String id, String name, Rule rule) {

  public AudienceDocument withId(String assigned) {
    return new AudienceDocument(assigned, name, rule);
  }

  /// @throws IllegalStateException if the document was not completed
  public String assignedId() {
    if (id == null) {
      throw new IllegalStateException("audience " + name + " has no id yet");
    }
    return id;
  }
}
