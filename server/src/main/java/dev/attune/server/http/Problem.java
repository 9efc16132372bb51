package dev.attune.server.http;

/// Why a request is refused: data, from which the route group's [ErrorStyle] makes the answer. The
/// kinds this package knows are [Refusal]s; concepts bring their own.
public interface Problem {
  /// HTTP status, 400 to 599.
  int status();
}
