package dev.attune.server.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.server.access.RateLimits.Allowance;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.Problem;
import dev.attune.server.http.Refusal;
import dev.attune.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class PersonalizeErrorsTest {
  private static final Allowance USED_UP = new Allowance(false, 60, 0, 59, 2);

  /// The eight letters of a code are written `########`.
  static final List<Arguments> REFUSALS =
      List.of(
          Arguments.of(
              new Refusal.NotFound(),
              404,
              "{\"title\":\"Not Found\",\"description\":\"There is no such path. docs/wire.md lists"
                  + " them.\",\"code\":\"########\"}"),
          Arguments.of(
              new Refusal.MethodNotAllowed(List.of("GET", "HEAD")),
              405,
              "{\"title\":\"Method Not Allowed\",\"description\":\"This path takes GET,"
                  + " HEAD\",\"code\":\"########\"}"),
          Arguments.of(
              new Refusal.BodyTooLarge(1_048_576),
              413,
              "{\"title\":\"Payload Too Large\",\"description\":\"The limit is 1048576"
                  + " bytes\",\"code\":\"########\"}"),
          Arguments.of(
              new Refusal.BodyTooSlow(),
              408,
              "{\"title\":\"Request Timeout\",\"description\":\"The body took too long to"
                  + " arrive\",\"code\":\"########\"}"),
          Arguments.of(
              new Refusal.EncodedBody(),
              415,
              "{\"title\":\"Unsupported Media Type\",\"description\":\"Send the body without"
                  + " Content-Encoding\",\"code\":\"########\"}"),
          Arguments.of(
              new Refusal.Malformed(431),
              431,
              "{\"title\":\"Request Error\",\"description\":\"The request is not well-formed"
                  + " HTTP\",\"code\":\"########\"}"),
          Arguments.of(
              new Refusal.Busy(),
              503,
              "{\"title\":\"Service Unavailable\",\"description\":\"The server is busy; try"
                  + " again\",\"code\":\"########\"}"),
          Arguments.of(
              new Refusal.Unexpected("abcdEFGH"),
              500,
              "{\"title\":\"Internal Server Error\",\"description\":\"The request could not be"
                  + " processed; its code is in the server's log\",\"code\":\"########\"}"));

  static final List<Arguments> PROBLEMS =
      List.of(
          Arguments.of(
              PersonalizeProblem.unknownWorkspace(),
              400,
              "{\"title\":\"Request Error\",\"description\":\"MoEngage Client not found. Please"
                  + " check values for headers - MOE-APPKEY or MOE-DBNAME\"}"),
          Arguments.of(
              PersonalizeProblem.unauthenticated(),
              401,
              "{\"title\":\"Authentication required\",\"description\":\"Invalid API_KEY used in"
                  + " Authentication Header\"}"),
          Arguments.of(
              PersonalizeProblem.malformedJson(),
              400,
              "{\"title\":\"Malformed JSON\",\"description\":\"Could not decode the request body."
                  + " The JSON was incorrect or not encoded as UTF-8.\"}"),
          Arguments.of(
              PersonalizeProblem.emptyBody(),
              400,
              "{\"title\":\"Empty request body\",\"description\":\"A valid JSON document is"
                  + " required.\"}"),
          Arguments.of(
              PersonalizeProblem.invalidField("a \"field\" - ₹"),
              400,
              "{\"title\":\"Invalid Field Value\",\"description\":\"a \\\"field\\\" -"
                  + " ₹\",\"code\":\"########\"}"),
          Arguments.of(
              new TooManyRequests(USED_UP),
              429,
              "{\"title\":\"Request limit reached\",\"description\":\"This API call has exceeded"
                  + " the rate limit\",\"code\":\"########\"}"));

  private final PersonalizeErrors errors = new PersonalizeErrors();

  static String bodyOf(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String headersOf(Response response) {
    return response.headers().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static void check(Response response, int status, String body) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.type()).isSameAs(ContentType.JSON);
    assertThat(bodyOf(response).replaceAll("\"code\":\"[A-Za-z]{8}\"", "\"code\":\"########\""))
        .isEqualTo(body);
  }

  @ParameterizedTest
  @FieldSource("REFUSALS")
  void whatTheServerRefusesHasTheEnvelope(Refusal refusal, int status, String body) {
    check(errors.refusal(refusal), status, body);
  }

  @ParameterizedTest
  @FieldSource("PROBLEMS")
  void whatAnEndpointRefusesHasTheEnvelope(Problem problem, int status, String body) {
    check(errors.problem(problem), status, body);
  }

  @Test
  void theListOfRefusalsIsComplete() {
    assertThat(REFUSALS).hasSize(Refusal.class.getPermittedSubclasses().length);
  }

  @Test
  void theCodeOfAFailureIsTheOneInTheLog() {
    assertThat(bodyOf(errors.refusal(new Refusal.Unexpected("abcdEFGH")))).contains("abcdEFGH");
  }

  @Test
  void theLimitSaysWhenToComeBack() {
    assertThat(headersOf(errors.problem(new TooManyRequests(USED_UP))))
        .isEqualTo(
            "x-ratelimit-limit: 60, x-ratelimit-remaining: 0, x-ratelimit-reset: 59, Retry-After:"
                + " 2");
  }

  @Test
  void aCountedRefusalCarriesTheHeadersOfTheLimit() {
    var counted = new Counted(PersonalizeProblem.emptyBody(), new Allowance(true, 60, 7, 53, 0));

    var answer = errors.problem(counted);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(headersOf(answer))
        .isEqualTo("x-ratelimit-limit: 60, x-ratelimit-remaining: 7, x-ratelimit-reset: 53");
  }

  @Test
  void aProblemOfAnotherApiIsABug() {
    assertThatThrownBy(() -> errors.problem(() -> 400))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
