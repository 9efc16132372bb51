package dev.attune.server.document;

import dev.attune.server.document.Token.Kind;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// The tokens of a JSON text.
final class JsonSource implements Token.Source {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2 * TreeReader.MAX_DEPTH)
                  .maxStringLength(1_000_000)
                  .maxNameLength(10_000)
                  .maxNumberLength(1_000)
                  .build())
          .build();

  private final JsonParser parser;

  JsonSource(String text) {
    parser = JSON.createParser(ObjectReadContext.empty(), text);
  }

  @Override
  public Token next() {
    try {
      var token = parser.nextToken();
      var at = parser.currentTokenLocation();
      return new Token(kind(token), text(token), at.getLineNr(), at.getColumnNr());
    } catch (JacksonException malformed) {
      var message = malformed.getOriginalMessage().lines().findFirst().orElse("");
      var at = malformed.getLocation();
      throw new InvalidDocument(
          List.of(
              new Mistake(
                  "",
                  at == null ? 0 : Math.max(0, at.getLineNr()),
                  at == null ? 0 : Math.max(0, at.getColumnNr()),
                  "the document is not JSON: " + message)));
    }
  }

  private static Kind kind(JsonToken token) {
    return switch (token) {
      case null -> Kind.END;
      case START_OBJECT -> Kind.OBJECT;
      case END_OBJECT -> Kind.END_OBJECT;
      case START_ARRAY -> Kind.LIST;
      case END_ARRAY -> Kind.END_LIST;
      case PROPERTY_NAME, VALUE_STRING -> Kind.TEXT;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
      case VALUE_TRUE -> Kind.TRUE;
      case VALUE_FALSE -> Kind.FALSE;
      case VALUE_NULL -> Kind.NULL;
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no token of a text: " + token);
    };
  }

  private String text(JsonToken token) {
    return switch (token) {
      case PROPERTY_NAME, VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
      case null, default -> "";
    };
  }
}
