package dev.attune.engine.template;

import dev.attune.engine.profile.Value;
import java.util.Map;

/// A text with Jinja in it, compiled when it is published and filled in per person.
public final class Template {
  private final String source;

  private Template(String source) {
    this.source = source;
  }

  /// Whether a text has any Jinja in it; if not, it stands as it is and needs no template.
  public static boolean isTemplate(String text) {
    return text.contains("{{") || text.contains("{%") || text.contains("{#");
  }

  /// @throws TemplateException if it is malformed or uses what is not supported; the message says
  ///   what and at which line and column
  public static Template compile(String source) throws TemplateException {
    if (isTemplate(source)) {
      throw new TemplateException("templates are not supported yet");
    }
    return new Template(source);
  }

  /// @param attributes the profile's, under their raw names; empty for an anonymous visitor
  public Filled fill(Map<String, Value> attributes) {
    return new Filled.Text(source);
  }
}
