package dev.attune.server.document;

import dev.attune.server.document.Node.Fields;
import dev.attune.server.document.Node.Items;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One object of a document while it is read: asks for its fields by name and type, and notes what
/// is wrong with them. A field that is null counts as absent.
final class Mapping {
  private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

  /// A node and where it is.
  record Located(Node node, @Nullable At at) {}

  private final Fields fields;
  private final @Nullable At at;
  private final Mistakes mistakes;

  private Mapping(Fields fields, @Nullable At at, Mistakes mistakes) {
    this.fields = fields;
    this.at = at;
    this.mistakes = mistakes;
  }

  /// Notes a mistake if it is no object (then goes on with an empty one), and one for each field
  /// that is not allowed.
  static Mapping of(Located located, Mistakes mistakes, List<String> allowed) {
    var mapping = of(located, mistakes);
    var fields = mapping.fields;
    for (int i = 0; i < fields.names().size(); i++) {
      var name = fields.names().get(i);
      if (!allowed.contains(name)) {
        mistakes.add(
            At.field(located.at(), name),
            fields.values().get(i),
            "is not known; " + Spelling.allowed(name, allowed));
      }
    }
    return mapping;
  }

  /// Whatever its fields are called.
  static Mapping of(Located located, Mistakes mistakes) {
    if (located.node() instanceof Fields fields) {
      return new Mapping(fields, located.at(), mistakes);
    }
    mistakes.add(
        located.at(),
        located.node(),
        "is %s, must be an object".formatted(located.node().described()));
    var nothing = new Fields(List.of(), List.of(), located.node().line(), located.node().column());
    return new Mapping(nothing, located.at(), mistakes);
  }

  List<String> names() {
    return fields.names();
  }

  boolean has(String name) {
    return get(name) != null;
  }

  @Nullable Located get(String name) {
    var node = fields.get(name);
    return node == null || node instanceof Node.Null ? null : new Located(node, At.field(at, name));
  }

  /// About the object as such.
  void mistake(String message) {
    mistakes.add(at, fields, message);
  }

  void mistake(String name, String message) {
    var located = get(name);
    if (located == null) {
      mistakes.add(At.field(at, name), fields, message);
    } else {
      mistakes.add(located.at(), located.node(), message);
    }
  }

  /// A field that must be there.
  @Nullable Located required(String name) {
    var located = get(name);
    if (located == null) {
      mistakes.add(At.field(at, name), fields, "is missing");
    }
    return located;
  }

  String text(String name, Texts texts) {
    var located = required(name);
    return located == null ? mistakes.standIn() : text(located, texts);
  }

  @Nullable String optionalText(String name, Texts texts) {
    var located = get(name);
    return located == null ? null : text(located, texts);
  }

  /// A number is taken as the text it was written as.
  private String text(Located located, Texts texts) {
    return texts.read(located, mistakes);
  }

  List<String> texts(String name, Texts texts, int most) {
    return items(name, most).stream().map(item -> text(item, texts)).toList();
  }

  boolean flag(String name, boolean absent) {
    var located = get(name);
    if (located == null) {
      return absent;
    }
    if (located.node() instanceof Node.Flag flag) {
      return flag.flag();
    }
    mistake(name, "is %s, must be true or false".formatted(located.node().described()));
    return absent;
  }

  int whole(String name, int absent, int least, int most) {
    var located = get(name);
    if (located == null) {
      return absent;
    }
    if (located.node() instanceof Node.Numeral(var text, _, _) && text.matches("-?[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    mistake(
        name,
        "is %s, must be a whole number from %d to %,d"
            .formatted(located.node().described(), least, most));
    return absent;
  }

  /// A percentage with up to two decimals, in hundredths.
  int hundredths(String name, int absent, int least, int most) {
    var located = get(name);
    return located == null ? absent : hundredths(located, least, most);
  }

  int requiredHundredths(String name, int most) {
    var located = required(name);
    return located == null ? 0 : hundredths(located, 0, most);
  }

  private int hundredths(Located located, int least, int most) {
    if (located.node() instanceof Node.Numeral(var text, _, _) && text.length() <= 20) {
      var hundredths = new BigDecimal(text).movePointRight(2).stripTrailingZeros();
      if (hundredths.scale() <= 0
          && hundredths.compareTo(BigDecimal.valueOf(least)) >= 0
          && hundredths.compareTo(BigDecimal.valueOf(most)) <= 0) {
        return hundredths.intValueExact();
      }
    }
    mistakes.add(
        located.at(),
        located.node(),
        "is %s, must be a percentage from %s to %d with at most two decimals"
            .formatted(located.node().described(), Percent.text(least), most / 100));
    return least;
  }

  <T> T oneOf(String name, Map<String, T> words, T absent) {
    var located = get(name);
    if (located == null) {
      return absent;
    }
    var word = located.node() instanceof Node.Text(var text, _, _) ? words.get(text) : null;
    if (word != null) {
      return word;
    }
    var spelled = located.node() instanceof Node.Text(var text, _, _) ? text : "";
    mistake(
        name,
        "is %s; %s"
            .formatted(
                located.node().described(),
                Spelling.allowed(spelled, List.copyOf(words.keySet()))));
    return absent;
  }

  @Nullable ZoneId zone(String name) {
    var located = get(name);
    if (located == null) {
      return null;
    }
    if (located.node() instanceof Node.Text(var text, _, _) && ZONES.contains(text)) {
      return ZoneId.of(text);
    }
    mistake(
        name,
        "is %s, must be an IANA time zone such as Europe/Berlin"
            .formatted(located.node().described()));
    return null;
  }

  /// The items of a list; none when it is absent. Those after the last one allowed are left out.
  List<Located> items(String name, int most) {
    var located = get(name);
    if (located == null) {
      return List.of();
    }
    return items(located, most, mistakes);
  }

  static List<Located> items(Located located, int most, Mistakes mistakes) {
    if (!(located.node() instanceof Items(var items, _, _))) {
      mistakes.add(
          located.at(),
          located.node(),
          "is %s, must be a list".formatted(located.node().described()));
      return List.of();
    }
    if (items.size() > most) {
      mistakes.add(
          located.at(), located.node(), "has %,d items, at most %,d".formatted(items.size(), most));
    }
    var each = new ArrayList<Located>();
    for (int i = 0; i < Math.min(items.size(), most); i++) {
      each.add(new Located(items.get(i), At.item(located.at(), i)));
    }
    return each;
  }
}
