package dev.attune.server.catalog;

import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.DocumentWriter;
import dev.attune.server.document.Format;
import dev.attune.server.document.KeyKind;
import dev.attune.server.document.WorkspaceDocument;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What the storage keeps of a workspace: `{"keys":[…],"document":{…}}`, in this order, so that the
/// document can be handed on as the text it is.
record StoredText(WorkspaceDocument document, Keys keys) {
  private static final JsonFactory JSON = new JsonFactory();

  String text() {
    var text = new StringWriter();
    try (var out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject();
      out.writeArrayPropertyStart("keys");
      for (var key : keys.list()) {
        out.writeStartObject();
        out.writeStringProperty("id", key.id());
        out.writeStringProperty("kind", key.kind().word());
        out.writeStringProperty("name", key.name());
        out.writeStringProperty("sha256", key.sha256());
        out.writeStringProperty("created_at", key.createdAt().toString());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeName("document");
      out.writeRawValue(DocumentWriter.text(document, Format.JSON));
      out.writeEndObject();
    }
    return text.toString();
  }

  /// @throws IllegalArgumentException if it is not what [#text] writes
  /// @throws dev.attune.server.document.InvalidDocument if the document is not what this version of
  ///   the reader takes
  static StoredText of(String text) {
    var keys = new ArrayList<Key>();
    int document;
    try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      expect(parser, JsonToken.START_OBJECT);
      expectName(parser, "keys");
      expect(parser, JsonToken.START_ARRAY);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        keys.add(key(parser));
      }
      expectName(parser, "document");
      expect(parser, JsonToken.START_OBJECT);
      document = (int) parser.currentTokenLocation().getCharOffset();
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException(
          "the stored workspace is malformed: " + malformed.getOriginalMessage(), malformed);
    }
    return new StoredText(
        DocumentReader.stored(text.substring(document, text.length() - 1)), new Keys(keys));
  }

  private static void expect(JsonParser parser, JsonToken token) {
    if (parser.nextToken() != token) {
      throw new IllegalArgumentException(
          "the stored workspace has %s where %s belongs".formatted(parser.currentToken(), token));
    }
  }

  private static void expectName(JsonParser parser, String name) {
    expect(parser, JsonToken.PROPERTY_NAME);
    if (!parser.currentName().equals(name)) {
      throw new IllegalArgumentException(
          "the stored workspace has %s where %s belongs".formatted(parser.currentName(), name));
    }
  }

  private static Key key(JsonParser parser) {
    Map<String, String> fields = new HashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      expect(parser, JsonToken.VALUE_STRING);
      fields.put(name, parser.getString());
    }
    for (var needed : List.of("id", "kind", "name", "sha256", "created_at")) {
      if (!fields.containsKey(needed)) {
        throw new IllegalArgumentException("a stored key has no " + needed);
      }
    }
    return new Key(
        fields.getOrDefault("id", ""),
        KeyKind.valueOf(fields.getOrDefault("kind", "").toUpperCase(Locale.ROOT)),
        fields.getOrDefault("name", ""),
        fields.getOrDefault("sha256", ""),
        Instant.parse(fields.getOrDefault("created_at", "")));
  }
}
