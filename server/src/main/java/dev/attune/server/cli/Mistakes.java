package dev.attune.server.cli;

import dev.attune.server.document.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// What is wrong with a document, for people and for programs.
final class Mistakes {
  private static final JsonMapper JSON = new JsonMapper();

  private Mistakes() {}

  /// `file:line: path: message`, a line each: editors and CI turn that into links.
  static String lines(Path file, List<Mistake> mistakes) {
    return mistakes.stream()
        .map(mistake -> line(file, mistake) + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private static String line(Path file, Mistake mistake) {
    var where = mistake.line() > 0 ? file + ":" + mistake.line() : file.toString();
    return mistake.path().isEmpty()
        ? "%s: %s".formatted(where, mistake.message())
        : "%s: %s: %s".formatted(where, mistake.path(), mistake.message());
  }

  /// `{"valid":…,"errors":[…]}`, on one line; the errors as the admin API has them.
  static String json(List<Mistake> mistakes) {
    var node = JSON.createObjectNode();
    node.put("valid", mistakes.isEmpty());
    var errors = node.putArray("errors");
    for (var mistake : mistakes) {
      var error = errors.addObject();
      error.put("path", mistake.path());
      if (mistake.line() > 0) {
        error.put("line", mistake.line());
        error.put("column", mistake.column());
      }
      error.put("message", mistake.message());
    }
    return node.toString();
  }
}
