package dev.attune.server.document;

import java.io.Reader;

/// Reads a text without ever ending a read between the two halves of a character beyond the basic
/// plane. snakeyaml-engine 3.0.1 reads past its buffer when one does.
final class WholeCharacters extends Reader {
  private final String text;
  private int at;

  WholeCharacters(String text) {
    this.text = text;
  }

  @Override
  public int read(char[] buffer, int offset, int length) {
    int count = Math.min(length, text.length() - at);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    boolean halved = Character.isHighSurrogate(text.charAt(at + count - 1));
    if (halved && count > 1) {
      count--;
    }
    text.getChars(at, at + count, buffer, offset);
    at += count;
    return count;
  }

  @Override
  public void close() {}
}
