package dev.attune.server.http;

/// One method on one path.
///
/// @param method upper case, as on the wire. A `GET` route answers `HEAD` too
/// @param path absolute. A segment `{name}` stands for any one non-empty segment; the others match
///   exactly as sent, undecoded. A fixed path wins over a pattern
/// @param maxBodyBytes a longer body is answered 413; at most [Integer#MAX_VALUE] unless streaming
public record Route(String method, String path, Runs runs, long maxBodyBytes, Handler handler) {
  /// What a request that needs no body may nevertheless carry; read and ignored.
  private static final int UNWANTED_BODY_BYTES = 8 * 1024;

  public Route {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path must start with '/': " + path);
    }
    if (maxBodyBytes < 0 || (runs != Runs.STREAMING && maxBodyBytes > Integer.MAX_VALUE - 8)) {
      throw new IllegalArgumentException("maxBodyBytes out of range: " + maxBodyBytes);
    }
  }

  public static Route get(String path, Runs runs, Handler handler) {
    return new Route("GET", path, runs, UNWANTED_BODY_BYTES, handler);
  }

  public static Route delete(String path, Runs runs, Handler handler) {
    return new Route("DELETE", path, runs, UNWANTED_BODY_BYTES, handler);
  }

  public static Route post(String path, Runs runs, long maxBodyBytes, Handler handler) {
    return new Route("POST", path, runs, maxBodyBytes, handler);
  }

  public static Route put(String path, Runs runs, long maxBodyBytes, Handler handler) {
    return new Route("PUT", path, runs, maxBodyBytes, handler);
  }
}
