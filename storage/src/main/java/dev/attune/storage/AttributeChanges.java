package dev.attune.storage;

import dev.attune.engine.profile.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a write does to the attributes of one profile, in the order of the components. Attributes
/// not named stay as they are.
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

  /// What becomes of these attributes; they themselves stay as they are.
  public Map<String, Value> appliedTo(Map<String, Value> attributes) {
    var changed = new HashMap<>(attributes);
    changed.putAll(set);
    removed.forEach(changed::remove);
    added.forEach((name, values) -> changed.put(name, with(changed.get(name), values)));
    taken.forEach(
        (name, values) -> changed.computeIfPresent(name, (key, value) -> without(value, values)));
    return changed;
  }

  private static Value with(@Nullable Value before, List<Value> values) {
    var items = new LinkedHashSet<Value>(values.size());
    if (!(before instanceof Value.Array(var present))) {
      items.addAll(values);
      return new Value.Array(List.copyOf(items));
    }
    items.addAll(values);
    present.forEach(items::remove);
    var all = new ArrayList<>(present);
    all.addAll(items);
    return new Value.Array(all);
  }

  private static Value without(Value before, List<Value> values) {
    if (!(before instanceof Value.Array(var present))) {
      return before;
    }
    var items = new ArrayList<>(present);
    items.removeAll(values);
    return new Value.Array(items);
  }
}
