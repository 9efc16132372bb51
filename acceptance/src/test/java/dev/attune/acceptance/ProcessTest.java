package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The process: how it starts, what it refuses to start with, what it leaves behind.
@OnAttune
final class ProcessTest {

  private record Ended(int code, String output) {}

  private static Ended run(Process process) throws IOException, InterruptedException {
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }

  @ParameterizedTest
  @CsvSource({
    "ATTUNE_HTTP_PROT, 8080, ATTUNE_HTTP_PROT is no setting",
    "ATTUNE_HTTP_PORT, 99999, 'ATTUNE_HTTP_PORT is ''99999'', a whole number from 0 to 65535'",
    "ATTUNE_STORAGE, oracle:x, 'ATTUNE_STORAGE begins with ''oracle:'', one of sqlite:'",
    "ATTUNE_ADMIN_TOKEN, short, 'ATTUNE_ADMIN_TOKEN is 5 characters, at least 8'",
    "ATTUNE_GEOIP_DATABASE, none.mmdb, 'ATTUNE_GEOIP_DATABASE names none.mmdb, which cannot be read'"
  })
  void aSettingThatCannotBeStopsTheStartWithAMessage(
      String name, String value, String message, @TempDir Path folder) throws Exception {
    var ended = run(Attune.process(List.of("serve"), Map.of(name, value), folder));

    assertThat(ended.output()).contains(message).doesNotContain("\tat ");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void aPortThatIsTakenStopsTheStart(@TempDir Path folder, Attune attune) throws Exception {
    var taken = Integer.toString(attune.http().getPort());
    var settings = Map.of("ATTUNE_HTTP_PORT", taken, "ATTUNE_MANAGEMENT_PORT", "0");

    var ended = run(Attune.process(List.of("serve"), settings, folder));

    assertThat(ended.output()).contains("Attune did not start").contains(taken);
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void theAdminTokenIsMadeOnceAndOnlyItsOwnerCanReadIt(@TempDir Path folder) throws Exception {
    var file = folder.resolve("admin-token");
    String token;
    try (var attune = Attune.start(folder, Map.of("ATTUNE_ADMIN_TOKEN", ""))) {
      token = Files.readString(file).strip();
      assertThat(token).hasSizeGreaterThanOrEqualTo(32);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(Attune.database(folder))))
          .isEqualTo("rw-------");
      assertThat(attune.log()).contains(file.toString()).doesNotContain(token);
      assertThat(status(attune, token)).isEqualTo(200);
      assertThat(status(attune, Attune.ADMIN_TOKEN)).isEqualTo(401);
      attune.stop();

      try (var again = attune.again()) {
        assertThat(Files.readString(file).strip()).isEqualTo(token);
        assertThat(status(again, token)).isEqualTo(200);
      }
    }
  }

  private static int status(Attune attune, String token) {
    return Caller.send(
            Caller.to(attune, "/admin/v1/workspaces")
                .header("Authorization", "Bearer " + token)
                .GET())
        .status();
  }

  @Test
  void everythingIsStillThereAfterARestart(@TempDir Path folder) throws Exception {
    try (var attune = Attune.start(folder)) {
      var shop =
          Workspace.create(
              attune, experiences(experience("for-gold", "{ attribute: plan, is: gold }")));
      shop.customer("ann", "{\"plan\":\"gold\"}");
      var before = shop.experience("for-gold", "ann").toString();
      var profile = shop.profileAnswer("ann").body();
      assertThat(attune.stop()).isIn(0, 143);

      try (var again = attune.again()) {
        assertThat(shop.on(again).experience("for-gold", "ann").toString()).isEqualTo(before);
        assertThat(shop.on(again).profileAnswer("ann").body()).isEqualTo(profile);
      }
    }
  }

  @Test
  void healthAndMetricsAreServedWithoutCredentials(Attune attune) {
    Workspace.create(attune, experiences(experience("banner", EVERYONE)))
        .fetch("{}")
        .hasStatus(200);

    assertThat(Caller.send(Caller.to(attune, "/health/live").GET()).status()).isEqualTo(200);
    assertThat(Caller.send(Caller.to(attune, "/health/ready").GET()).status()).isEqualTo(200);
    assertThat(Caller.send(Caller.to(attune.management(), "/metrics").GET()).hasStatus(200).body())
        .contains("jvm_memory");
    assertThat(Caller.send(Caller.to(attune, "/metrics").GET()).status()).isEqualTo(404);
  }

  @Test
  void aDocumentIsCheckedWithoutAServer(@TempDir Path folder) throws Exception {
    var good = Attune.ROOT.resolve("examples/demo/workspace.yaml");
    var bad = folder.resolve("bad.yaml");
    Files.writeString(bad, Files.readString(good).replace("status: active", "status: aktive"));

    assertThat(run(Attune.process(List.of("check", good.toString()), Map.of(), folder)).code())
        .isZero();
    var refused = run(Attune.process(List.of("check", bad.toString()), Map.of(), folder));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).contains("experiences[0].status").contains("'aktive'");
  }

  @Test
  void theLauncherRunsTheJar(@TempDir Path folder) throws Exception {
    var builder =
        new ProcessBuilder(Attune.ROOT.resolve("attune").toString(), "--version")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ATTUNE_"));

    var ended = run(builder.start());

    assertThat(ended.output()).matches("(?s)(.*\n)?attune \\d+\\.\\d+\\.\\d+\\n");
    assertThat(ended.code()).isZero();
  }
}
