package dev.attune.server.http;

import java.io.IOException;

/// Answers one request. Called by many threads at once.
@FunctionalInterface
public interface Handler {
  /// @throws Refused when the answer is a refusal, worded by the route group's [ErrorStyle]
  /// @throws IOException when a streamed body breaks off; anything else thrown is answered 500 and
  ///   logged once
  Response handle(Request request) throws IOException;
}
