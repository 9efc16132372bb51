package dev.attune.storage;

import dev.attune.engine.profile.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a write does to the attributes of one profile, in the order of the components. Attributes
/// not named stay as they are.
///
/// A profile does not grow without bounds: an array takes no more than [#MAX_ARRAY] values, and
/// what would make a profile larger than [#MAX_ATTRIBUTES] or [#MAX_WEIGHT] allow changes nothing
/// of it.
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

  /// How many names a profile may have.
  public static final int MAX_ATTRIBUTES = 1_000;

  /// What all attributes of a profile may weigh, see [#weight].
  public static final int MAX_WEIGHT = 256 * 1024;

  /// How many values an array may have; what is added beyond is left out.
  public static final int MAX_ARRAY = 254;

  /// What a number, a flag or an entry weighs beside its text.
  private static final int ENTRY_WEIGHT = 8;

  public static final AttributeChanges NONE =
      new AttributeChanges(Map.of(), Set.of(), Map.of(), Map.of());

  public static AttributeChanges setting(Map<String, Value> values) {
    return new AttributeChanges(values, Set.of(), Map.of(), Map.of());
  }

  public boolean isEmpty() {
    return set.isEmpty() && removed.isEmpty() && added.isEmpty() && taken.isEmpty();
  }

  /// What becomes of these attributes; they themselves stay as they are.
  ///
  /// @return `attributes`, the same object, when the outcome would outgrow the limits
  public Map<String, Value> appliedTo(Map<String, Value> attributes) {
    var changed = new HashMap<>(attributes);
    changed.putAll(set);
    removed.forEach(changed::remove);
    added.forEach((name, values) -> changed.put(name, with(changed.get(name), values)));
    taken.forEach(
        (name, values) -> changed.computeIfPresent(name, (key, value) -> without(value, values)));
    return mayBecome(changed, attributes) ? changed : attributes;
  }

  /// What is over the limits already may yet shrink.
  private static boolean mayBecome(Map<String, Value> changed, Map<String, Value> attributes) {
    int weight = weight(changed);
    return (changed.size() <= MAX_ATTRIBUTES || changed.size() <= attributes.size())
        && (weight <= MAX_WEIGHT || weight <= weight(attributes));
  }

  /// The attributes of two profiles that become one: all of the first, and of the second those that
  /// the first has not, by name, as many as the limits allow.
  public static Map<String, Value> together(Map<String, Value> first, Map<String, Value> second) {
    var all = new HashMap<>(first);
    int weight = weight(first);
    for (var more : new TreeMap<>(second).entrySet()) {
      int heavier = weight + more.getKey().length() + weight(more.getValue());
      if (!first.containsKey(more.getKey())
          && all.size() < MAX_ATTRIBUTES
          && heavier <= MAX_WEIGHT) {
        all.put(more.getKey(), more.getValue());
        weight = heavier;
      }
    }
    return all;
  }

  /// How large attributes are: the characters of all names and texts, and a little for each entry.
  public static int weight(Map<String, Value> attributes) {
    int weight = 0;
    for (var entry : attributes.entrySet()) {
      weight += entry.getKey().length() + weight(entry.getValue());
    }
    return weight;
  }

  private static int weight(Value value) {
    return ENTRY_WEIGHT
        + switch (value) {
          case Value.Text(var text) -> text.length();
          case Value.Time(var text, _) -> text.length();
          case Value.Amount _, Value.Flag _ -> 0;
          case Value.Array(var items) -> items.stream().mapToInt(AttributeChanges::weight).sum();
          case Value.Fields(var fields) -> weight(fields);
        };
  }

  private static Value with(@Nullable Value before, List<Value> values) {
    var items = new LinkedHashSet<Value>(values.size());
    if (!(before instanceof Value.Array(var present))) {
      items.addAll(values);
      return new Value.Array(items.stream().limit(MAX_ARRAY).toList());
    }
    items.addAll(values);
    present.forEach(items::remove);
    var all = new ArrayList<>(present);
    items.stream().limit(Math.max(0, MAX_ARRAY - present.size())).forEach(all::add);
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
