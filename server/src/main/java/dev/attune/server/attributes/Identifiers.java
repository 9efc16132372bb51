package dev.attune.server.attributes;

import dev.attune.engine.profile.Value;
import dev.attune.server.catalog.Workspace;
import dev.attune.server.identity.Identification;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Identifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which identifiers a change of attributes claims.
public final class Identifiers {
  private Identifiers() {}

  /// The new values of the workspace's identifiers. Blank values, values that are no text and those
  /// longer than a customer id name nobody. Claimed also while identity resolution is off, so that
  /// it can be switched on.
  public static List<Identifier> claimed(Workspace workspace, AttributeChanges changes) {
    if (changes.set().isEmpty()) {
      return List.of();
    }
    var claimed = new ArrayList<Identifier>();
    for (var name : workspace.identity().identifiers()) {
      var value = text(changes.set().get(name));
      if (!value.isBlank() && value.length() <= Identification.MAX_ID_LENGTH) {
        claimed.add(new Identifier(name, value));
      }
    }
    return claimed;
  }

  /// A member number may look like a date.
  private static String text(@Nullable Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Time(var text, _) -> text;
      case null -> "";
      case Value.Amount _, Value.Flag _, Value.Array _, Value.Fields _ -> "";
    };
  }
}
