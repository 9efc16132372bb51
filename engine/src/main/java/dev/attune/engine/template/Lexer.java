package dev.attune.engine.template;

import dev.attune.engine.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts a template's source into tokens: text, and what is between `{{ }}` and `{% %}`.
///
/// Comments, `{% raw %}` and the whitespace control by `-` are dealt with here; the parser sees
/// none of them. Unlike Jinja's default, a newline at the very end is kept.
final class Lexer {
  /// Longest first, so that `//` is not read as two `/`.
  private static final List<String> SYMBOLS =
      List.of(
          "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")",
          "[", "]", "{", "}", ",", ":", ".", "|");

  private final Source source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  /// Whether the last tag ended in `-`, so that the white space after it is dropped.
  private boolean trimNext;

  private Lexer(Source source) {
    this.source = source;
    this.text = source.text();
  }

  static List<Token> tokens(Source source) throws TemplateException {
    var lexer = new Lexer(source);
    lexer.read();
    return lexer.tokens;
  }

  private void read() throws TemplateException {
    while (at < text.length()) {
      int open = nextOpening(at);
      boolean trimmed = open < text.length() && minusAt(open + 2);
      addText(at, open, trimmed);
      at = open;
      if (open < text.length()) {
        readOpened(text.charAt(open + 1));
      }
    }
    tokens.add(new Token(Kind.END, "", text.length()));
  }

  private int nextOpening(int from) {
    for (int i = text.indexOf('{', from);
        i >= 0 && i + 1 < text.length();
        i = text.indexOf('{', i + 1)) {
      char next = text.charAt(i + 1);
      if (next == '{' || next == '%' || next == '#') {
        return i;
      }
    }
    return text.length();
  }

  private boolean minusAt(int index) {
    return index < text.length() && text.charAt(index) == '-';
  }

  private void addText(int from, int to, boolean trimEnd) {
    int start = from;
    int end = to;
    if (trimNext) {
      while (start < end && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
    }
    if (trimEnd) {
      while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
    }
    trimNext = false;
    if (start < end) {
      tokens.add(new Token(Kind.TEXT, text.substring(start, end), start));
    }
  }

  private void readOpened(char second) throws TemplateException {
    int start = at;
    at += minusAt(at + 2) ? 3 : 2;
    if (second == '#') {
      skipComment(start);
    } else if (second == '%' && rawOpens()) {
      readRaw(start);
    } else if (second == '%') {
      tokens.add(new Token(Kind.TAG_OPEN, "{%", start));
      readUntil("%}", Kind.TAG_CLOSE, start);
    } else {
      tokens.add(new Token(Kind.OUTPUT_OPEN, "{{", start));
      readUntil("}}", Kind.OUTPUT_CLOSE, start);
    }
  }

  private void skipComment(int start) throws TemplateException {
    int close = text.indexOf("#}", at);
    if (close < 0) {
      throw source.wrong(start, "this comment has no #}");
    }
    trimNext = close > at && text.charAt(close - 1) == '-';
    at = close + 2;
  }

  private boolean rawOpens() {
    int name = skipSpaces(at);
    return text.startsWith("raw", name) && closeAfter(name + 3) >= 0;
  }

  /// Where the tag that closes after optional space at `from` ends, or -1 when it does not.
  private int closeAfter(int from) {
    int close = skipSpaces(from);
    if (minusAt(close)) {
      close++;
    }
    return text.startsWith("%}", close) ? close + 2 : -1;
  }

  private int skipSpaces(int from) {
    int index = from;
    while (index < text.length() && Character.isWhitespace(text.charAt(index))) {
      index++;
    }
    return index;
  }

  private void readRaw(int start) throws TemplateException {
    int from = closeAfter(skipSpaces(at) + 3);
    trimNext = text.charAt(from - 3) == '-';
    for (int open = text.indexOf("{%", from); open >= 0; open = text.indexOf("{%", open + 2)) {
      boolean trimmed = minusAt(open + 2);
      int name = skipSpaces(open + (trimmed ? 3 : 2));
      int close = text.startsWith("endraw", name) ? closeAfter(name + 6) : -1;
      if (close >= 0) {
        addText(from, open, trimmed);
        trimNext = text.charAt(close - 3) == '-';
        at = close;
        return;
      }
    }
    throw source.wrong(start, "{% raw %} has no {% endraw %}");
  }

  private void readUntil(String close, Kind closeKind, int start) throws TemplateException {
    int braces = 0;
    while (true) {
      at = skipSpaces(at);
      if (at >= text.length()) {
        throw source.wrong(start, "this has no " + close);
      }
      if (braces == 0) {
        int end = minusAt(at) ? at + 1 : at;
        if (text.startsWith(close, end)) {
          tokens.add(new Token(closeKind, close, at));
          trimNext = end > at;
          at = end + 2;
          return;
        }
      }
      var token = readToken();
      if (token.isSymbol("{")) {
        braces++;
      } else if (token.isSymbol("}") && braces > 0) {
        braces--;
      }
      tokens.add(token);
    }
  }

  private Token readToken() throws TemplateException {
    char first = text.charAt(at);
    if (first == '\'' || first == '"') {
      return readString(first);
    }
    if (isDigit(first)) {
      return readNumber();
    }
    if (isNameStart(first)) {
      int start = at;
      while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
        at++;
      }
      return new Token(Kind.NAME, text.substring(start, at), start);
    }
    for (var symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        return new Token(Kind.SYMBOL, symbol, at - symbol.length());
      }
    }
    throw source.wrong(
        at, "'" + Character.toString(text.codePointAt(at)) + "' has no meaning here");
  }

  private Token readNumber() throws TemplateException {
    int start = at;
    skipDigits();
    boolean real = false;
    if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
      real = true;
      at++;
      skipDigits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int digits = at + 1;
      if (digits < text.length() && (text.charAt(digits) == '-' || text.charAt(digits) == '+')) {
        digits++;
      }
      if (digits < text.length() && isDigit(text.charAt(digits))) {
        real = true;
        at = digits;
        skipDigits();
      }
    }
    if (at < text.length() && isNameStart(text.charAt(at))) {
      throw source.wrong(start, "a name cannot start with a digit");
    }
    return new Token(real ? Kind.REAL : Kind.WHOLE, text.substring(start, at), start);
  }

  private void skipDigits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private Token readString(char quote) throws TemplateException {
    int start = at++;
    var read = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return new Token(Kind.STRING, read.toString(), start);
      }
      if (c == '\\' && at < text.length()) {
        readEscape(read);
      } else {
        read.append(c);
      }
    }
    throw source.wrong(start, "this string has no closing " + quote);
  }

  /// An escape that means nothing stands as it is written, backslash and all, as in Python.
  private void readEscape(StringBuilder read) {
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> read.append('\n');
      case 't' -> read.append('\t');
      case 'r' -> read.append('\r');
      case '\\', '\'', '"' -> read.append(c);
      case 'u' -> readHex(read, c, 4);
      case 'x' -> readHex(read, c, 2);
      default -> read.append('\\').append(c);
    }
  }

  private void readHex(StringBuilder read, char letter, int digits) {
    int code = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at + i < text.length() ? Character.digit(text.charAt(at + i), 16) : -1;
      if (digit < 0) {
        read.append('\\').append(letter);
        return;
      }
      code = code * 16 + digit;
    }
    at += digits;
    read.append((char) code);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
