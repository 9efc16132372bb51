package dev.attune.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.admin.AdminServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

final class CommandsTest {
  @TempDir Path directory;
  private AdminServer server;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    server = new AdminServer(directory);
    environment.put("ATTUNE_SERVER", server.url());
    environment.put("ATTUNE_ADMIN_TOKEN", AdminServer.TOKEN);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Command(name = "attune")
  private static final class Main {}

  private record Result(int exitCode, String out, String err) {}

  private Result run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var main = new CommandLine(new Main());
    Commands.addTo(main, environment, directory.resolve("admin-token"));
    main.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = main.execute(arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private String shop() throws IOException {
    return file("shop.yaml", AdminServer.SHOP);
  }

  @Test
  void applyCreatesAndThenHasNothingToChange() throws IOException {
    var first = run("apply", shop());
    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out())
        .startsWith("DEMO: created, version 1\n")
        .contains("\n+ workspace DEMO\n")
        .contains("+ experiences/homepage-banner\n");
    assertThat(run("apply", shop()).out()).isEqualTo("DEMO: nothing to change, version 1 stands\n");
  }

  @Test
  void exportSaysWhatIsWrongWithTheFileOrTheId() throws IOException {
    run("apply", shop());
    var file = directory.resolve("no/such/shop.yaml").toString();
    var noFolder = run("export", "DEMO", "-o", file);
    assertThat(noFolder.exitCode()).isEqualTo(1);
    assertThat(noFolder.err())
        .isEqualTo("attune: " + file + " cannot be written: there is no such folder\n");
    var blank = run("export", " ");
    assertThat(blank.exitCode()).isEqualTo(2);
    assertThat(blank.err()).isEqualTo("attune: the id of the workspace is blank\n");
  }

  @Test
  void applySaysWhatChangesAndHowManyPeopleMove() throws IOException {
    run("apply", shop());
    var moved =
        AdminServer.SHOP
            .replace("name: Default, weight: 50", "name: Default, weight: 70")
            .replace("name: Bold, weight: 50", "name: Bold, weight: 30");
    var result = run("apply", file("moved.yaml", moved));
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("DEMO: version 1 -> 2\n")
        .contains("~ experiences/homepage-banner  weight of variation 2 of audience 42D 50 -> 30\n")
        .contains("split of audience 42D")
        .contains("(20 % of its people move)\n");
  }

  @Test
  void aDryRunStoresNothing() throws IOException {
    var result = run("apply", "--dry-run", shop());
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("DEMO: would change").contains("nothing was stored");
    assertThat(server.workspaces().find("DEMO")).isNull();
  }

  @Test
  void jsonIsTheServersAnswer() throws IOException {
    var answer = new JsonMapper().readTree(run("apply", "--json", shop()).out());
    assertThat(answer.path("version").asInt()).isEqualTo(1);
    assertThat(answer.path("differences")).isNotEmpty();
  }

  @Test
  void applyTakesSecretsFromTheEnvironment() throws IOException {
    var file =
        file(
            "secret.yaml",
            AdminServer.SHOP.replace("secret: demo-personalize-key", "secret_env: DEMO_KEY"));
    var missing = run("apply", file);
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("DEMO_KEY");
    environment.put("DEMO_KEY", "a-secret-from-outside");
    assertThat(run("apply", file).exitCode()).isZero();
    assertThat(server.fetchStatus("DEMO", "a-secret-from-outside")).isEqualTo(200);
    assertThat(run("apply", file).out()).contains("nothing to change");
  }

  @Test
  void anInvalidDocumentIsNotEvenSent() throws IOException {
    environment.put("ATTUNE_SERVER", "http://127.0.0.1:1");
    var file = file("wrong.yaml", AdminServer.SHOP.replace("status: active", "status: actve"));
    var result = run("apply", file);
    assertThat(result.exitCode()).isEqualTo(1);
    int line = 1 + AdminServer.SHOP.lines().toList().indexOf("    status: active");
    assertThat(result.err())
        .contains("%s:%d: experiences[0].status: ".formatted(file, line))
        .contains("nothing was applied");
    assertThat(run("apply", "--json", file).out()).startsWith("{\"valid\":false,\"errors\":[{");
  }

  @Test
  void whatOnlyTheServerCanKnowIsSaidTheSameWay() throws IOException {
    run("apply", shop());
    var file =
        file(
            "other-id.yaml",
            AdminServer.SHOP.replace("65eae5738ea5032b0ef60138", "75eae5738ea5032b0ef60138"));
    var result = run("apply", file);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("experiences[0].id").contains("nothing was applied");
  }

