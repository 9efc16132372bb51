package dev.attune.engine.template;

import dev.attune.engine.profile.Value;
import dev.attune.engine.template.Budget.Stop;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A text with Jinja in it, compiled when it is published and filled in per person.
///
/// The language is a part of Jinja, described in docs/templates.md with all that differs. Whatever
/// a template does ends soon: its source, the depth of its tree, the steps of a filling and the
/// texts made on the way are bounded. Filling never fails: what has no value or no meaning is
/// empty. A template never changes, so many threads may fill it at once.
///
/// How it works: [Lexer] cuts the source into tokens, [Parser] and [ExpressionParser] make a tree
/// of [Node] and [Expression] in which attribute names, variables' slots, filters, date patterns
/// and time zones are resolved, and [Filling] walks that tree.
public final class Template {
  /// In chars.
  public static final int MAX_SOURCE = 16 * 1024;

  private static final int EXPECTED_VALUE = 16;

  private final List<Node> body;
  private final int slots;
  private final int expectedLength;

  /// What every filling comes to, if the template has nothing to fill in.
  private final Filled.@Nullable Text fixed;

  private Template(List<Node> body, int slots) {
    this.body = body;
    this.slots = slots;
    int length = 0;
    boolean isFixed = true;
    for (var node : body) {
      length += node instanceof Node.Text text ? text.text().length() : EXPECTED_VALUE;
      isFixed &= node instanceof Node.Text;
    }
    this.expectedLength = length;
    this.fixed = isFixed ? new Filled.Text(new Filling(Map.of(), 0, length).fill(body)) : null;
  }

  /// Whether a text has any Jinja in it; if not, it stands as it is and needs no template.
  public static boolean isTemplate(String text) {
    return text.contains("{{") || text.contains("{%") || text.contains("{#");
  }

  /// @throws TemplateException if it is malformed or uses what is not supported; the message says
  ///   what and at which line and column
  public static Template compile(String source) throws TemplateException {
    if (source.length() > MAX_SOURCE) {
      throw new TemplateException(
          "a template is " + source.length() + " characters, at most " + MAX_SOURCE);
    }
    var parsed = Parser.parse(new Source(source));
    return new Template(parsed.body(), parsed.slots());
  }

  /// @param attributes the profile's, under their raw names; empty for an anonymous visitor
  public Filled fill(Map<String, Value> attributes) {
    if (fixed != null) {
      return fixed;
    }
    try {
      return new Filled.Text(new Filling(attributes, slots, expectedLength).fill(body));
    } catch (Stop stop) {
      return stop.withheld;
    }
  }
}
