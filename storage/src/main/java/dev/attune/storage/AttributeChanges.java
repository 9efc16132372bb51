package dev.attune.storage;

import dev.attune.engine.profile.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a write does to the attributes of one profile. Attributes not named stay as they are.
///
/// @param set new values, whole
/// @param removed attributes that go
/// @param added values put at the end of an array attribute, each unless it is in it already; an
///   attribute that is absent or no array becomes an array of them
/// @param taken values taken out of an array attribute wherever they are in it; ignored where the
///   attribute is absent or no array
public record AttributeChanges(
    Map<String, Value> set,
    Set<String> removed,
    Map<String, List<Value>> added,
    Map<String, List<Value>> taken) {

  public static final AttributeChanges NONE =
      new AttributeChanges(Map.of(), Set.of(), Map.of(), Map.of());

  public static AttributeChanges setting(Map<String, Value> values) {
    return new AttributeChanges(values, Set.of(), Map.of(), Map.of());
  }

  public boolean isEmpty() {
    return set.isEmpty() && removed.isEmpty() && added.isEmpty() && taken.isEmpty();
  }
}
