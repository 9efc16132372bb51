package dev.attune.server.cli;

import dev.attune.server.upload.BadLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How far an import has come, in a small file beside what is imported: it is written after each
/// piece that the server has stored, and deleted at the end.
final class ImportState {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ENDING = ".attune-import";

  private final Path path;
  private final String workspace;
  private final long bytes;
  private final String head;
  private final List<BadLines.Line> badLines = new ArrayList<>();
  private long offset;
  private long nextLine = 1;
  private long created;
  private long updated;
  private long merged;
  private long unknown;
  private long bad;

  private ImportState(Path path, String workspace, long bytes, String head) {
    this.path = path;
    this.workspace = workspace;
    this.bytes = bytes;
    this.head = head;
  }

  /// Where it is unless somebody says otherwise.
  static Path beside(Path file) {
    return Path.of(file + ENDING);
  }

  static ImportState begin(Path path, ImportFile file, String workspace) {
    return new ImportState(path, workspace, file.bytes(), file.head());
  }

  /// Null where no import is under way.
  ///
  /// @throws CommandFailure if it is one of another file or into another workspace
  static @Nullable ImportState read(Path path, ImportFile file, String workspace)
      throws CommandFailure {
    try {
      var json = JSON.readTree(Files.readString(path));
      var state =
          new ImportState(
              path,
              json.required("workspace").asString(),
              json.required("file_bytes").asLong(),
              json.required("file_head").asString());
      state.fill(json);
      state.check(file, workspace);
      return state;
    } catch (NoSuchFileException none) {
      return null;
    } catch (IOException | JacksonException unreadable) {
      throw new CommandFailure(
          CommandFailure.USAGE,
          "%s does not say how far the import has come; --restart begins anew".formatted(path));
    }
  }

  private void fill(JsonNode json) {
    offset = json.required("offset").asLong();
    nextLine = json.required("next_line").asLong();
    created = json.required("created").asLong();
    updated = json.required("updated").asLong();
    merged = json.required("merged").asLong();
    unknown = json.required("unknown").asLong();
    bad = json.required("bad").asLong();
    addLines(json, 0);
  }

  private void check(ImportFile file, String into) throws CommandFailure {
    if (!into.equals(workspace)) {
      throw new CommandFailure(
          CommandFailure.USAGE,
          "%s is of an import into workspace %s; --restart begins anew".formatted(path, workspace));
    }
    if (file.bytes() != bytes || !file.head().equals(head)) {
      throw new CommandFailure(
          CommandFailure.USAGE,
          "%s is not as it was when the import began (%s says so); --restart begins anew"
              .formatted(file.path(), path));
    }
  }

  /// That the server has stored a chunk.
  ///
  /// @param answer what it said
  void sent(Chunks.Chunk chunk, JsonNode answer) {
    offset = chunk.offset();
    nextLine = chunk.nextLine();
    created += answer.path("created").asLong(0);
    updated += answer.path("updated").asLong(0);
    merged += answer.path("merged").asLong(0);
    unknown += answer.path("unknown").asLong(0);
    bad += answer.path("bad").asLong(0) + chunk.malformed().size();
    chunk.malformed().forEach(this::add);
    addLines(answer, chunk.before());
  }

  private void addLines(JsonNode json, long before) {
    for (var line : json.path("bad_lines").values()) {
      add(
          new BadLines.Line(
              before + line.path("line").asLong(0), line.path("message").asString("")));
    }
  }

  private void add(BadLines.Line line) {
    if (badLines.size() < BadLines.REPORTED) {
      badLines.add(line);
    }
  }

  void write() throws CommandFailure {
    var json = JSON.createObjectNode();
    json.put("workspace", workspace);
    json.put("file_bytes", bytes);
    json.put("file_head", head);
    json.put("offset", offset);
    json.put("next_line", nextLine);
    writeTotals(json);
    var next = Path.of(path + ".new");
    try {
      Files.write(next, json.toString().getBytes(StandardCharsets.UTF_8));
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new CommandFailure(
          CommandFailure.USAGE,
          "%s cannot be written (%s); --state names another place"
              .formatted(path, unwritable.getMessage()));
    }
  }

  void writeTotals(ObjectNode json) {
    json.put("created", created);
    json.put("updated", updated);
    json.put("merged", merged);
    json.put("unknown", unknown);
    json.put("bad", bad);
    var lines = json.putArray("bad_lines");
    for (var line : badLines) {
      lines.addObject().put("line", line.number()).put("message", line.message());
    }
  }

  void delete() throws CommandFailure {
    try {
      Files.deleteIfExists(path);
    } catch (IOException undeletable) {
      throw new CommandFailure(
          CommandFailure.REFUSED,
          "all is imported, but %s cannot be deleted: %s"
              .formatted(path, undeletable.getMessage()));
    }
  }

  long offset() {
    return offset;
  }

  long nextLine() {
    return nextLine;
  }

  /// Of how many people the server knows the data now.
  long profiles() {
    return created + updated;
  }

  long created() {
    return created;
  }

  long updated() {
    return updated;
  }

  long merged() {
    return merged;
  }

  long unknown() {
    return unknown;
  }

  long bad() {
    return bad;
  }

  /// The first of them.
  List<BadLines.Line> badLines() {
    return badLines;
  }
}
