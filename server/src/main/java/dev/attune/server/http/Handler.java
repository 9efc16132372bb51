package dev.attune.server.http;

import java.io.IOException;
import java.util.function.Consumer;

/// Answers one request. Called by many threads at once.
@FunctionalInterface
public interface Handler {
  /// @throws Refused when the answer is a refusal, worded by the route group's [ErrorStyle]
  /// @throws IOException when a streamed body breaks off; anything else thrown is answered 500 and
  ///   logged once
  Response handle(Request request) throws IOException;

  /// Whether this caller may send a body, by the request's head alone. Asked on the selector thread
  /// before the server waits for more than came with the head, and before it refuses a length: so
  /// that nobody unknown makes it hold a body, and everybody hears first that they are unknown.
  /// Asked of every stream, but not about a body that came whole: [#handle] must check again.
  ///
  /// @throws Refused if not
  default void admit(Request request) {}

  /// The handler with that check as its [#admit].
  static Handler admitting(Consumer<Request> check, Handler handler) {
    return new Handler() {
      @Override
      public Response handle(Request request) throws IOException {
        return handler.handle(request);
      }

      @Override
      public void admit(Request request) {
        check.accept(request);
      }
    };
  }
}
