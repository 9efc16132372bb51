package dev.attune.engine.template;

import dev.attune.engine.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes a template's tree: text, `{{ }}` and the tags.
final class Parser {
  static final int MAX_BLOCKS = 16;

  private static final String TAGS = "if, elif, else, for, set, raw, MOE_NOT_SEND";
  private static final Set<String> RESERVED =
      Set.of(
          "UserAttribute",
          "MOE_NOT_SEND",
          "loop",
          "true",
          "false",
          "none",
          "null",
          "True",
          "False",
          "None",
          "and",
          "or",
          "not",
          "in",
          "is",
          "if",
          "else");

  private final Cursor cursor;
  private final Scope.Slots slots;
  private Scope scope;
  private int blocks;

  private Parser(Cursor cursor, Scope.Slots slots) {
    this.cursor = cursor;
    this.slots = slots;
    this.scope = Scope.outermost(slots);
  }

  /// A template's body, and how many slots its variables need.
  record Parsed(List<Node> body, int slots) {}

  static Parsed parse(Source source) throws TemplateException {
    var parser = new Parser(new Cursor(source, Lexer.tokens(source)), new Scope.Slots());
    var body = parser.body();
    if (parser.cursor.peek().kind() != Kind.END) {
      throw parser.unknownTag();
    }
    return new Parsed(body, parser.slots.count);
  }

  /// Up to a tag that does not begin anything, such as `endif`, or the end.
  private List<Node> body() throws TemplateException {
    var nodes = new ArrayList<Node>();
    while (true) {
      var token = cursor.peek();
      if (token.kind() == Kind.TEXT) {
        nodes.add(new Node.Text(cursor.take().text()));
      } else if (token.kind() == Kind.OUTPUT_OPEN) {
        nodes.add(output());
      } else if (token.kind() == Kind.TAG_OPEN && beginsNode(cursor.peekSecond())) {
        nodes.add(tag());
      } else {
        return List.copyOf(nodes);
      }
    }
  }

  private static boolean beginsNode(Token name) {
    return name.isName("if")
        || name.isName("for")
        || name.isName("set")
        || name.isName("MOE_NOT_SEND");
  }

  private Node output() throws TemplateException {
    var open = cursor.take();
    var expression = expression();
    cursor.expect(Kind.OUTPUT_CLOSE, "}}");
    return new Node.Output(expression, cursor.place(open));
  }

  private Node tag() throws TemplateException {
    var open = cursor.take();
    var name = cursor.peek();
    if (name.isName("MOE_NOT_SEND")) {
      var expression = expression();
      closeTag();
      return new Node.Output(expression, cursor.place(open));
    }
    cursor.take();
    if (name.isName("set")) {
      return assign();
    }
    if (++blocks > MAX_BLOCKS) {
      throw cursor.wrong(open, "blocks may be nested " + MAX_BLOCKS + " deep at most");
    }
    var node = name.isName("if") ? ifTag(open) : forTag(open);
    blocks--;
    return node;
  }

  private Node assign() throws TemplateException {
    var name = variable();
    if (!cursor.takeSymbol("=")) {
      throw cursor.unexpected(
          "'=' ({% set name = value %}; blocks and several names are not supported)");
    }
    var value = expression();
    closeTag();
    return new Node.Assign(scope.assign(name.text()), value);
  }

  private Node ifTag(Token open) throws TemplateException {
    var branches = new ArrayList<Node.Branch>();
    var condition = expression();
    closeTag();
    branches.add(new Node.Branch(condition, body()));
    while (takeTag("elif")) {
      var next = expression();
      closeTag();
      branches.add(new Node.Branch(next, body()));
    }
    var otherwise = otherwise();
    end("endif", open);
    return new Node.If(List.copyOf(branches), otherwise);
  }

  private Node forTag(Token open) throws TemplateException {
    var names = new ArrayList<Token>();
    do {
      names.add(variable());
    } while (cursor.takeSymbol(","));
    cursor.expectName("in");
    // What is looped over belongs to the outside, also when a variable has the same name.
    var items = new ExpressionParser(cursor, scope).parseLooped();
    closeTag();

    var outside = scope;
    var inside = outside.loop();
    scope = inside;
    var targets = names.stream().map(name -> inside.declare(name.text())).toList();
    var body = body();
    scope = outside;
    var otherwise = otherwise();
    end("endfor", open);
    return new Node.For(inside.loop, targets, inside.copies(), items, body, otherwise);
  }

  private List<Node> otherwise() throws TemplateException {
    if (!takeTag("else")) {
      return List.of();
    }
    closeTag();
    return body();
  }

  private void end(String name, Token open) throws TemplateException {
    if (takeTag(name)) {
      closeTag();
    } else if (cursor.peek().kind() == Kind.END) {
      throw cursor.wrong(open, "this has no {% " + name + " %}");
    } else {
      throw unknownTag();
    }
  }

  private boolean takeTag(String name) {
    boolean found = cursor.peek().kind() == Kind.TAG_OPEN && cursor.peekSecond().isName(name);
    if (found) {
      cursor.take();
      cursor.take();
    }
    return found;
  }

  private TemplateException unknownTag() {
    var name = cursor.peekSecond();
    boolean misplaced =
        Set.of("elif", "else", "endif", "endfor").contains(name.text()) && name.kind() == Kind.NAME;
    return cursor.wrong(
        name,
        misplaced
            ? "'" + name.text() + "' does not belong to anything here"
            : "the tag " + name.shown() + " is not supported, only " + TAGS);
  }

  private Token variable() throws TemplateException {
    var name = cursor.expect(Kind.NAME, "a name");
    if (RESERVED.contains(name.text())) {
      throw cursor.wrong(name, "'" + name.text() + "' cannot be the name of a variable");
    }
    return name;
  }

  private Expression expression() throws TemplateException {
    return new ExpressionParser(cursor, scope).parse();
  }

  private void closeTag() throws TemplateException {
    cursor.expect(Kind.TAG_CLOSE, "%}");
  }
}
