package dev.attune.server.admin;

import dev.attune.server.document.Mistake;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.ErrorStyle;
import dev.attune.server.http.Problem;
import dev.attune.server.http.Refusal;
import dev.attune.server.http.Response;
import dev.attune.server.personalize.PersonalizeProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Problem documents of RFC 9457, with `errors` for the mistakes in a document, `bad_lines` for
/// those of an upload and `code` for what is in the log.
public final class AdminErrors implements ErrorStyle {

  @Override
  public Response problem(Problem problem) {
    return switch (problem) {
      case AdminProblem own -> {
        var response = response(own);
        yield switch (own.status()) {
          case 401 -> response.with("WWW-Authenticate", "Bearer realm=\"attune\"");
          case 429 -> response.with("Retry-After", "1");
          default -> response;
        };
      }
      // An explanation takes the body of a fetch, and a fetch says what is wrong with one.
      case PersonalizeProblem(var status, var title, var description, _) ->
          response(AdminProblem.BLANK, status, title, description, null);
      default -> throw new IllegalArgumentException("not a problem of this API: " + problem);
    };
  }

  @Override
  public Response refusal(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound _ ->
          blank(404, "Not Found", "There is no such path. /openapi.yaml lists them.");
      case Refusal.MethodNotAllowed(var allowed) ->
          blank(405, "Method Not Allowed", "This path takes " + String.join(", ", allowed));
      case Refusal.BodyTooLarge(var limit) ->
          blank(413, "Content Too Large", "The body may have %,d bytes.".formatted(limit));
      case Refusal.BodyTooSlow _ ->
          blank(408, "Request Timeout", "The body took too long to arrive.");
      case Refusal.EncodedBody _ ->
          blank(415, "Unsupported Media Type", "Send the body without Content-Encoding.");
      case Refusal.Malformed(var status) ->
          blank(status, "Bad Request", "The request is not well-formed HTTP.");
      case Refusal.Busy _ -> blank(503, "Service Unavailable", "The server is busy; try again.");
      case Refusal.Unexpected(var code) ->
          response(
              AdminProblem.BLANK,
              500,
              "Internal Server Error",
              "The request could not be processed; its code is in the server's log.",
              code);
    };
  }

  private static Response blank(int status, String title, String detail) {
    return response(AdminProblem.BLANK, status, title, detail, null);
  }

  private static Response response(
      String type, int status, String title, String detail, @Nullable String code) {
    return response(new AdminProblem(type, status, title, detail, List.of(), null, code));
  }

  private static Response response(AdminProblem problem) {
    return Answers.of(problem.status(), ContentType.PROBLEM_JSON, json -> write(json, problem));
  }

  private static void write(JsonGenerator json, AdminProblem problem) {
    json.writeStringProperty("type", problem.type());
    json.writeStringProperty("title", problem.title());
    json.writeNumberProperty("status", problem.status());
    json.writeStringProperty("detail", problem.detail());
    if (problem.code() != null) {
      json.writeStringProperty("code", problem.code());
    }
    if (problem.badLines() != null) {
      Uploads.write(json, problem.badLines());
    }
    if (!problem.mistakes().isEmpty()) {
      json.writeArrayPropertyStart("errors");
      problem.mistakes().forEach(mistake -> write(json, mistake));
      json.writeEndArray();
    }
  }

  private static void write(JsonGenerator json, Mistake mistake) {
    json.writeStartObject();
    json.writeStringProperty("path", mistake.path());
    if (mistake.line() > 0) {
      json.writeNumberProperty("line", mistake.line());
      json.writeNumberProperty("column", mistake.column());
    }
    json.writeStringProperty("message", mistake.message());
    json.writeEndObject();
  }
}
