package dev.attune.engine.template;

/// A piece of a template's source.
///
/// @param text of a TEXT or STRING what it stands for (escapes resolved); of the others as written
/// @param at offset in the source, in chars
record Token(Kind kind, String text, int at) {

  enum Kind {
    TEXT,
    OUTPUT_OPEN,
    OUTPUT_CLOSE,
    TAG_OPEN,
    TAG_CLOSE,
    NAME,
    STRING,
    WHOLE,
    REAL,
    SYMBOL,
    END
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  /// As it is named in messages.
  String shown() {
    return switch (kind) {
      case END -> "the end of the template";
      case TEXT -> "text";
      case STRING -> "the string '" + text + "'";
      case OUTPUT_OPEN, OUTPUT_CLOSE, TAG_OPEN, TAG_CLOSE, NAME, WHOLE, REAL, SYMBOL ->
          "'" + text + "'";
    };
  }
}
