package dev.attune.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `import-profiles`, and what becomes of an import when one side or the other is killed.
@OnAttune
final class ImportTest {
  /// Few enough to be counted one by one, large enough to be sent in a dozen pieces.
  private static final int PEOPLE = 15_000;

  private static final String GOLD =
      """
      audiences:
        - { id: 42D, name: Gold, rule: { attribute: plan, is: gold } }
      """;

  private static Process start(Workspace shop, Path file) throws IOException {
    return shop.command(
        Objects.requireNonNull(file.getParent()), "import-profiles", file.toString());
  }

  /// Every third has the gold plan.
  private static Path people(Path folder) throws IOException {
    var note = "x".repeat(1_500);
    var file = folder.resolve("people.ndjson");
    try (var out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < PEOPLE; i++) {
        out.write(
            "{\"customer_id\":\"p%d\",\"attributes\":{\"plan\":\"%s\",\"note\":\"%s\"}}\n"
                .formatted(i, i % 3 == 0 ? "gold" : "free", note));
      }
    }
    return file;
  }

  private static void assertAllAreThere(Workspace shop) {
    var size = Caller.send(shop.admin("/audiences/42D/size").GET()).hasStatus(200).json();
    assertThat(size.required("profiles").asInt()).isEqualTo(PEOPLE);
    assertThat(size.required("matching").asInt()).isEqualTo(PEOPLE / 3);
    assertThat(size.required("exact").asBoolean()).isTrue();
  }

  private static Path state(Path file) {
    return Path.of(file + ".attune-import");
  }

  /// Until some of the file is imported, and not all of it.
  private static void awaitSome(Path file, Process importing)
      throws IOException, InterruptedException {
    var state = state(file);
    while (importing.isAlive()) {
      if (Files.exists(state)) {
        long offset = Answer.JSON.readTree(Files.readString(state)).required("offset").asLong();
        assertThat(offset).isLessThan(Files.size(file));
        if (offset > 0) {
          return;
        }
      }
      Thread.sleep(1);
    }
    throw new AssertionError("it ended too soon: " + Ended.of(importing));
  }

  @Test
  void aFileIsImported(@TempDir Path folder, Attune attune) throws Exception {
    var shop = Workspace.create(attune, GOLD);
    var file = folder.resolve("people.csv");
    Files.writeString(file, "customer_id,plan,age:number\nann,gold,41\nben,free,\n");

    var ended = Ended.of(start(shop, file));

    assertThat(ended.output()).contains("2 profiles imported").contains("2 new");
    assertThat(ended.code()).isZero();
    assertThat(shop.attributes("ann").toString()).isEqualTo("{\"age\":41,\"plan\":\"gold\"}");
    assertThat(state(file)).doesNotExist();
  }

  @Test
  void anImportGoesOnAfterTheServerWasKilled(@TempDir Path folder) throws Exception {
    try (var attune = Attune.start(folder)) {
      var shop = Workspace.create(attune, GOLD);
      var file = people(folder);
      var importing = start(shop, file);
      awaitSome(file, importing);
      attune.kill();
      var ended = Ended.of(importing);
      assertThat(ended.output()).contains("The same command goes on at line");
      assertThat(ended.code()).isEqualTo(3);

      try (var again = attune.again()) {
        var resumed = Ended.of(start(shop.on(again), file));
        assertThat(resumed.output()).contains("15,000 profiles imported");
        assertThat(resumed.code()).isZero();
        assertAllAreThere(shop.on(again));
      }
    }
  }

  @Test
  void anImportGoesOnAfterItWasKilledItself(@TempDir Path folder, Attune attune) throws Exception {
    var shop = Workspace.create(attune, GOLD);
    var file = people(folder);
    var importing = start(shop, file);
    awaitSome(file, importing);
    importing.destroyForcibly();
    assertThat(importing.waitFor(60, TimeUnit.SECONDS)).isTrue();

    var resumed = Ended.of(start(shop, file));

    assertThat(resumed.output()).contains("15,000 profiles imported");
    assertThat(resumed.code()).isZero();
    assertAllAreThere(shop);
  }
}
