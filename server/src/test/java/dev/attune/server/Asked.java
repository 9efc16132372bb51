package dev.attune.server;

import dev.attune.server.http.Request;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request as a handler sees it, without a socket.
public final class Asked implements Request {
  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, String> pathParameters = new HashMap<>();
  private final Map<String, List<String>> query = new HashMap<>();
  private final byte[] body;

  private Asked(byte[] body) {
    this.body = body;
  }

  public static Asked get() {
    return new Asked(new byte[0]);
  }

  public static Asked post(String json) {
    return new Asked(json.getBytes(StandardCharsets.UTF_8));
  }

  public Asked with(String header, String value) {
    headers.put(header.toLowerCase(Locale.ROOT), value);
    return this;
  }

  /// With Basic credentials.
  public Asked as(String user, String secret) {
    var pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  public Asked at(String pathParameter, String value) {
    pathParameters.put(pathParameter, value);
    return this;
  }

  public Asked query(String name, String... values) {
    query.put(name, List.of(values));
    return this;
  }

  @Override
  public String method() {
    return body.length == 0 ? "GET" : "POST";
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public String pathParameter(String name) {
    var value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  @Override
  public List<String> queryParameters(String name) {
    return query.getOrDefault(name, List.of());
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public InputStream bodyStream() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public String remoteAddress() {
    return "127.0.0.1";
  }
}
