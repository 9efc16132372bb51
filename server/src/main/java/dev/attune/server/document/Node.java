package dev.attune.server.document;

import dev.attune.server.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document as it was written, before anything is made of it.
///
/// A node that is the value of a field stands where the field's name does: that is where an author
/// looks. Lines and columns count from 1.
sealed interface Node {

  int line();

  int column();

  record Text(String text, int line, int column) implements Node {}

  /// A number in JSON's grammar.
  ///
  /// @param text as it was written
  record Numeral(String text, int line, int column) implements Node {}

  record Flag(boolean flag, int line, int column) implements Node {}

  record Null(int line, int column) implements Node {}

  record Items(List<Node> items, int line, int column) implements Node {}

  /// An object. The lists go together and have no name twice; small objects are many, so there is
  /// no map.
  record Fields(List<String> names, List<Node> values, int line, int column) implements Node {

    @Nullable Node get(String name) {
      int at = names.indexOf(name);
      return at < 0 ? null : values.get(at);
    }
  }

  /// What it is, for messages.
  default String described() {
    return switch (this) {
      case Text(var text, _, _) -> "'" + shortened(text) + "'";
      case Numeral(var text, _, _) -> shortened(text);
      case Flag(var flag, _, _) -> Boolean.toString(flag);
      case Null _ -> "null";
      case Items(var items, _, _) -> "a list of " + items.size();
      case Fields _ -> "an object";
    };
  }

  static String shortened(String text) {
    return Json.cut(text, 60);
  }
}
