package dev.attune.engine.vectors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The files in `vectors/` at the root of the repository: JSON with comments.
final class Vectors {
  private static final Path DIRECTORY = Path.of("..", "vectors");
  private static final JsonMapper JSONC =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Vectors() {}

  static JsonNode read(String name) {
    return JSONC.readTree(DIRECTORY.resolve(name).toFile());
  }

  /// The files of a folder, sorted, as names that [#read] takes.
  static List<String> in(String folder) throws java.io.IOException {
    try (Stream<Path> files = Files.list(DIRECTORY.resolve(folder))) {
      return files.map(file -> folder + "/" + file.getFileName()).sorted().toList();
    }
  }

  /// Changes a document as RFC 7396 (JSON Merge Patch) says.
  static JsonNode patched(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    var result = target instanceof ObjectNode object ? object.deepCopy() : JSONC.createObjectNode();
    for (var change : changes.properties()) {
      if (change.getValue().isNull()) {
        result.remove(change.getKey());
      } else {
        var old = result.get(change.getKey());
        result.set(
            change.getKey(), patched(old == null ? JSONC.nullNode() : old, change.getValue()));
      }
    }
    return result;
  }

  /// Refuses fields that are not among these: a misspelt one would test nothing.
  static void allowOnly(JsonNode object, Set<String> names) {
    for (var name : object.propertyNames()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("unknown field '%s' in %s".formatted(name, object));
      }
    }
  }

  static <T> List<T> each(JsonNode array, Function<JsonNode, T> read) {
    var list = new ArrayList<T>();
    array.forEach(item -> list.add(read.apply(item)));
    return list;
  }

  static List<String> texts(JsonNode textOrArray) {
    return textOrArray.isArray()
        ? each(textOrArray, JsonNode::stringValue)
        : List.of(textOrArray.stringValue());
  }

  static String text(JsonNode object, String name, String otherwise) {
    var value = object.get(name);
    return value == null ? otherwise : value.stringValue();
  }
}
