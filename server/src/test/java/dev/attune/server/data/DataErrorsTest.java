package dev.attune.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.server.http.ContentType;
import dev.attune.server.http.Refusal;
import dev.attune.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class DataErrorsTest {
  static final List<Arguments> REFUSALS =
      List.of(
          Arguments.of(new Refusal.NotFound(), 404, "Not Found", "There is no such path"),
          Arguments.of(
              new Refusal.MethodNotAllowed(List.of("POST")),
              405,
              "Method Not Allowed",
              "This path takes POST"),
          Arguments.of(
              new Refusal.BodyTooLarge(131_072),
              413,
              "PayloadTooLarge",
              "The limit is 131072 bytes"),
          Arguments.of(
              new Refusal.BodyTooSlow(),
              408,
              "Request Timeout",
              "The body took too long to arrive"),
          Arguments.of(
              new Refusal.EncodedBody(),
              415,
              "Unsupported Media Type",
              "Send the body without Content-Encoding"),
          Arguments.of(
              new Refusal.Malformed(400),
              400,
              "Bad Request",
              "The request is not well-formed HTTP"),
          Arguments.of(
              new Refusal.Busy(), 503, "Service Unavailable", "The server is busy; try again"),
          Arguments.of(
              new Refusal.Unexpected("abcdEFGH"),
              500,
              "Internal Server Error",
              "The request could not be processed; its id is in the server's log"));

  static final List<Arguments> PROBLEMS =
      List.of(
          Arguments.of(
              DataProblem.unauthenticated(),
              401,
              "Authentication required",
              "The workspace or its data key is wrong",
              ""),
          Arguments.of(
              DataProblem.mismatch(),
              409,
              "Authentication Mismatch",
              "App key mismatch in params and authentication",
              ""),
          Arguments.of(
              DataProblem.notJson(),
              415,
              "Unsupported Media Type",
              "Content-Type is expected to be application/json",
              ""),
          Arguments.of(
              DataProblem.malformedJson(),
              400,
              "Malformed JSON",
              "Could not decode the request body. The JSON was incorrect or not encoded as UTF-8.",
              ""),
          Arguments.of(
              DataProblem.missing("customer_id"),
              400,
              "MissingAttributeError",
              "customer_id is not found in the payload",
              ",\"attribute\":\"customer_id\""),
          Arguments.of(
              DataProblem.wrongType("update_existing_only", "boolean"),
              400,
              "MissingAttributeError",
              "update_existing_only is expected to be boolean",
              ",\"attribute\":\"update_existing_only\""));

  private final DataErrors errors = new DataErrors();

  private static void check(
      Response response, int status, String type, String message, String attribute) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.type()).isSameAs(ContentType.JSON);
    assertThat(
            new String(response.body(), StandardCharsets.UTF_8)
                .replaceAll("\"request_id\":\"[A-Za-z]{8}\"", "\"request_id\":\"########\""))
        .isEqualTo(
            "{\"status\":\"fail\",\"error\":{\"type\":\"%s\",\"message\":\"%s\",\"request_id\":\"########\"%s}}"
                .formatted(type, message, attribute));
  }

  @ParameterizedTest
  @FieldSource("REFUSALS")
  void whatTheServerRefusesHasTheEnvelope(
      Refusal refusal, int status, String type, String message) {
    check(errors.refusal(refusal), status, type, message, "");
  }

  @ParameterizedTest
  @FieldSource("PROBLEMS")
  void whatAnEndpointRefusesHasTheEnvelope(
      DataProblem problem, int status, String type, String message, String attribute) {
    check(errors.problem(problem), status, type, message, attribute);
  }

  @Test
  void theListOfRefusalsIsComplete() {
    assertThat(REFUSALS).hasSize(Refusal.class.getPermittedSubclasses().length);
  }

  @Test
  void theIdOfAFailureIsTheOneInTheLog() {
    assertThat(
            new String(
                errors.refusal(new Refusal.Unexpected("abcdEFGH")).body(), StandardCharsets.UTF_8))
        .contains("\"request_id\":\"abcdEFGH\"");
  }

  @Test
  void aProblemOfAnotherApiIsABug() {
    assertThatThrownBy(() -> errors.problem(() -> 400))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
