package dev.attune.server.personalize;

import dev.attune.server.http.ContentType;
import dev.attune.server.http.ErrorStyle;
import dev.attune.server.http.Problem;
import dev.attune.server.http.Refusal;
import dev.attune.server.http.RequestIds;
import dev.attune.server.http.Response;
import dev.attune.server.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.ByteArrayBuilder;

/// The error envelope of the three endpoints: `{"title", "description", "code"?}`.
public final class PersonalizeErrors implements ErrorStyle {

  @Override
  public Response problem(Problem problem) {
    return switch (problem) {
      case PersonalizeProblem(var status, var title, var description, var code) ->
          response(status, title, description, code);
      case TooManyRequests limited -> {
        var allowance = limited.allowance();
        var answer =
            response(
                429,
                "Request limit reached",
                "This API call has exceeded the rate limit",
                RequestIds.next());
        yield RateHeaders.on(answer, allowance)
            .with("Retry-After", Long.toString(allowance.secondsToRetry()));
      }
      case Counted(var counted, var allowance) ->
          RateHeaders.on(
              counted instanceof Refusal refusal ? refusal(refusal) : problem(counted), allowance);
      default -> throw new IllegalArgumentException("not a problem of these endpoints: " + problem);
    };
  }

  @Override
  public Response refusal(Refusal refusal) {
    var code = RequestIds.next();
    return switch (refusal) {
      case Refusal.NotFound _ ->
          response(404, "Not Found", "There is no such path. docs/wire.md lists them.", code);
      case Refusal.MethodNotAllowed(var allowed) ->
          response(
              405, "Method Not Allowed", "This path takes " + String.join(", ", allowed), code);
      case Refusal.BodyTooLarge(var limit) ->
          response(413, "Payload Too Large", "The limit is %d bytes".formatted(limit), code);
      case Refusal.BodyTooSlow _ ->
          response(408, "Request Timeout", "The body took too long to arrive", code);
      case Refusal.EncodedBody _ ->
          response(415, "Unsupported Media Type", "Send the body without Content-Encoding", code);
      case Refusal.Malformed(var status) ->
          response(status, "Request Error", "The request is not well-formed HTTP", code);
      case Refusal.Busy _ ->
          response(503, "Service Unavailable", "The server is busy; try again", code);
      case Refusal.Unexpected(var failure) ->
          response(
              500,
              "Internal Server Error",
              "The request could not be processed; its code is in the server's log",
              failure);
    };
  }

  private static Response response(
      int status, String title, String description, @Nullable String code) {
    var body = new ByteArrayBuilder();
    try (var json = Json.generator(body)) {
      json.writeStartObject();
      json.writeStringProperty("title", title);
      json.writeStringProperty("description", description);
      if (code != null) {
        json.writeStringProperty("code", code);
      }
      json.writeEndObject();
    }
    return Response.of(status, ContentType.JSON, body.toByteArray());
  }
}
