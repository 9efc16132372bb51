package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));

  @TempDir private Path folder;

  private Settings settings(Map<String, String> changed) throws SettingsException {
    var given = new HashMap<String, String>();
    given.put("ATTUNE_HTTP_PORT", "0");
    given.put("ATTUNE_MANAGEMENT_PORT", "0");
    given.put("ATTUNE_STORAGE", "sqlite:" + folder.resolve("a.db"));
    given.putAll(changed);
    return Settings.read(given, null);
  }

  private String problem(Map<String, String> changed) throws SettingsException {
    var settings = settings(changed);
    var wrong =
        catchThrowableOfType(
            SettingsException.class, () -> Server.start(settings, "test", CLOCK).close());
    return wrong == null ? "" : String.valueOf(wrong.getMessage());
  }

  private static int status(int port, String path) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void itServesAndItsMetricsAreOnAPortOfTheirOwn() throws Exception {
    try (var server = Server.start(settings(Map.of()), "test", CLOCK)) {
      assertThat(status(server.port(), "/health/ready")).isEqualTo(200);
      assertThat(status(server.port(), "/metrics")).isEqualTo(404);
      assertThat(status(server.port(), "/v1/experiences/metadata")).isEqualTo(400);
      assertThat(status(server.managementPort(), "/metrics")).isEqualTo(200);
      assertThat(status(server.managementPort(), "/health/live")).isEqualTo(200);
      assertThat(status(server.managementPort(), "/v1/experiences/metadata")).isEqualTo(404);
    }
  }

  @Test
  void aPortInUseNamesItsSettingAndLeavesNothingRunning() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var port = Integer.toString(taken.getLocalPort());

      assertThat(problem(Map.of("ATTUNE_HTTP_PORT", port)))
          .startsWith("ATTUNE_HTTP_PORT: cannot open 127.0.0.1:" + port)
          .endsWith(": Address already in use");
      assertThat(problem(Map.of("ATTUNE_MANAGEMENT_PORT", port)))
          .startsWith("ATTUNE_MANAGEMENT_PORT: cannot open 127.0.0.1:" + port);
    }
    assertThat(problem(Map.of())).isEmpty();
  }

  @Test
  void aHostThatIsNotThisMachineNamesItsSetting() throws Exception {
    assertThat(problem(Map.of("ATTUNE_HTTP_HOST", "203.0.113.1")))
        .startsWith("ATTUNE_HTTP_PORT: cannot open 203.0.113.1:0");
  }

  @Test
  void anUnusableStorageNamesItsSetting() throws Exception {
    assertThat(problem(Map.of("ATTUNE_STORAGE", "mysql://u:hidden@h/d")))
        .isEqualTo("ATTUNE_STORAGE begins with 'mysql:', one of sqlite:");
    assertThat(problem(Map.of("ATTUNE_STORAGE", "sqlite:"))).startsWith("ATTUNE_STORAGE: ");

    var text = Files.writeString(folder.resolve("text.db"), "no database".repeat(1_000));
    assertThat(problem(Map.of("ATTUNE_STORAGE", "sqlite:" + text))).startsWith("ATTUNE_STORAGE: ");
  }

  @Test
  void anUnusablePlaceFileNamesItsSetting() throws Exception {
    var text = Files.writeString(folder.resolve("text.mmdb"), "no places");

    assertThat(problem(Map.of("ATTUNE_GEOIP_DATABASE", text.toString())))
        .startsWith("ATTUNE_GEOIP_DATABASE: ");
  }

  @Test
  void anUnusableTokenFileNamesItsSetting() throws Exception {
    Files.createFile(folder.resolve("admin-token"));

    assertThat(problem(Map.of()))
        .isEqualTo(
            "ATTUNE_ADMIN_TOKEN: %s has no token; delete it to have one made"
                .formatted(folder.resolve("admin-token")));
  }
}
