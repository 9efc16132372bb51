package dev.attune.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.server.admin.AdminServer;
import dev.attune.storage.WorkspaceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

final class ImportProfilesCommandTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("DEMO");
  private static final String ANN = "{\"customer_id\":\"ann\",\"attributes\":{\"plan\":\"gold\"}}\n";

  @TempDir Path directory;
  private AdminServer server;

  @BeforeEach
  void start() throws IOException {
    server = new AdminServer(directory);
    server.putYaml("/admin/v1/workspaces/DEMO", AdminServer.SHOP);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Command(name = "attune")
  private static final class Main {}

  private record Result(int exitCode, String out, String err) {}

  private Result run(String server, Path file, String... options) {
    var out = new StringWriter();
    var err = new StringWriter();
    var main = new CommandLine(new Main());
    Commands.addTo(
        main,
        Map.of("ATTUNE_SERVER", server, "ATTUNE_ADMIN_TOKEN", AdminServer.TOKEN),
        directory.resolve("admin-token"));
    main.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    var arguments = new ArrayList<>(List.of("import-profiles", file.toString()));
    arguments.addAll(List.of("--workspace", "DEMO"));
    arguments.addAll(List.of(options));
    int exitCode = main.execute(arguments.toArray(String[]::new));
    return new Result(exitCode, out.toString(), err.toString());
  }

  private Result run(Path file, String... options) {
    return run(server.url(), file, options);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private List<String> people() {
    return server.storage().profiles().page(WORKSPACE, null, 100_000).stream()
        .map(profile -> profile.customerId())
        .toList();
  }

  /// More than a chunk has.
  private static String many(int people) {
    var text = new StringBuilder();
    var padding = "x".repeat(400);
    for (int i = 0; i < people; i++) {
      text.append(
          "{\"customer_id\":\"p%05d\",\"attributes\":{\"n\":%d,\"text\":\"%s\"}}\n"
              .formatted(i, i, padding));
    }
    return text.toString();
  }

  @Test
  void aFileIsImportedAndNothingIsLeftBesideIt() throws IOException {
    var result = run(file("people.ndjson", ANN + "\n{\"customer_id\":\"bob\"}\n"));
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).matches("2 profiles imported in [0-9.]+ s: 2 new, 0 known\n");
    assertThat(people()).containsExactly("ann", "bob");
    assertThat(directory.resolve("people.ndjson.attune-import")).doesNotExist();
  }

  @Test
  void aFileOfManyChunksIsImportedWhole() throws IOException {
    var result = run(file("people.jsonl", many(12_000)), "--json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    var lines = result.out().lines().toList();
    var last = new JsonMapper().readTree(lines.getLast());
    assertThat(last.path("state").asString()).isEqualTo("done");
    assertThat(last.path("created").asInt()).isEqualTo(12_000);
    assertThat(people()).hasSize(12_000);
  }

  @Test
  void aCompressedTableIsImported() throws IOException {
    var header = "\uFEFFplan,customer_id,\"age:number\"\r\n";
    var rows = new StringBuilder(header);
    for (int i = 0; i < 60_000; i++) {
      rows.append("gold with a \"\"quote\"\" and more of it and more of it,p%05d,%d\r\n".formatted(i, i));
    }
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(rows.toString().getBytes(StandardCharsets.UTF_8));
    }
    var file = Files.write(directory.resolve("people.csv.gz"), bytes.toByteArray());
    var result = run(file);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(people()).hasSize(60_000);
    var profile = server.storage().profiles().find(WORKSPACE, "p59999");
    assertThat(profile).isNotNull();
    assertThat(profile.attributes()).containsEntry("age", new Value.Amount(59_999));
  }

  @Test
  void aBadLineAnywhereImportsNothing() throws IOException {
    var result = run(file("people.ndjson", many(6_000) + "{\n" + ANN));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("people.ndjson:6001: the line is not JSON in UTF-8\n")
        .contains("nothing was imported");
    assertThat(people()).isEmpty();
    assertThat(directory.resolve("people.ndjson.attune-import")).doesNotExist();
    assertThat(run(directory.resolve("people.ndjson"), "--json").out())
        .contains("{\"line\":6001,\"message\":\"the line is not JSON in UTF-8\"}");
  }

  @Test
  void badLinesAreSkippedWithTheirNumbersInTheFile() throws IOException {
    var text = many(6_000) + "{\n" + "y".repeat(200_000) + "\n" + ANN + "{}\n";
    var result = run(file("people.ndjson", text), "--bad-lines", "skip");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .contains("people.ndjson:6001: the line is not JSON in UTF-8\n")
        .contains("people.ndjson:6002: the line is longer than 131,072 bytes\n")
        .contains("people.ndjson:6004: there is no customer_id\n");
    assertThat(result.out()).contains("6,001 new").contains(", 3 bad lines left out");
    var csv = "customer_id,n:number\na,1\nb,x\n\"c\nd\",1\ne,x\n";
    assertThat(run(file("people.csv", csv), "--bad-lines", "skip").err())
        .contains("people.csv:3: n is 'x', no number\n")
        .contains("people.csv:6: n is 'x', no number\n");
  }

  @Test
  void anInterruptedImportGoesOnWhereItStopped() throws IOException {
    var file = file("people.ndjson", many(12_000));
    var state = directory.resolve("people.ndjson.attune-import");
    interrupt(file, state);
    assertThat(state).exists();
    var result = run(file);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("12,000 profiles imported");
    assertThat(people()).hasSize(12_000 - alreadySent(12_000));
    assertThat(state).doesNotExist();
  }

  /// As if the first chunk had been stored and then the command killed.
  private void interrupt(Path file, Path state) throws IOException {
    var input = inputOf(file);
    try (var chunks = new Chunks(input, 0, 1)) {
      var chunk = chunks.next();
      assertThat(chunk).isNotNull();
      var begun = ImportState.begin(state, input, "DEMO");
      var answer = new JsonMapper().createObjectNode().put("created", linesOf(chunk));
      begun.sent(chunk, answer);
      begun.write();
    } catch (CommandFailure failure) {
      throw new AssertionError(failure.words(), failure);
    }
  }

  private static long linesOf(Chunks.Chunk chunk) {
    return chunk.nextLine() - 1;
  }

  private int alreadySent(int all) {
    return all - people().size();
  }

  private static ImportFile inputOf(Path file) {
    try {
      return ImportFile.of(file, null);
    } catch (CommandFailure failure) {
      throw new AssertionError(failure.words(), failure);
    }
  }

  @Test
  void aFileThatHasChangedIsNotGoneOnWith() throws IOException {
    var file = file("people.ndjson", many(6_000));
    interrupt(file, directory.resolve("people.ndjson.attune-import"));
    Files.writeString(file, many(6_001));
    var refused = run(file);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("is not as it was when the import began");
    assertThat(people()).isEmpty();
    assertThat(run(file, "--restart").exitCode()).isZero();
    assertThat(people()).hasSize(6_001);
  }

  @Test
  void aServerThatIsGoneIsSaidWithWhereItGoesOn() throws IOException {
    var result = run("http://127.0.0.1:1", file("people.ndjson", ANN));
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("The same command goes on at line 1");
    assertThat(run(directory.resolve("people.ndjson")).exitCode()).isZero();
    assertThat(people()).containsExactly("ann");
  }

  @Test
  void wrongUsageIsSaid() throws IOException {
    assertThat(run(directory.resolve("none.csv")).err()).contains("there is no file");
    assertThat(run(file("people.txt", ANN)).err()).contains("say --format");
    assertThat(run(file("people.txt", ANN), "--format", "xml").err()).contains("csv or ndjson");
    assertThat(run(file("people.txt", ANN), "--format", "ndjson").exitCode()).isZero();
    assertThat(run(file("people.csv", ANN), "--bad-lines", "maybe").err())
        .contains("refuse or skip");
    assertThat(run(file("people.csv", "name\nann\n")).err())
        .contains("the header has no column customer_id");
    var state = directory.resolve("no/such/folder/state").toString();
    assertThat(run(file("more.ndjson", ANN), "--state", state).err()).contains("cannot be written");
  }
}
