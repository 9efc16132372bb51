package dev.attune.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// The shipped jar as a process of its own, on free ports, with its database in a folder.
///
/// One object is one process: [#again] starts another on the same folder.
final class Attune implements AutoCloseable {
  static final String ADMIN_TOKEN = "acceptance-admin-token";
  static final Path ROOT = root();
  static final Path JAR = ROOT.resolve("server/target/attune.jar");
  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /// The launcher's.
  static final List<String> FLAGS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED");

  private static final Pattern SERVES =
      Pattern.compile(
          "Attune \\S+ serves on (http://127\\.0\\.0\\.1:\\d+), metrics on (http://127\\.0\\.0\\.1:\\d+)/metrics");
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 30;
  private static final List<Attune> STARTED = new CopyOnWriteArrayList<>();

  private final Path folder;
  private final Map<String, String> settings;
  private final Process process;
  private final Thread reader;
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Ports> ports = new CompletableFuture<>();
  private int printed;

  private record Ports(URI http, URI management) {}

  private Attune(Path folder, Map<String, String> settings) throws IOException {
    this.folder = folder;
    this.settings = settings;
    process = process(List.of("serve"), settings, folder);
    reader = Thread.ofPlatform().daemon().name("attune's log").start(this::read);
    STARTED.add(this);
  }

  /// Waits until it serves.
  static Attune start(Path folder) throws IOException {
    return start(folder, Map.of());
  }

  /// @param more settings that are added to the usual ones, or replace them
  static Attune start(Path folder, Map<String, String> more) throws IOException {
    var settings = new HashMap<String, String>();
    settings.put("ATTUNE_HTTP_PORT", "0");
    settings.put("ATTUNE_MANAGEMENT_PORT", "0");
    settings.put("ATTUNE_STORAGE", "sqlite:" + database(folder));
    settings.put("ATTUNE_ADMIN_TOKEN", ADMIN_TOKEN);
    settings.put("ATTUNE_EVENT_RETENTION_DAYS", "forever"); // tests send events of fixed dates
    settings.putAll(more);
    settings.values().removeIf(String::isEmpty);
    var attune = new Attune(folder, Map.copyOf(settings));
    attune.awaitPorts();
    return attune;
  }

  /// The jar with a command. Its two outputs are one.
  ///
  /// @param settings all of them: none is inherited
  static Process process(List<String> arguments, Map<String, String> settings, Path folder)
      throws IOException {
    if (!Files.isReadable(JAR)) {
      throw new IllegalStateException(JAR + " is not there: mvn package -pl server -am");
    }
    var command = new ArrayList<String>();
    command.add(JAVA.toString());
    command.addAll(FLAGS);
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ATTUNE_"));
    builder.environment().putAll(settings);
    return builder.start();
  }

  private static Path root() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve("attune"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no folder above this one holds the launcher 'attune'");
  }

  static Path database(Path folder) {
    return folder.resolve("attune.db");
  }

  private void read() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        var serves = SERVES.matcher(line);
        if (serves.matches()) {
          ports.complete(new Ports(URI.create(serves.group(1)), URI.create(serves.group(2))));
        }
      }
    } catch (IOException broken) {
      log.add("(the log broke off: " + broken + ")");
    }
    ports.completeExceptionally(new IllegalStateException("it ended before it served"));
  }

  private Ports awaitPorts() {
    try {
      return ports.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException("Attune did not start. It said:\n" + log(), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  URI http() {
    return awaitPorts().http();
  }

  URI management() {
    return awaitPorts().management();
  }

  Path folder() {
    return folder;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// All it wrote so far.
  String log() {
    return String.join("\n", log);
  }

  /// SIGTERM, and back at once.
  void terminate() {
    process.destroy();
  }

  /// SIGTERM, and waits.
  ///
  /// @return the exit code
  int stop() {
    terminate();
    return awaitEnd();
  }

  /// SIGKILL, and waits.
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  int awaitEnd() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Attune did not stop. It said:\n" + log());
      }
      reader.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Another process on the same folder and with the same settings, beside this one if it lives.
  Attune again() {
    try {
      var attune = new Attune(folder, settings);
      attune.awaitPorts();
      return attune;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      try {
        stop();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /// What no process has written before the last call, so that a failed test can show its own part.
  static List<String> news() {
    var all = new ArrayList<String>();
    for (var attune : STARTED) {
      var lines = attune.log.stream().skip(attune.printed).toList();
      attune.printed += lines.size();
      if (!lines.isEmpty()) {
        all.add("Attune %d said:\n%s".formatted(attune.pid(), String.join("\n", lines)));
      }
    }
    return all;
  }
}
