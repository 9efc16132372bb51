package dev.attune.engine.template;

import dev.attune.engine.profile.Value;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Nested attribute values as templates see them, converted one by one when they are looked at.
///
/// @see Values#of
final class FieldsView extends AbstractMap<String, @Nullable Object> {
  private final Map<String, Value> fields;
  private final boolean named;

  /// @param named whether these are the person's attributes, which display names stand for too
  FieldsView(Map<String, Value> fields, boolean named) {
    this.fields = fields;
    this.named = named;
  }

  static List<@Nullable Object> list(List<Value> items) {
    return new AbstractList<>() {
      @Override
      public @Nullable Object get(int index) {
        return Values.of(items.get(index));
      }

      @Override
      public int size() {
        return items.size();
      }
    };
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    var value = fields.get(key);
    return value == null ? null : Values.of(value);
  }

  /// The value of the standard attribute with this display name.
  @Nullable Object byDisplayName(String name) {
    var raw = named ? AttributeNames.raw(name) : null;
    return raw == null ? null : get(raw);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return fields.containsKey(key);
  }

  @Override
  public int size() {
    return fields.size();
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, @Nullable Object>> iterator() {
        var entries = fields.entrySet().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return entries.hasNext();
          }

          @Override
          public Entry<String, @Nullable Object> next() {
            var entry = entries.next();
            return new SimpleImmutableEntry<>(entry.getKey(), Values.of(entry.getValue()));
          }
        };
      }

      @Override
      public int size() {
        return fields.size();
      }
    };
  }
}