  @Test
  void ifVersionRefusesWhenAnotherStands() throws IOException {
    assertThat(run("apply", "--if-version", "0", shop()).exitCode()).isZero();
    var changed = file("changed.yaml", AdminServer.SHOP.replace("Demo shop", "Other shop"));
    var created = run("apply", "--if-version", "0", changed);
    assertThat(created.exitCode()).isEqualTo(1);
    var stale = run("apply", "--if-version", "7", changed);
    assertThat(stale.exitCode()).isEqualTo(1);
    assertThat(stale.err()).contains("another version stands").contains("attune export DEMO");
    var none = run("apply", "--if-version", "-1", changed);
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("--if-version is -1, at least 0");
    assertThat(run("apply", "--if-version", "1", changed).exitCode()).isZero();
  }

  @Test
  void checkIsSilentAboutNothing() throws IOException {
    var fine = run("check", shop());
    assertThat(fine.exitCode()).isZero();
    assertThat(fine.out())
        .contains("fine: workspace DEMO with 2 experiences, 2 shared audiences and 2 segments");
    assertThat(run("check", "--json", shop()).out()).isEqualTo("{\"valid\":true,\"errors\":[]}\n");
    var file =
        file("wrong.json", "{\n  \"id\": \"DEMO\",\n  \"name\": \"Demo\",\n  \"nmae\": 1\n}");
    var wrong = run("check", file);
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.out()).startsWith(file + ":4: nmae: ");
  }

  @Test
  void checkNeedsNeitherServerNorToken() throws IOException {
    environment.clear();
    assertThat(run("check", shop()).exitCode()).isZero();
  }

  @Test
  void whatIsExportedCanBeAppliedAgainAndHoldsNoSecret() throws IOException {
    run("apply", shop());
    var printed = run("export", "DEMO");
    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out()).contains("homepage-banner").doesNotContain("demo-personalize-key");
    var file = directory.resolve("out.json");
    assertThat(run("export", "DEMO", "--output", file.toString()).exitCode()).isZero();
    assertThat(Files.readString(file)).startsWith("{");
    assertThat(run("apply", file.toString()).out()).contains("nothing to change");
    assertThat(run("apply", file("again.yaml", printed.out())).out()).contains("nothing to change");
    assertThat(run("export", "DEMO", "--format", "json").out()).startsWith("{");
  }

  @Test
  void whatIsNotThereIsNotExported() {
    var result = run("export", "NOPE");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("attune: the server answered 404: There is no workspace 'NOPE'.\n");
  }

  @Test
  void theTokenIsTheOptionsElseTheEnvironmentsElseTheFiles() throws IOException {
    run("apply", shop());
    environment.put("ATTUNE_ADMIN_TOKEN", "wrong");
    var refused = run("export", "DEMO");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("does not take this admin token");
    assertThat(run("export", "DEMO", "--token", AdminServer.TOKEN).exitCode()).isZero();
    environment.remove("ATTUNE_ADMIN_TOKEN");
    var none = run("export", "DEMO");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("ATTUNE_ADMIN_TOKEN").contains("admin-token");
    file("admin-token", AdminServer.TOKEN + "\n");
    assertThat(run("export", "DEMO").exitCode()).isZero();
  }

  @Test
  void alsoALargeDocumentGetsThroughOrIsToldWhyNot() throws IOException {
    var large = file("large.yaml", AdminServer.SHOP + "#".repeat(1_000_000) + "\n");
    var refused = run("apply", large, "--token", "wrong");
    assertThat(refused.err()).contains("does not take this admin token");
    assertThat(run("apply", large).exitCode()).isZero();
  }

  @Test
  void aServerThatIsNotThereIsItsOwnExitCode() throws IOException {
    try (var closed = new ServerSocket(0)) {
      environment.put("ATTUNE_SERVER", "http://127.0.0.1:" + closed.getLocalPort());
    }
    var result = run("export", "DEMO");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("Is it running?");
  }

  @Test
  void wrongUsageIsItsOwnExitCode() {
    assertThat(run("apply").exitCode()).isEqualTo(2);
    assertThat(run("apply", directory.resolve("absent.yaml").toString()).exitCode()).isEqualTo(2);
    assertThat(run("export", "DEMO", "--server", "localhost").exitCode()).isEqualTo(2);
    assertThat(run("export", "DEMO", "--format", "xml").exitCode()).isEqualTo(2);
  }
}
