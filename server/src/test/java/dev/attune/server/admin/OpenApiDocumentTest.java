package dev.attune.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

final class OpenApiDocumentTest extends AdminTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

  @Test
  void itIsServedAsYaml() {
    var response = server.get("/openapi.yaml");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/yaml; charset=utf-8");
    assertThat(document().path("openapi").asString()).startsWith("3.1");
  }

  @Test
  void itDescribesExactlyTheRoutesOfTheAdminApi() {
    var routes = new TreeSet<String>();
    for (Route route : server.adminRoutes().routes()) {
      routes.add(route.method() + " " + route.path());
    }
    var described = new TreeSet<String>();
    operations()
        .forEach(operation -> {
          if (operation.path().startsWith("/admin/")) {
            described.add(operation.method().toUpperCase(Locale.ROOT) + " " + operation.path());
          }
        });
    assertThat(described).isEqualTo(routes);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    var document = document();
    var references = new ArrayList<String>();
    collectReferences(document, references);
    assertThat(references).hasSizeGreaterThan(100);
    assertThat(references)
        .allSatisfy(reference -> {
          assertThat(reference).startsWith("#/");
          assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        });
  }

  @Test
  void everyProblemTypeIsExplainedInIt() {
    var refused =
        List.of(
            server.putYaml(DEMO, "id: DEMO\nnmae: Demo"),
            server.putYaml(DEMO, AdminServer.SHOP, "If-Match", "\"9\""),
            server.delete(DEMO + "/audiences/42D"));
    var document = document();
    for (var response : refused) {
      var type = AdminServer.json(response).path("type").asString();
      assertThat(type).startsWith("/openapi.yaml#/");
      assertThat(document.at(type.substring(type.indexOf('#') + 1)).path("description").asString())
          .isNotEmpty();
    }
  }

  @Test
  void everyOperationHasItsOwnNameAndEveryPathParameterIsDeclared() {
    var operations = operations();
    assertThat(operations.stream().map(o -> o.node().path("operationId").asString()))
        .doesNotHaveDuplicates()
        .doesNotContain("");
    for (var operation : operations) {
      for (var name : parametersIn(operation.path())) {
        assertThat(declared(operation)).as(operation.path()).contains(name);
      }
    }
  }

  private record Operation(String path, String method, JsonNode node) {}

  private List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    for (var path : document().path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          operations.add(new Operation(path.getKey(), operation.getKey(), operation.getValue()));
        }
      }
    }
    return operations;
  }

  private static Set<String> parametersIn(String path) {
    return Pattern.compile("\\{([a-z_]+)}")
        .matcher(path)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private Set<String> declared(Operation operation) {
    var document = document();
    var all = new ArrayList<JsonNode>();
    operation.node().path("parameters").forEach(all::add);
    document.path("paths").path(operation.path()).path("parameters").forEach(all::add);
    return all.stream()
        .map(p -> p.has("$ref") ? document.at(p.path("$ref").asString().substring(1)) : p)
        .filter(p -> p.path("in").asString().equals("path"))
        .map(p -> p.path("name").asString())
        .collect(Collectors.toSet());
  }

  private JsonNode document() {
    return new YAMLMapper().readTree(server.get("/openapi.yaml").body());
  }

  private static void collectReferences(JsonNode node, List<String> into) {
    if (node.has("$ref")) {
      into.add(node.path("$ref").asString());
    }
    node.forEach(child -> collectReferences(child, into));
  }
}
