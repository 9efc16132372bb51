package dev.attune.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came back.
record Answer(int status, HttpHeaders headers, String body) {
  static final JsonMapper JSON = new JsonMapper();
  static final String TYPE = "application/json; charset=utf-8";

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  JsonNode json() {
    return JSON.readTree(body);
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /// The status and the whole body, members in this order. A `code`, `req_id` or `request_id` of
  /// eight letters is written `********`.
  Answer is(int expectedStatus, String expectedBody) {
    assertThat(masked()).isEqualTo(compact(expectedBody));
    assertThat(status).as(body).isEqualTo(expectedStatus);
    assertThat(headers.allValues("content-type")).isEqualTo(List.of(TYPE));
    return this;
  }

  Answer hasStatus(int expected) {
    assertThat(status).as(body).isEqualTo(expected);
    return this;
  }

  private String masked() {
    return body.replaceAll("\"(code|req_id|request_id)\":\"[A-Za-z]{8}\"", "\"$1\":\"********\"");
  }

  static String compact(String json) {
    return JSON.readTree(json).toString();
  }
}
