package dev.attune.storage.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A process that is killed while it works.
final class Victim {
  private Victim() {}

  /// Runs a class and kills it.
  ///
  /// @param enough looks at all lines so far and says whether to kill it now
  /// @return the whole lines it has written to its standard output, each without the `!` that ends
  ///   it
  static List<String> run(Class<?> main, Predicate<List<String>> enough, String... arguments)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    var child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var lines = new ArrayList<String>();
    try (var output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        // The last line may have been cut short.
        if (line.endsWith("!")) {
          lines.add(line.substring(0, line.length() - 1));
        }
        if (enough.test(lines)) {
          child.toHandle().destroyForcibly();
        }
      }
    } finally {
      child.toHandle().destroyForcibly();
    }
    return lines;
  }
}
