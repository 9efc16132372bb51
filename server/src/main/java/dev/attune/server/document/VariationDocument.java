package dev.attune.server.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One way to show an experience.
///
/// @param id a number counted from 1; absent until it is assigned
/// @param weight hundredths of a percent, 0 to 10,000
/// @param payload by name, in the author's order
/// @param locales by language tag as the author spells it: the fields that differ from `payload`
public record VariationDocument(
    @Nullable String id,
    String name,
    int weight,
    Map<String, PayloadField> payload,
    Map<String, Map<String, PayloadField>> locales) {

  public VariationDocument {
    payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    locales =
        locales.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(locales));
  }

  public VariationDocument withId(String assigned) {
    return new VariationDocument(assigned, name, weight, payload, locales);
  }

  /// @throws IllegalStateException if the document was not completed
  public String assignedId() {
    if (id == null) {
      throw new IllegalStateException("variation " + name + " has no id yet");
    }
    return id;
  }
}
