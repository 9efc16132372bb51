package dev.attune.server;

import dev.attune.server.events.EventRetention;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How this server runs: read once at the start, from the environment or a properties file with the
/// same names. docs/operating.md lists them.
///
/// @param managementPort 0 for any free one, like `httpPort`
/// @param adminToken absent: made at the first start and kept in [#adminTokenFile]
/// @param geoipDatabase absent: countries only, from the bundled file
/// @param maxBodyBytes of a call to the three endpoints
record Settings(
    String httpHost,
    int httpPort,
    int managementPort,
    String storage,
    @Nullable String adminToken,
    @Nullable Path geoipDatabase,
    LogFormat logFormat,
    int maxBodyBytes,
    EventRetention eventRetention) {

  enum LogFormat {
    TEXT,
    JSON
  }

  static final int MIN_TOKEN_LENGTH = 8;

  private static final int RETENTION_DAYS = 400;
  private static final String PREFIX = "ATTUNE_";
  private static final int MAX_PORT = 65_535;

  /// Read by the launcher and the command line, not by the server.
  private static final Set<String> OTHERS = Set.of("ATTUNE_JVM_OPTIONS", "ATTUNE_SERVER");

  /// @param environment only names that begin with `ATTUNE_` are looked at
  /// @param file a properties file; its settings give way to the environment's. Absent: none
  /// @throws SettingsException if any is unknown or cannot be; the message names all of them
  static Settings read(Map<String, String> environment, @Nullable Path file)
      throws SettingsException {
    var given = new HashMap<String, String>();
    if (file != null) {
      given.putAll(properties(file));
    }
    environment.forEach((name, value) -> {
      if (name.startsWith(PREFIX)) {
        given.put(name, value);
      }
    });
    return new Parser(given).parse();
  }

  private static Map<String, String> properties(Path file) throws SettingsException {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new SettingsException(
          List.of("the settings file %s cannot be read: %s".formatted(file, unreadable)));
    }
    var settings = new HashMap<String, String>();
    properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
    return settings;
  }

  /// Where the token is kept that was made at the first start: beside an embedded database, else in
  /// `data`.
  Path adminTokenFile() {
    var sqlite = "sqlite:";
    var parent =
        storage.startsWith(sqlite)
            ? Path.of(storage.substring(sqlite.length())).toAbsolutePath().getParent()
            : Path.of("data");
    return (parent == null ? Path.of("data") : parent).resolve("admin-token");
  }

  /// Without secrets: the storage's may have a password in it.
  @Override
  public String toString() {
    return "Settings[%s:%d, management %d]".formatted(httpHost, httpPort, managementPort);
  }

  /// Takes one setting after the other and collects what is wrong.
  private static final class Parser {
    private final Map<String, String> given;
    private final Set<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    Parser(Map<String, String> given) {
      this.given = given;
    }

    Settings parse() throws SettingsException {
      var settings =
          new Settings(
              text("ATTUNE_HTTP_HOST", "127.0.0.1"),
              number("ATTUNE_HTTP_PORT", 8080, 0, MAX_PORT),
              number("ATTUNE_MANAGEMENT_PORT", 8081, 0, MAX_PORT),
              text("ATTUNE_STORAGE", "sqlite:data/attune.db"),
              token("ATTUNE_ADMIN_TOKEN"),
              file("ATTUNE_GEOIP_DATABASE"),
              logFormat("ATTUNE_LOG_FORMAT"),
              number("ATTUNE_MAX_BODY_BYTES", 1024 * 1024, 1024, 64 * 1024 * 1024),
              retention("ATTUNE_EVENT_RETENTION_DAYS"));
      for (var name : new TreeSet<>(given.keySet())) {
        if (!known.contains(name) && !OTHERS.contains(name)) {
          problems.add("%s is no setting; there are %s".formatted(name, String.join(", ", known)));
        }
      }
      if (!problems.isEmpty()) {
        throw new SettingsException(problems);
      }
      return settings;
    }

    private @Nullable String given(String name) {
      known.add(name);
      var value = given.get(name);
      if (value != null && value.isBlank()) {
        problems.add(name + " is empty; leave it out for its default");
        return null;
      }
      return value == null ? null : value.strip();
    }

    private String text(String name, String byDefault) {
      var value = given(name);
      return value == null ? byDefault : value;
    }

    private int number(String name, int byDefault, int low, int high) {
      return number(name, byDefault, low, high, "");
    }

    /// @param also what else it may be
    private int number(String name, int byDefault, int low, int high, String also) {
      var value = given(name);
      if (value == null) {
        return byDefault;
      }
      try {
        int number = Integer.parseInt(value);
        if (number >= low && number <= high) {
          return number;
        }
      } catch (NumberFormatException notANumber) {
        // said below, with what is allowed
      }
      problems.add(
          "%s is '%s', a whole number from %d to %d%s".formatted(name, value, low, high, also));
      return byDefault;
    }

    private EventRetention retention(String name) {
      return "forever".equals(given(name))
          ? EventRetention.FOREVER
          : EventRetention.days(number(name, RETENTION_DAYS, 7, 3_650, ", or forever"));
    }

    /// Never repeated in a message. It must fit into a header.
    private @Nullable String token(String name) {
      var value = given(name);
      if (value != null && value.length() < MIN_TOKEN_LENGTH) {
        problems.add(
            "%s is %d characters, at least %d".formatted(name, value.length(), MIN_TOKEN_LENGTH));
      } else if (value != null && !value.chars().allMatch(c -> c > ' ' && c <= '~')) {
        problems.add(name + " has characters other than printable ASCII without spaces");
      }
      return value;
    }

    private @Nullable Path file(String name) {
      var value = given(name);
      if (value == null) {
        return null;
      }
      try {
        var path = Path.of(value);
        if (Files.isReadable(path)) {
          return path;
        }
      } catch (InvalidPathException noPath) {
        // said below
      }
      problems.add("%s names %s, which cannot be read".formatted(name, value));
      return null;
    }

    private LogFormat logFormat(String name) {
      var value = given(name);
      return switch (value) {
        case null -> LogFormat.TEXT;
        case "text" -> LogFormat.TEXT;
        case "json" -> LogFormat.JSON;
        default -> {
          problems.add("%s is '%s', text or json".formatted(name, value));
          yield LogFormat.TEXT;
        }
      };
    }
  }
}
