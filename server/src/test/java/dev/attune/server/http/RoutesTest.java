package dev.attune.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private static final Handler ANY = request -> Response.empty(204);

  private final Routes routes =
      new Routes(
          List.of(
              group("/", get("/about"), get("/docs")),
              group("/v1/", get("/v1/customers/export"), get("/v1/customers/{id}")),
              group(
                  "/v1/experiences/",
                  Route.post("/v1/experiences/fetch", Runs.INLINE, 10, ANY),
                  get("/v1/experiences/fetch")),
              group(
                  "/admin/",
                  get("/admin/{workspace}/experiences/{key}"),
                  Route.delete("/admin/{id}/experiences/{key}", Runs.BLOCKING, ANY),
                  get("/admin/new/audiences"))));

  @Test
  void aFixedPathIsFoundByItsMethod() {
    assertThat(find("GET", "/v1/experiences/fetch").route().method()).isEqualTo("GET");
    assertThat(find("POST", "/v1/experiences/fetch").route().method()).isEqualTo("POST");
  }

  @Test
  void aFixedPathWinsOverAPattern() {
    assertThat(find("GET", "/v1/customers/export").name()).isEqualTo("/v1/customers/export");
    assertThat(find("GET", "/v1/customers/exports").name()).isEqualTo("/v1/customers/{id}");
  }

  @Test
  void aPatternIsTriedWhereALiteralLeadsNowhere() {
    assertThat(find("GET", "/admin/new/experiences/x").name())
        .isEqualTo("/admin/{workspace}/experiences/{key}");
  }

  @Test
  void twoMethodsOfOnePatternMayNameItsParametersDifferently() {
    assertThat(find("GET", "/admin/a/experiences/b").parameters())
        .containsOnlyKeys("workspace", "key");
    assertThat(find("DELETE", "/admin/a/experiences/b").parameters()).containsOnlyKeys("id", "key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "/",
        "//",
        "/v1",
        "/v1/",
        "/v1/customers",
        "/v1/customers/",
        "/v1/customers//",
        "/v1/customers/a/",
        "/v1/customers/a/b",
        "/v1/customers/.",
        "/v1/customers/..",
        "/v1/customers/%2e%2E",
        "/v1/customers/.%2e",
        "/v1//experiences/fetch",
        "//v1/experiences/fetch",
        "/x/../v1/experiences/fetch",
        "/v1/experiences/fetch/",
        "/v1/experiences/fetch;a=b",
        "/v1/experiences/%66etch",
        "/V1/experiences/fetch",
        "v1/experiences/fetch"
      })
  void otherSpellingsMatchNothing(String path) {
    assertThat(find("GET", path).name()).isEqualTo("unmatched");
  }

  @Test
  void whatIsUnknownIsRefusedByTheGroupWithTheLongestPrefix() {
    assertThat(styleOf("/v1/experiences/x")).isEqualTo("/v1/experiences/");
    assertThat(styleOf("/v1/x")).isEqualTo("/v1/");
    assertThat(styleOf("/x")).isEqualTo("/");
    assertThat(styleOf("")).isEqualTo("/");
  }

  @Test
  void anotherMethodIsRefusedUnderTheNameOfThePath() {
    var entry = find("PUT", "/v1/experiences/fetch");
    assertThat(entry.name()).isEqualTo("/v1/experiences/fetch");
    assertThat(entry.route().method()).isEqualTo("*");
  }

  @Test
  void headIsAnsweredByGet() {
    assertThat(find("HEAD", "/about").route().method()).isEqualTo("GET");
  }

  @Test
  void twoRoutesForTheSameAreAMistake() {
    var twice = List.of(group("/", get("/a/{x}")), group("/a/", get("/a/{y}")));
    assertThatThrownBy(() -> new Routes(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/a/{y}");
  }

  @Test
  void aRouteOutsideItsGroupIsAMistake() {
    assertThatThrownBy(() -> group("/v1/", get("/v2/x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Routes.Entry find(String method, String path) {
    return routes.find(method, path);
  }

  private String styleOf(String path) {
    return ((PlainErrors) find("GET", path).errors()).name();
  }

  private static Route get(String path) {
    return Route.get(path, Runs.INLINE, ANY);
  }

  private static RouteGroup group(String prefix, Route... routes) {
    return new RouteGroup(prefix, new PlainErrors(prefix), List.of(routes));
  }
}
