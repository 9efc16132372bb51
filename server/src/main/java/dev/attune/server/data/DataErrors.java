package dev.attune.server.data;

import dev.attune.server.http.ContentType;
import dev.attune.server.http.ErrorStyle;
import dev.attune.server.http.Problem;
import dev.attune.server.http.Refusal;
import dev.attune.server.http.RequestIds;
import dev.attune.server.http.Response;
import dev.attune.server.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.ByteArrayBuilder;

/// The error envelope of the data APIs:
/// `{"status":"fail","error":{"type","message","request_id","attribute"?}}`.
public final class DataErrors implements ErrorStyle {

  @Override
  public Response problem(Problem problem) {
    if (problem instanceof DataProblem(var status, var type, var message, var attribute)) {
      return response(status, type, message, RequestIds.next(), attribute);
    }
    throw new IllegalArgumentException("not a problem of the data APIs: " + problem);
  }

  @Override
  public Response refusal(Refusal refusal) {
    int status = refusal.status();
    var id = RequestIds.next();
    return switch (refusal) {
      case Refusal.NotFound _ -> response(status, "Not Found", "There is no such path", id, null);
      case Refusal.MethodNotAllowed(var allowed) ->
          response(
              status,
              "Method Not Allowed",
              "This path takes " + String.join(", ", allowed),
              id,
              null);
      case Refusal.BodyTooLarge(var limit) ->
          response(status, "PayloadTooLarge", "The limit is %d bytes".formatted(limit), id, null);
      case Refusal.BodyTooSlow _ ->
          response(status, "Request Timeout", "The body took too long to arrive", id, null);
      case Refusal.EncodedBody _ ->
          response(
              status, "Unsupported Media Type", "Send the body without Content-Encoding", id, null);
      case Refusal.Malformed _ ->
          response(status, "Bad Request", "The request is not well-formed HTTP", id, null);
      case Refusal.Busy _ ->
          response(status, "Service Unavailable", "The server is busy; try again", id, null);
      case Refusal.Unexpected(var code) ->
          response(
              status,
              "Internal Server Error",
              "The request could not be processed; its id is in the server's log",
              code,
              null);
    };
  }

  private static Response response(
      int status, String type, String message, String requestId, @Nullable String attribute) {
    var body = new ByteArrayBuilder();
    try (var json = Json.generator(body)) {
      json.writeStartObject();
      json.writeStringProperty("status", "fail");
      json.writeObjectPropertyStart("error");
      json.writeStringProperty("type", type);
      json.writeStringProperty("message", message);
      json.writeStringProperty("request_id", requestId);
      if (attribute != null) {
        json.writeStringProperty("attribute", attribute);
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return Response.of(status, ContentType.JSON, body.toByteArray());
  }
}
