package dev.attune.server.document;

/// A piece of a document, as JSON and YAML both have it. Names of fields are tokens too.
///
/// @param text what a scalar says, as it was written; empty for the others
/// @param line counted from 1
/// @param column counted from 1
record Token(Kind kind, String text, int line, int column) {

  enum Kind {
    OBJECT,
    END_OBJECT,
    LIST,
    END_LIST,
    TEXT,
    /// In JSON's grammar.
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    END
  }

  /// Reads a text piece by piece; [Kind#END] ends it, after exactly one document.
  interface Source {

    /// @throws InvalidDocument if the text is malformed here
    Token next();
  }
}
