package dev.attune.engine.audience;

import dev.attune.engine.profile.History;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which attribute a rule is about: a name, or a path into an object such as `address.city`.
///
/// An attribute whose own name is the whole text comes before the path.
public final class AttributePath {
  private final String text;
  private final List<String> steps;

  private AttributePath(String text, List<String> steps) {
    this.text = text;
    this.steps = steps;
  }

  public static AttributePath of(String text) {
    return new AttributePath(text, List.of(text.split("\\.", -1)));
  }

  /// The value it leads to; null when there is none.
  public @Nullable Value in(Map<String, Value> attributes) {
    var whole = attributes.get(text);
    return whole != null || steps.size() == 1 ? whole : below(attributes.get(steps.getFirst()));
  }

  /// The value in an event.
  public @Nullable Value in(History.Attributes event) {
    var whole = event.get(text);
    return whole != null || steps.size() == 1 ? whole : below(event.get(steps.getFirst()));
  }

  private @Nullable Value below(@Nullable Value top) {
    var at = top;
    for (int i = 1; i < steps.size(); i++) {
      at = at instanceof Value.Fields(var fields) ? fields.get(steps.get(i)) : null;
    }
    return at;
  }

  /// The value in a profile, which has some attributes that nobody set.
  public @Nullable Value in(Profile profile) {
    var value = in(profile.attributes());
    return value == null ? profile.standard(text) : value;
  }

  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AttributePath path && text.equals(path.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
