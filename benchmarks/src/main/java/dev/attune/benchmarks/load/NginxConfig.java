package dev.attune.benchmarks.load;

/// nginx that answers every request to any path with the same bytes: the reference that says what
/// this machine can do with HTTP at all.
///
/// One worker: the load takes the other core, as it does from the server.
final class NginxConfig {
  private NginxConfig() {}

  /// @param port on the loopback address
  /// @param body what our server answers; JSON as it stands on the wire
  static String answering(int port, String body) {
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
      geo $dollar { default "$"; }
      server {
        listen 127.0.0.1:%d backlog=1024;
        location / {
          default_type "application/json; charset=utf-8";
          return 200 %s;
        }
      }
    }
    """
        .formatted(port, quoted(body));
  }

  /// A `$` begins a variable also within quotes and cannot be escaped, but be the value of one.
  private static String quoted(String text) {
    var escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("$", "${dollar}");
    return "'" + escaped + "'";
  }
}
