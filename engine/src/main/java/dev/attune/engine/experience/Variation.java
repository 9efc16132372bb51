package dev.attune.engine.experience;

import dev.attune.engine.profile.Value;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One way to show an experience to an audience.
///
/// @param id unique among the variations of its audience in its experience; counted from `1`
/// @param locales by lower-case language tag, such as `hi` or `pt-br`
public record Variation(String id, String name, Content content, Map<String, Content> locales) {

  public Variation {
    locales = Map.copyOf(locales);
  }

  /// The content for a person's `locale` attribute: that of the whole tag, else that of the
  /// language alone, else the one without an override. `pt_BR` is read as `pt-br`.
  public Content in(@Nullable Value locale) {
    if (locales.isEmpty() || !(locale instanceof Value.Text(var spelled))) {
      return content;
    }
    var tag = tagOf(spelled);
    var exact = locales.get(tag);
    if (exact != null) {
      return exact;
    }
    int dash = tag.indexOf('-');
    return dash < 0 ? content : locales.getOrDefault(tag.substring(0, dash), content);
  }

  /// How a language tag is spelled in [#locales].
  public static String tagOf(String spelled) {
    return spelled.replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
