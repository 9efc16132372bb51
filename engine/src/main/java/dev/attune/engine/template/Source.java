package dev.attune.engine.template;

/// A template's text, and where in it something is.
record Source(String text) {

  TemplateException wrong(int at, String what) {
    return new TemplateException(place(at) + ": " + what);
  }

  /// For example `line 2, column 14`; both count from 1, columns in chars.
  String place(int at) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < at; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return "line " + line + ", column " + (at - lineStart + 1);
  }
}
