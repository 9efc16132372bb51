package dev.attune.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.http.Route;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AdminAccessTest extends AdminTest {

  @Test
  void everyRouteRefusesACallerWithoutTheToken() {
    for (var route : routes()) {
      var response = call(route, null);
      assertProblem(response, 401, "admin token");
      assertThat(response.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"attune\"");
    }
  }

  @Test
  void aMissingAndAWrongTokenAreAnsweredAlike() {
    var route = routes().getFirst();
    var answers =
        List.of(
            call(route, null),
            call(route, "Bearer "),
            call(route, "Bearer wrong"),
            call(route, "Bearer " + AdminServer.TOKEN + "x"),
            call(route, "Bearer " + AdminServer.TOKEN.substring(1)),
            call(route, "Basic " + AdminServer.TOKEN),
            call(route, "Bearer " + "x".repeat(2_000)));
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(401);
    assertThat(answers).extracting(HttpResponse::body).containsOnly(answers.getFirst().body());
  }

  @Test
  void theSchemeMayBeInAnyCase() {
    assertThat(call(routes().getFirst(), "bearer " + AdminServer.TOKEN).statusCode())
        .isEqualTo(200);
  }

  @Test
  void theTokenIsCheckedBeforeWhetherThereIsSuchAWorkspace() {
    var unknown = HttpRequest.newBuilder(URI.create(server.url() + "/admin/v1/workspaces/NOPE"));
    assertThat(server.send(unknown.GET()).statusCode()).isEqualTo(401);
  }

  @Test
  void aPathThatIsNotThereAndAMethodThatItDoesNotTakeAreProblemsToo() {
    assertProblem(server.get("/admin/v1/nothing"), 404, "/openapi.yaml");
    var other = server.postJson("/admin/v1/workspaces", "{}");
    assertProblem(other, 405, "GET");
    assertThat(other.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  private List<Route> routes() {
    return server.adminRoutes().routes();
  }

  private HttpResponse<String> call(Route route, @Nullable String authorization) {
    var path = route.path().replace("{workspace}", "DEMO").replaceAll("\\{[a-z]+}", "x");
    var request = HttpRequest.newBuilder(URI.create(server.url() + path));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return server.send(request.method(route.method(), BodyPublishers.noBody()));
  }
}
