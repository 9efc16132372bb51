package dev.attune.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Answers what Jetty refuses by itself, mostly requests that are not HTTP, in place of its error
/// pages: as short as our own refusals, and without a word on what runs here.
final class MalformedAnswers implements Request.Handler {
  private final ErrorStyle errors;
  private final @Nullable RequestObserver observer;

  MalformedAnswers(ErrorStyle errors, @Nullable RequestObserver observer) {
    this.errors = errors;
    this.observer = observer;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status =
        request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer known ? known : 400;
    var answer = errors.refusal(new Refusal.Malformed(status));
    response.setStatus(status);
    var headers = response.getHeaders();
    headers.put(HttpFields.CONNECTION_CLOSE); // who knows where the next request would begin
    if (answer.type() != null) {
      headers.put(answer.type().field);
      headers.put(HttpHeader.CONTENT_LENGTH, answer.length());
    }
    if (observer != null) {
      observer.answered("malformed", status, 0);
    }
    response.write(true, ByteBuffer.wrap(answer.bytes(), 0, answer.length()), callback);
    return true;
  }
}
