package dev.attune.server.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/// A response header. One that many answers carry is made [once][#fixed(String, String)] and
/// reused.
public final class Header {
  final HttpField field;

  private Header(HttpField field) {
    this.field = field;
  }

  /// For one answer.
  public static Header of(String name, String value) {
    return new Header(
        new HttpField(HttpHeader.CACHE.get(name), checkedName(name), checkedValue(value)));
  }

  /// For many answers: its line is encoded here, and copied as bytes into each.
  public static Header fixed(String name, String value) {
    return new Header(
        new PreEncodedHttpField(
            HttpHeader.CACHE.get(name), checkedName(name), checkedValue(value)));
  }

  public String name() {
    return field.getName();
  }

  public String value() {
    return field.getValue();
  }

  private static String checkedName(String name) {
    if (name.isEmpty() || !name.chars().allMatch(Header::isNameCharacter)) {
      throw new IllegalArgumentException("not a header name: " + name);
    }
    return name;
  }

  /// Visible ASCII and spaces only: a line break would let a value add headers of its own.
  static String checkedValue(String value) {
    if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("a header value is printable ASCII");
    }
    return value;
  }

  private static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  @Override
  public String toString() {
    return name() + ": " + value();
  }
}
