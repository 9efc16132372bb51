package dev.attune.benchmarks.load;

import java.util.ArrayList;
import java.util.List;

/// nginx that answers every request to any path with the same bytes: the reference that says what
/// this machine can do with HTTP at all.
///
/// One worker: the load takes the other core, as it does from the server.
final class NginxConfig {
  /// nginx reads no word of more than 4,096 bytes; one char may be three of them.
  private static final int PIECE_CHARS = 1_000;

  private NginxConfig() {}

  /// @param port on the loopback address
  /// @param body what our server answers; JSON as it stands on the wire
  static String answering(int port, String body) {
    var pieces = pieces(body);
    var variables = new StringBuilder();
    var names = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      variables.append("geo $piece%d { default %s; }\n".formatted(i, quoted(pieces.get(i))));
      names.append("${piece").append(i).append('}');
    }
    return """
    worker_processes 1;
    daemon off;
    pid nginx.pid;
    error_log stderr error;
    events { worker_connections 1024; }
    http {
      access_log off;
      server_tokens off;
      keepalive_requests 1000000000;
      client_max_body_size 8m;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      %s
      server {
        listen 127.0.0.1:%d backlog=1024;
        location / {
          default_type "application/json; charset=utf-8";
          return 200 "%s";
        }
      }
    }
    """
        .formatted(variables, port, names);
  }

  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    for (int start = 0; start < text.length(); ) {
      int end = Math.min(text.length(), start + PIECE_CHARS);
      if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
        end--;
      }
      pieces.add(text.substring(start, end));
      start = end;
    }
    return pieces;
  }

  /// As the value of a variable, where a `$` is nothing special: elsewhere it begins a variable
  /// also within quotes, and cannot be escaped.
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
