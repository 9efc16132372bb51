package dev.attune.server.document;

import dev.attune.server.document.Node.Fields;
import dev.attune.server.document.Node.Items;
import dev.attune.server.document.Token.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a text into a tree with locations. Bounded in size, depth and number of values; a name
/// twice in one object is a mistake.
final class TreeReader {
  static final int MAX_BYTES = 32 * 1024 * 1024;
  static final int MAX_DEPTH = 64;
  static final int MAX_NODES = 2_000_000;

  /// Scanning a few names is quicker than a set; of many it is not.
  private static final int MANY_NAMES = 16;

  private final Token.Source source;
  private final Mistakes mistakes;
  private final int maxNodes;
  private final int maxDepth;
  private int nodes;

  private TreeReader(Token.Source source, Mistakes mistakes, int maxNodes, int maxDepth) {
    this.source = source;
    this.mistakes = mistakes;
    this.maxNodes = maxNodes;
    this.maxDepth = maxDepth;
  }

  /// @throws InvalidDocument if the text is malformed or too large
  static Node read(byte[] bytes, Format format, Mistakes mistakes) {
    if (bytes.length > MAX_BYTES) {
      throw refused("the document is %,d bytes, at most %,d".formatted(bytes.length, MAX_BYTES));
    }
    var text = decoded(bytes);
    var source =
        switch (format) {
          case JSON -> new JsonSource(text);
          case YAML -> new YamlSource(text);
        };
    return new TreeReader(source, mistakes, MAX_NODES, MAX_DEPTH).document();
  }

  /// Reads JSON of our own, which is bounded by what it was made from.
  static Node readStored(String json, Mistakes mistakes) {
    return new TreeReader(new JsonSource(json), mistakes, Integer.MAX_VALUE, 2 * MAX_DEPTH)
        .document();
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

  private static InvalidDocument refused(Token at, String message) {
    return new InvalidDocument(List.of(new Mistake("", at.line(), at.column(), message)));
  }

  /// Escapes can write half of a surrogate pair, which is no character and has no UTF-8.
  private static String text(Token token) {
    if (token.text().codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw refused(token, "the text has half of a surrogate pair, which is no character");
    }
    return token.text();
  }

  private Node document() {
    var first = source.next();
    if (first.kind() == Kind.END) {
      throw refused("the document is empty");
    }
    var root = value(first, first, null, 1);
    var next = source.next();
    if (next.kind() != Kind.END) {
      throw refused(next, "there is more than one document in the text, exactly 1");
    }
    return root;
  }

  /// @param where itself, or the name it is the value of
  private Node value(Token token, Token where, @Nullable At at, int depth) {
    if (++nodes > maxNodes) {
      throw refused(token, "the document has more than %,d values".formatted(maxNodes));
    }
    if (depth > maxDepth) {
      throw refused(token, "the document is nested more than %d deep".formatted(maxDepth));
    }
    int line = where.line();
    int column = where.column();
    return switch (token.kind()) {
      case OBJECT -> fields(where, at, depth);
      case LIST -> items(where, at, depth);
      case TEXT -> new Node.Text(text(token), line, column);
      case NUMBER -> new Node.Numeral(token.text(), line, column);
      case TRUE -> new Node.Flag(true, line, column);
      case FALSE -> new Node.Flag(false, line, column);
      case NULL -> new Node.Null(line, column);
      case END_OBJECT, END_LIST, END ->
          throw new IllegalStateException("the source closes what it has not opened");
    };
  }

  private Items items(Token where, @Nullable At at, int depth) {
    var items = new ArrayList<Node>();
    for (var token = source.next(); token.kind() != Kind.END_LIST; token = source.next()) {
      items.add(value(token, token, At.item(at, items.size()), depth + 1));
    }
    return new Items(List.copyOf(items), where.line(), where.column());
  }

  private Fields fields(Token where, @Nullable At at, int depth) {
    var names = new ArrayList<String>();
    var values = new ArrayList<Node>();
    var many = new HashSet<String>();
    for (var name = source.next(); name.kind() != Kind.END_OBJECT; name = source.next()) {
      if (name.kind() == Kind.OBJECT || name.kind() == Kind.LIST) {
        throw refused(name, "a name is an object or a list, must be text");
      }
      var field = At.field(at, text(name));
      var value = value(source.next(), name, field, depth + 1);
      boolean few = names.size() < MANY_NAMES;
      if (!few && many.isEmpty()) {
        many.addAll(names);
      }
      if (few ? names.contains(name.text()) : !many.add(name.text())) {
        mistakes.add(field, value, "is there twice");
      } else {
        names.add(name.text());
        values.add(value);
      }
    }
    return new Fields(List.copyOf(names), List.copyOf(values), where.line(), where.column());
  }
}
