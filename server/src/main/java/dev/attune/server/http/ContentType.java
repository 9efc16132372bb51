package dev.attune.server.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/// A media type, with its header line encoded once.
public final class ContentType {
  public static final ContentType JSON = new ContentType("application/json; charset=utf-8");
  public static final ContentType PROBLEM_JSON = new ContentType("application/problem+json");
  public static final ContentType NDJSON = new ContentType("application/x-ndjson");
  public static final ContentType YAML = new ContentType("application/yaml; charset=utf-8");
  public static final ContentType CSV = new ContentType("text/csv; charset=utf-8");
  public static final ContentType TEXT = new ContentType("text/plain; charset=utf-8");
  public static final ContentType HTML = new ContentType("text/html; charset=utf-8");
  public static final ContentType CSS = new ContentType("text/css; charset=utf-8");
  public static final ContentType JAVASCRIPT = new ContentType("text/javascript; charset=utf-8");
  public static final ContentType SVG = new ContentType("image/svg+xml");

  final HttpField field;

  private ContentType(String value) {
    field = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, value);
  }

  /// Make it once and keep it: this encodes the header line.
  public static ContentType of(String value) {
    return new ContentType(Header.checkedValue(value));
  }

  @Override
  public String toString() {
    return field.getValue();
  }
}
