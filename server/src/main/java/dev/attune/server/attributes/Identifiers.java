package dev.attune.server.attributes;

import dev.attune.engine.profile.Value;
import dev.attune.server.catalog.Workspace;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Identifier;
import java.util.ArrayList;
import java.util.List;

/// Which identifiers a change of attributes claims.
public final class Identifiers {
  private Identifiers() {}

  /// The new values of the workspace's identifiers. Blank values and values that are no text name
  /// nobody. Claimed also while identity resolution is off, so that it can be switched on.
  public static List<Identifier> claimed(Workspace workspace, AttributeChanges changes) {
    if (changes.set().isEmpty()) {
      return List.of();
    }
    var claimed = new ArrayList<Identifier>();
    for (var name : workspace.identity().identifiers()) {
      if (changes.set().get(name) instanceof Value.Text(var value) && !value.isBlank()) {
        claimed.add(new Identifier(name, value));
      }
    }
    return claimed;
  }
}
