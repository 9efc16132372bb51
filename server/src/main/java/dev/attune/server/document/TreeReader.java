package dev.attune.server.document;

import dev.attune.server.document.Node.Fields;
import dev.attune.server.document.Node.Items;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads a text into a tree with locations.
///
/// Bounded in size, depth and number of nodes. Of YAML, what makes a text mean more than it says is
/// refused: anchors, aliases, tags, several documents, a name twice. A plain scalar is a number
/// only if JSON would call it one, so `007`, `0x1F` and `1_000` are text.
final class TreeReader {
  static final int MAX_BYTES = 32 * 1024 * 1024;
  static final int MAX_DEPTH = 64;
  static final int MAX_NODES = 2_000_000;

  private static final int MANY_NAMES = 16;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxDocumentLength(MAX_BYTES)
          .maxStringLength(1_000_000)
          .maxNameLength(10_000)
          .maxNumberLength(1_000)
          .build();
  private static final TokenStreamFactory JSON =
      JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
  private static final TokenStreamFactory YAML =
      YAMLFactory.builder()
          .streamReadConstraints(CONSTRAINTS)
          .loadSettings(
              LoadSettings.builder()
                  .setCodePointLimit(MAX_BYTES)
                  .setAllowDuplicateKeys(true) // found here, with a path
                  .build())
          .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonParser parser;
  private final Mistakes mistakes;
  private int nodes;

  private TreeReader(JsonParser parser, Mistakes mistakes) {
    this.parser = parser;
    this.mistakes = mistakes;
  }

  /// @throws InvalidDocument if the text is malformed or too large
  static Node read(byte[] bytes, Format format, Mistakes mistakes) {
    if (bytes.length > MAX_BYTES) {
      throw refused("the document is %,d bytes, at most %,d".formatted(bytes.length, MAX_BYTES));
    }
    return read(decoded(bytes), format, mistakes);
  }

  /// @throws InvalidDocument if the text is malformed or too large
  static Node read(String text, Format format, Mistakes mistakes) {
    var factory =
        switch (format) {
          case JSON -> JSON;
          case YAML -> YAML;
        };
    try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
      return new TreeReader(parser, mistakes).document();
    } catch (JacksonException malformed) {
      throw new InvalidDocument(List.of(mistakeOf(malformed, format)));
    }
  }

  private static String decoded(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      throw refused("the document is not UTF-8");
    }
  }

  private static InvalidDocument refused(String message) {
    return new InvalidDocument(List.of(new Mistake("", 0, 0, message)));
  }

  private static Mistake mistakeOf(JacksonException malformed, Format format) {
    var message = malformed.getOriginalMessage().lines().findFirst().orElse("");
    var at = malformed.getLocation();
    return new Mistake(
        "",
        at == null ? 0 : Math.max(0, at.getLineNr()),
        at == null ? 0 : Math.max(0, at.getColumnNr()),
        "the document is not %s: %s".formatted(format, message));
  }

  private Node document() {
    var first = parser.nextToken();
    if (first == null) {
      throw refused("the document is empty");
    }
    var root = value(parser.currentTokenLocation(), null);
    if (parser.nextToken() != null) {
      throw refusedHere("there is more than one document in the text, exactly 1");
    }
    return root;
  }

  private InvalidDocument refusedHere(String message) {
    var at = parser.currentTokenLocation();
    return new InvalidDocument(List.of(new Mistake("", at.getLineNr(), at.getColumnNr(), message)));
  }

  /// @param where its own location, or that of the name it is the value of
  private Node value(TokenStreamLocation where, @Nullable At at) {
    if (++nodes > MAX_NODES) {
      throw refusedHere("the document has more than %,d values".formatted(MAX_NODES));
    }
    refuseExtras();
    int line = where.getLineNr();
    int column = where.getColumnNr();
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(line, column, at);
      case START_ARRAY -> items(line, column, at);
      case VALUE_TRUE -> new Node.Flag(true, line, column);
      case VALUE_FALSE -> new Node.Flag(false, line, column);
      case VALUE_NULL -> new Node.Null(line, column);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        var text = parser.getString();
        yield NUMBER.matcher(text).matches()
            ? new Node.Numeral(text, line, column)
            : new Node.Text(text, line, column);
      }
      default -> new Node.Text(parser.getString(), line, column);
    };
  }

  private void refuseExtras() {
    if (!(parser instanceof YAMLParser yaml)) {
      return;
    }
    if (yaml.isCurrentAlias()) {
      throw refusedHere("YAML aliases are not taken: write the value out");
    }
    if (yaml.getObjectId() != null) {
      throw refusedHere("YAML anchors are not taken: write the value out where it is needed");
    }
    if (yaml.getTypeId() != null) {
      throw refusedHere("YAML tags are not taken: leave out !" + yaml.getTypeId());
    }
  }

  private Items items(int line, int column, @Nullable At parent) {
    var items = new ArrayList<Node>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser.currentTokenLocation(), At.item(parent, items.size())));
    }
    return new Items(List.copyOf(items), line, column);
  }

  private Fields fields(int line, int column, @Nullable At parent) {
    var names = new ArrayList<String>();
    var values = new ArrayList<Node>();
    Set<String> many = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      refuseExtras();
      var name = parser.currentName();
      var where = parser.currentTokenLocation();
      var at = At.field(parent, name);
      parser.nextToken();
      var value = value(where, at);
      boolean seen = names.size() < MANY_NAMES ? names.contains(name) : many.contains(name);
      if (seen) {
        mistakes.add(at, value, "is there twice");
      } else {
        names.add(name);
        values.add(value);
      }
      many = remembered(many, names);
    }
    return new Fields(List.copyOf(names), List.copyOf(values), line, column);
  }

  /// Scanning a few names is quicker than a set; of many it is not.
  private static Set<String> remembered(Set<String> many, List<String> names) {
    if (names.size() == MANY_NAMES) {
      many.addAll(names);
    } else if (names.size() > MANY_NAMES) {
      many.add(names.getLast());
    }
    return many;
  }
}
