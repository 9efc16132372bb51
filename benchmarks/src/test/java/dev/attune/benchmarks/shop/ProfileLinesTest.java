package dev.attune.benchmarks.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class ProfileLinesTest {
  @TempDir private Path directory;

  @Test
  void everyPersonIsALineOfJson() throws IOException {
    var file = directory.resolve("profiles.ndjson");
    ProfileLines.write(new People(7), 0, 50, file);

    var lines = Files.readAllLines(file);
    assertThat(lines).hasSize(50).allMatch(line -> line.startsWith("{\"customer_id\":\"user_"));
    assertThat(lines).allMatch(line -> fieldsAtDepth(line, 2) == People.ATTRIBUTES);
  }

  private static int fieldsAtDepth(String json, int wanted) {
    int depth = 0;
    int fields = 0;
    try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token == JsonToken.START_OBJECT ? 1 : token == JsonToken.END_OBJECT ? -1 : 0;
        fields += token == JsonToken.PROPERTY_NAME && depth == wanted ? 1 : 0;
      }
    }
    return fields;
  }
}
