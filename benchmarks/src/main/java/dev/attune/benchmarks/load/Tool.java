package dev.attune.benchmarks.load;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A program that the machine may or may not have.
///
/// @param install how to get it, for a person to read
public record Tool(String name, String install) {
  public static final Tool WRK = new Tool("wrk", "apt-get install wrk, or brew install wrk");
  public static final Tool NGINX =
      new Tool("nginx", "apt-get install nginx-light, or brew install nginx");

  /// Where it is: the first in PATH, else in the directories that a user's PATH often lacks.
  public Optional<Path> find() {
    var path = System.getenv("PATH");
    return find((path == null ? "" : path) + File.pathSeparator + "/usr/sbin");
  }

  /// @param path directories, separated as in PATH
  Optional<Path> find(String path) {
    for (var directory : path.split(File.pathSeparator, -1)) {
      var program = Path.of(directory, name);
      if (!directory.isEmpty() && Files.isExecutable(program) && Files.isRegularFile(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }
}
