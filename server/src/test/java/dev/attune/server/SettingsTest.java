package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.server.events.EventRetention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir private Path folder;

  private static String problems(Map<String, String> environment) {
    var wrong =
        catchThrowableOfType(SettingsException.class, () -> Settings.read(environment, null));
    return wrong == null ? "" : String.valueOf(wrong.getMessage());
  }

  @Test
  void everySettingHasADefault() throws SettingsException {
    assertThat(Settings.read(Map.of("PATH", "/bin"), null))
        .isEqualTo(
            new Settings(
                "127.0.0.1",
                8080,
                8081,
                "sqlite:data/attune.db",
                null,
                null,
                Settings.LogFormat.TEXT,
                1_048_576,
                EventRetention.days(400)));
  }

  @Test
  void everySettingCanBeSet() throws IOException, SettingsException {
    var places = Files.createFile(folder.resolve("places.mmdb"));

    assertThat(
            Settings.read(
                Map.of(
                    "ATTUNE_HTTP_HOST", "0.0.0.0",
                    "ATTUNE_HTTP_PORT", "0",
                    "ATTUNE_MANAGEMENT_PORT", " 65535 ",
                    "ATTUNE_STORAGE", "sqlite:/var/lib/attune/attune.db",
                    "ATTUNE_ADMIN_TOKEN", "a-long-token",
                    "ATTUNE_GEOIP_DATABASE", places.toString(),
                    "ATTUNE_LOG_FORMAT", "json",
                    "ATTUNE_MAX_BODY_BYTES", "1024",
                    "ATTUNE_EVENT_RETENTION_DAYS", "90"),
                null))
        .isEqualTo(
            new Settings(
                "0.0.0.0",
                0,
                65_535,
                "sqlite:/var/lib/attune/attune.db",
                "a-long-token",
                places,
                Settings.LogFormat.JSON,
                1024,
                EventRetention.days(90)));
  }

  @Test
  void eventsMayBeKeptForEver() throws SettingsException {
    assertThat(Settings.read(Map.of("ATTUNE_EVENT_RETENTION_DAYS", "forever"), null))
        .extracting(Settings::eventRetention)
        .isEqualTo(EventRetention.FOREVER);
    for (var wrong : new String[] {"6", "3651", "0", "-1", "never", "90d"}) {
      assertThat(problems(Map.of("ATTUNE_EVENT_RETENTION_DAYS", wrong)))
          .as(wrong)
          .contains(
              "ATTUNE_EVENT_RETENTION_DAYS is '%s', a whole number from 7 to 3650, or forever"
                  .formatted(wrong));
    }
  }

  @Test
  void theEnvironmentComesBeforeTheFile() throws IOException, SettingsException {
    var file = folder.resolve("attune.properties");
    Files.writeString(file, "ATTUNE_HTTP_PORT=1\nATTUNE_HTTP_HOST = ::1 \n");

    var settings = Settings.read(Map.of("ATTUNE_HTTP_PORT", "2"), file);

    assertThat(settings.httpPort()).isEqualTo(2);
    assertThat(settings.httpHost()).isEqualTo("::1");
  }

  @Test
  void theLaunchersSettingsAreNotOurs() throws SettingsException {
    assertThat(
            Settings.read(
                Map.of("ATTUNE_JVM_OPTIONS", "-Xmx1g", "ATTUNE_SERVER", "http://h:1"), null))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ATTUNE_HTTP_PORT | http | ATTUNE_HTTP_PORT is 'http', a whole number from 0 to 65535",
        "ATTUNE_HTTP_PORT | 65536 | ATTUNE_HTTP_PORT is '65536', a whole number from 0 to 65535",
        "ATTUNE_HTTP_PORT | -1 | ATTUNE_HTTP_PORT is '-1', a whole number from 0 to 65535",
        "ATTUNE_HTTP_PORT | 99999999999 | ATTUNE_HTTP_PORT is '99999999999', a whole number from 0 to 65535",
        "ATTUNE_HTTP_PORT | '' | ATTUNE_HTTP_PORT is empty; leave it out for its default",
        "ATTUNE_HTTP_HOST | '  ' | ATTUNE_HTTP_HOST is empty; leave it out for its default",
        "ATTUNE_MANAGEMENT_PORT | 8.5 | ATTUNE_MANAGEMENT_PORT is '8.5', a whole number from 0 to 65535",
        "ATTUNE_MAX_BODY_BYTES | 1023 | ATTUNE_MAX_BODY_BYTES is '1023', a whole number from 1024 to 67108864",
        "ATTUNE_MAX_BODY_BYTES | 67108865 | ATTUNE_MAX_BODY_BYTES is '67108865', a whole number from 1024 to 67108864",
        "ATTUNE_LOG_FORMAT | xml | ATTUNE_LOG_FORMAT is 'xml', text or json",
        "ATTUNE_GEOIP_DATABASE | /nowhere/x.mmdb | ATTUNE_GEOIP_DATABASE names /nowhere/x.mmdb, which cannot be read",
      })
  void whatCannotBeIsSaidWithWhatCan(String name, String value, String problem) {
    assertThat(problems(Map.of(name, value))).isEqualTo(problem);
  }

  @Test
  void aPathThatIsNoneIsAProblemAndNotACrash() {
    assertThat(problems(Map.of("ATTUNE_GEOIP_DATABASE", "a\u0000b")))
        .startsWith("ATTUNE_GEOIP_DATABASE names");
  }

  @Test
  void anUnknownNameStopsTheStartAndTheKnownOnesAreListed() {
    assertThat(problems(Map.of("ATTUNE_PORT", "1")))
        .startsWith("ATTUNE_PORT is no setting; there are ATTUNE_ADMIN_TOKEN, ")
        .contains("ATTUNE_HTTP_PORT");
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    assertThat(
            problems(
                    Map.of(
                        "ATTUNE_HTTP_PORT", "x",
                        "ATTUNE_LOG_FORMAT", "x",
                        "ATTUNE_ADMIN_TOKEN", "short",
                        "ATTUNE_X", "x"))
                .lines())
        .hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hidden7", "hidden token", "hidden-tökén", "hidden\u0000token"})
  void theTokenIsNeverInAMessage(String token) {
    assertThat(problems(Map.of("ATTUNE_ADMIN_TOKEN", token)))
        .startsWith("ATTUNE_ADMIN_TOKEN ")
        .doesNotContain("hidden");
  }

  @Test
  void secretsAreNotInItsText() throws SettingsException {
    var settings =
        Settings.read(
            Map.of(
                "ATTUNE_ADMIN_TOKEN", "hidden-token",
                "ATTUNE_STORAGE", "postgresql://u:hidden-password@h/d"),
            null);

    assertThat(settings.toString()).doesNotContain("hidden");
  }

  @Test
  void aFileThatCannotBeReadIsAProblem() throws IOException {
    var missing = folder.resolve("missing.properties");
    assertThat(
            catchThrowableOfType(SettingsException.class, () -> Settings.read(Map.of(), missing)))
        .hasMessageContaining(missing.toString());

    var odd = folder.resolve("odd.properties");
    Files.writeString(odd, "ATTUNE_HTTP_PORT=\\u00zz");
    assertThat(catchThrowableOfType(SettingsException.class, () -> Settings.read(Map.of(), odd)))
        .hasMessageContaining(odd.toString());
  }

  @Test
  void anythingElseInTheFileIsUnknown() throws IOException {
    var file = folder.resolve("attune.properties");
    Files.writeString(file, "http.port=1\n");

    assertThat(catchThrowableOfType(SettingsException.class, () -> Settings.read(Map.of(), file)))
        .hasMessageStartingWith("http.port is no setting");
  }

  @ParameterizedTest
  @CsvSource({
    "sqlite:/var/lib/attune/attune.db,/var/lib/attune/admin-token",
    "sqlite:/attune.db,/admin-token",
    "postgresql://h/d,data/admin-token"
  })
  void theTokenIsKeptBesideTheDatabase(String storage, Path file) throws SettingsException {
    var settings = Settings.read(Map.of("ATTUNE_STORAGE", storage), null);

    assertThat(settings.adminTokenFile()).isEqualTo(file);
  }
}
