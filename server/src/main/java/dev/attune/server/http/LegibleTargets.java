package dev.attune.server.http;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Connections that let a target through to the [Dispatcher] in which a percent sign is followed by
/// no two hexadecimal digits. Jetty would refuse it by itself and forget what it was, so that
/// nobody could tell in the words of which API.
final class LegibleTargets extends HttpConnectionFactory {
  /// Refused by the dispatcher too, as it is no UTF-8.
  private static final String UNDECODABLE = "%FF";

  LegibleTargets(HttpConfiguration configuration) {
    super(configuration);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    var connection =
        new HttpConnection(getHttpConfiguration(), connector, endPoint) {
          @Override
          protected HttpStreamOverHTTP1 newHttpStream(
              String method, String target, HttpVersion version) {
            return super.newHttpStream(method, legible(target), version);
          }
        };
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  /// The target up to the percent sign that stands for nothing, if there is one in its path.
  static String legible(String target) {
    for (int at = target.indexOf('%'); at >= 0; at = target.indexOf('%', at + 1)) {
      int query = target.indexOf('?');
      if (query >= 0 && query < at) {
        return target;
      }
      if (at + 2 >= target.length()
          || Character.digit(target.charAt(at + 1), 16) < 0
          || Character.digit(target.charAt(at + 2), 16) < 0) {
        return target.substring(0, at) + UNDECODABLE;
      }
    }
    return target;
  }
}
