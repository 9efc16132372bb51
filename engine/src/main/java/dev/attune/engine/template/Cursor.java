package dev.attune.engine.template;

import dev.attune.engine.template.Token.Kind;
import java.util.List;

/// Walks over a template's tokens; knows where an error is.
final class Cursor {
  private final Source source;
  private final List<Token> tokens;
  private int next;

  Cursor(Source source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(next);
  }

  /// The one after the next; at the end, the end.
  Token peekSecond() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token take() {
    var token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  boolean takeSymbol(String symbol) {
    boolean found = peek().isSymbol(symbol);
    if (found) {
      take();
    }
    return found;
  }

  boolean takeName(String name) {
    boolean found = peek().isName(name);
    if (found) {
      take();
    }
    return found;
  }

  void expectSymbol(String symbol) throws TemplateException {
    if (!takeSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  void expectName(String name) throws TemplateException {
    if (!takeName(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  Token expect(Kind kind, String what) throws TemplateException {
    if (peek().kind() != kind) {
      throw unexpected(what);
    }
    return take();
  }

  TemplateException unexpected(String expected) {
    return wrong(peek(), "expected " + expected + ", found " + peek().shown());
  }

  TemplateException wrong(Token token, String what) {
    return source.wrong(token.at(), what);
  }

  String place(Token token) {
    return source.place(token.at());
  }
}
