package dev.attune.server.document;

import dev.attune.server.document.Mapping.Located;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a text may be: its length in characters, and its form.
record Texts(int least, int most, @Nullable Pattern form, String formInWords) {
  static final Texts WORKSPACE_ID = formed(1, 100, "[A-Za-z0-9_.-]+", "A-Z a-z 0-9 _ . -");
  static final Texts EXPERIENCE_KEY = formed(5, 50, "[A-Za-z0-9_-]+", "A-Z a-z 0-9 _ -");
  static final Texts EXPERIENCE_NAME = free(5, 256);
  static final Texts EXPERIENCE_ID = formed(24, 24, "[0-9a-fA-F]+", "hexadecimal digits");
  static final Texts AUDIENCE_ID = formed(1, 8, "[0-9A-F]+", "upper-case hexadecimal digits");
  static final Texts VARIATION_ID = formed(1, 6, "[1-9][0-9]*", "digits, counted from 1");
  static final Texts SEGMENT_ID = formed(1, 100, "[A-Za-z0-9_.:-]+", "A-Z a-z 0-9 _ . : -");
  static final Texts SECRET = formed(16, 200, "[!-~]+", "printable ASCII without spaces");
  static final Texts ENVIRONMENT =
      formed(1, 100, "[A-Za-z_][A-Za-z0-9_]*", "A-Z a-z 0-9 _, not a digit first");
  static final Texts NAME = free(1, 256);
  static final Texts ATTRIBUTE = free(1, 256);
  static final Texts LOCALE =
      formed(2, 35, "[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*", "a language tag such as hi or pt-BR");
  static final Texts ANY = free(0, 1_000);

  private static Texts free(int least, int most) {
    return new Texts(least, most, null, "");
  }

  private static Texts formed(int least, int most, String form, String inWords) {
    return new Texts(least, most, Pattern.compile(form), inWords);
  }

  /// A number is taken as the text it was written as: `42` may be meant as an id.
  String read(Located located, Mistakes mistakes) {
    var text =
        switch (located.node()) {
          case Node.Text(var written, _, _) -> written;
          case Node.Numeral(var written, _, _) -> written;
          case Node.Flag _, Node.Null _, Node.Items _, Node.Fields _ -> null;
        };
    if (text == null) {
      var hint = located.node() instanceof Node.Flag ? ": put it in quotes" : "";
      mistakes.add(
          located.at(),
          located.node(),
          "is %s, must be text%s".formatted(located.node().described(), hint));
      return mistakes.standIn();
    }
    var wrong = wrongWith(text);
    if (wrong != null) {
      mistakes.add(located.at(), located.node(), wrong);
      return mistakes.standIn();
    }
    return text;
  }

  /// Null when nothing is.
  @Nullable String wrongWith(String text) {
    int length = text.codePointCount(0, text.length());
    if (length < least || length > most) {
      return least == most
          ? "'%s' is %,d characters, must be %d".formatted(Node.shortened(text), length, least)
          : "'%s' is %,d characters, %d to %,d"
              .formatted(Node.shortened(text), length, least, most);
    }
    if (form != null && !form.matcher(text).matches()) {
      return "'%s' has a character it may not have; allowed: %s".formatted(text, formInWords);
    }
    boolean control = text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    if (control) {
      return "'%s' has a control character".formatted(text.replaceAll("\\p{Cntrl}", "�"));
    }
    boolean blank = least > 0 && text.isBlank();
    return blank ? "is blank" : null;
  }
}
