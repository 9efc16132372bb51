package dev.attune.server.data;

import dev.attune.server.http.Refused;
import dev.attune.server.json.Json;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// How bodies of the data APIs are read: one JSON object, its fields in any order. Source:
/// docs/wire.md#data-errors.
public final class DataBody {
  private static final int MAX_QUOTED = 100;

  private DataBody() {}

  /// @param object reads the object that begins at the parser, to its end. What it refuses is only
  ///   said of a body that is well-formed as a whole
  /// @throws Refused in the words of the contract for whatever is wrong with the body
  public static <T> T read(byte[] body, Function<JsonParser, T> object) {
    try (var json = Json.parser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Refused(DataProblem.malformedJson());
      }
      var read = readObject(json, object);
      if (json.nextToken() != null) {
        throw new Refused(DataProblem.malformedJson());
      }
      return read;
    } catch (JacksonException malformed) {
      throw new Refused(DataProblem.malformedJson());
    }
  }

  private static <T> T readObject(JsonParser json, Function<JsonParser, T> object) {
    try {
      return object.apply(json);
    } catch (Refused refused) {
      throw Json.endsWell(json) ? refused : new Refused(DataProblem.malformedJson());
    }
  }

  /// A text; null where the field is null, as if it were absent.
  public static @Nullable String text(JsonParser json, JsonToken token, String field) {
    return switch (token) {
      case VALUE_STRING -> json.getString();
      case VALUE_NULL -> null;
      default -> throw new Refused(DataProblem.wrongType(field, "string"));
    };
  }

  /// False where the field is null.
  public static boolean flag(JsonToken token, String field) {
    return switch (token) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw new Refused(DataProblem.wrongType(field, "boolean"));
    };
  }

  public static void expectObject(JsonToken token, String field) {
    if (token != JsonToken.START_OBJECT) {
      throw new Refused(DataProblem.wrongType(field, "object"));
    }
  }

  public static void expectArray(JsonToken token, String field) {
    if (token != JsonToken.START_ARRAY) {
      throw new Refused(DataProblem.wrongType(field, "array"));
    }
  }

  /// @param wanted the only one there may be, case-sensitive
  public static void expectType(@Nullable String type, String wanted) {
    if (!required(type, "type").equals(wanted)) {
      throw new Refused(DataProblem.wrongType("type", wanted));
    }
  }

  public static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new Refused(DataProblem.missing(field));
    }
    return value;
  }

  /// What a caller wrote, short enough for a message.
  public static String quoted(String text) {
    return "'" + Json.cut(text, MAX_QUOTED) + "'";
  }
}
