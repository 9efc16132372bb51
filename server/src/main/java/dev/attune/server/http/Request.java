package dev.attune.server.http;

import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request. Nothing is decoded before it is asked for. Valid until the handler returns or, for
/// a streamed answer, until that is written; for one thread at a time.
public interface Request {
  /// Upper case as sent; `HEAD` where a `GET` route answers one.
  String method();

  /// As sent: percent-encoded, without query.
  String path();

  /// What stands in the path for `{name}`, percent-decoded. Never empty, `.` or `..`, but otherwise
  /// any text, slashes too: never a file name.
  ///
  /// @throws Refused if it does not decode as UTF-8
  /// @throws IllegalArgumentException if the route's path has no such parameter
  String pathParameter(String name);

  /// The first value given for `name` in the query, decoded; null if there is none.
  ///
  /// @throws Refused if the query does not decode as UTF-8, or has more than 100 parameters
  default @Nullable String queryParameter(String name) {
    var values = queryParameters(name);
    return values.isEmpty() ? null : values.getFirst();
  }

  /// All values given for `name` in the query, decoded, in order; empty if there are none.
  ///
  /// @throws Refused if the query does not decode as UTF-8, or has more than 100 parameters
  List<String> queryParameters(String name);

  /// The first header of that name, in any case; null if there is none.
  @Nullable String header(String name);

  /// The whole body, empty if there is none. The caller may keep the array. Not for
  /// [streaming][Runs#STREAMING] routes.
  byte[] body();

  /// The body as it arrives; only for [streaming][Runs#STREAMING] routes. Reading throws [Refused]
  /// past the route's limit and when the caller is too slow.
  InputStream bodyStream();

  /// The other end of the connection: an IP address without brackets or port. Behind a proxy that
  /// is the proxy.
  String remoteAddress();
}
