package dev.attune.server.fetch;

import dev.attune.engine.audience.Rules;
import dev.attune.engine.decision.Decision.Served;
import dev.attune.engine.experience.DataType;
import dev.attune.engine.profile.Value;
import dev.attune.server.http.Refused;
import dev.attune.server.json.Json;
import dev.attune.server.personalize.PersonalizeProblem;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The fetch body as callers write it, and the answer as they expect it. Source:
/// docs/wire.md#fetch.
final class FetchWire {
  private static final int MAX_KEYS = 25;
  private static final int MAX_ATTRIBUTES = 1_000;
  private static final int MAX_VALUES = 254;
  private static final int MAX_TEXT_LENGTH = 16 * 1024;
  private static final int MAX_QUOTED = 100;
  private static final String DAYS =
      Arrays.stream(DayOfWeek.values())
          .sorted((a, b) -> Integer.compare(a.getValue() % 7, b.getValue() % 7)) // Sunday first
          .map(Rules::dayName)
          .collect(Collectors.joining(", ", "[", "]"));
  private static final String HOURS =
      IntStream.range(0, 24)
          .mapToObj("%02d"::formatted)
          .collect(Collectors.joining(", ", "[", "]"));
  private static final Map<String, DayOfWeek> DAY_BY_NAME =
      Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(Rules::dayName, day -> day));
  private static final byte[] OPEN = Json.utf8("{\"experiences\":{");
  private static final byte[] COMMA = {','};
  private static final byte[] CLOSE = Json.utf8("}}");

  private FetchWire() {}

  /// @throws Refused in the words of the contract for whatever is wrong with the body
  static FetchRequest read(byte[] body) {
    if (body.length == 0) {
      throw new Refused(PersonalizeProblem.emptyBody());
    }
    try (var json = Json.parser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Refused(PersonalizeProblem.malformedJson());
      }
      var request = readObject(json);
      if (json.nextToken() != null) {
        throw new Refused(PersonalizeProblem.malformedJson());
      }
      return request;
    } catch (JacksonException malformed) {
      throw new Refused(PersonalizeProblem.malformedJson());
    }
  }

  private static FetchRequest readObject(JsonParser json) {
    try {
      return readFields(json);
    } catch (Refused refused) {
      throw Json.endsWell(json) ? refused : new Refused(PersonalizeProblem.malformedJson());
    }
  }

  private static FetchRequest readFields(JsonParser json) {
    var request = new FetchRequest.Builder();
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "identifiers" -> readIdentifiers(json, token, request);
        case "experience_key" -> request.keys = readKeys(json, token);
        case "DAY_OF_THE_WEEK" -> request.day = day(text(json, token, field));
        case "TIME_OF_THE_DAY" -> request.hour = hour(text(json, token, field));
        case "USER_IP_ADDRESS" -> request.ipAddress = orEmpty(text(json, token, field));
        case "USER_AGENT" -> request.userAgent = orEmpty(text(json, token, field));
        default -> {
          var value = inSession(json, token);
          if (value == null) {
            request.query.remove(field); // of a field that is there twice, the last counts
          } else if (request.query.size() < MAX_ATTRIBUTES || request.query.containsKey(field)) {
            request.query.put(field, value);
          }
        }
      }
    }
    return request.build();
  }

  private static void readIdentifiers(
      JsonParser json, JsonToken token, FetchRequest.Builder request) {
    request.withoutIdentifiers(); // of a field that is there twice, the last counts
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      throw wrongType("identifiers", "an object");
    }
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var inner = json.nextToken();
      switch (field) {
        case "customer_id" -> request.customerId = orEmpty(text(json, inner, "customer_id"));
        case "anonymous_id" -> request.anonymousId = orEmpty(text(json, inner, "anonymous_id"));
        case "user_identifiers" -> readUserIdentifiers(json, inner, request);
        default -> json.skipChildren();
      }
    }
  }

  /// An object by attribute name; or, as one of the vendor's schemas has it, a string that is any
  /// of the configured identifiers.
  private static void readUserIdentifiers(
      JsonParser json, JsonToken token, FetchRequest.Builder request) {
    request.withoutUserIdentifiers();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token == JsonToken.VALUE_STRING) {
      request.anyIdentifier = json.getString();
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      throw wrongType("user_identifiers", "an object or a string");
    }
    var identifiers = new HashMap<String, String>();
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var inner = json.nextToken();
      if (inner.isScalarValue() && inner != JsonToken.VALUE_NULL) {
        identifiers.put(field, json.getString());
      } else if (inner != JsonToken.VALUE_NULL) {
        throw wrongType("user_identifiers." + Json.cut(field, MAX_QUOTED), "a string");
      }
    }
    request.userIdentifiers = identifiers;
  }

  /// The first 25 different keys, in the order given.
  private static List<String> readKeys(JsonParser json, JsonToken token) {
    if (token == JsonToken.VALUE_NULL) {
      return List.of();
    }
    if (token == JsonToken.VALUE_STRING) {
      return List.of(json.getString());
    }
    if (token != JsonToken.START_ARRAY) {
      throw wrongType("experience_key", "an array of strings");
    }
    var keys = new ArrayList<String>(4);
    int given = 0;
    for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      if (item != JsonToken.VALUE_STRING) {
        throw wrongType("experience_key", "an array of strings");
      }
      var key = json.getString();
      if (given++ < MAX_KEYS && !keys.contains(key)) {
        keys.add(key);
      }
    }
    return keys;
  }

  private static @Nullable String text(JsonParser json, JsonToken token, String field) {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(field, "a string");
    }
    return json.getString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable DayOfWeek day(@Nullable String name) {
    var day = name == null ? null : DAY_BY_NAME.get(name);
    if (name != null && day == null) {
      throw notAllowed("DAY_OF_THE_WEEK", name, DAYS);
    }
    return day;
  }

  private static @Nullable Integer hour(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.length() == 2 && isDigit(text.charAt(0)) && isDigit(text.charAt(1))) {
      int hour = (text.charAt(0) - '0') * 10 + text.charAt(1) - '0';
      if (hour < 24) {
        return hour;
      }
    }
    throw notAllowed("TIME_OF_THE_DAY", text, HOURS);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// A custom in-session attribute: a text, the JSON text of a number or boolean, or any of
  /// several. Objects say nothing that a rule could ask for. Bounded, because site visitors may
  /// choose them and every rule looks at all of it.
  private static @Nullable Value inSession(JsonParser json, JsonToken token) {
    return switch (token) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          textInSession(json);
      case START_ARRAY -> {
        var items = new ArrayList<Value>();
        for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
          var text =
              item.isScalarValue() && item != JsonToken.VALUE_NULL ? textInSession(json) : null;
          if (text != null && items.size() < MAX_VALUES) {
            items.add(text);
          }
          json.skipChildren();
        }
        yield new Value.Array(items);
      }
      default -> {
        json.skipChildren();
        yield null;
      }
    };
  }

  private static @Nullable Value textInSession(JsonParser json) {
    var text = json.getString();
    return text.length() > MAX_TEXT_LENGTH ? null : new Value.Text(text);
  }

  private static Refused notAllowed(String field, String value, String allowed) {
    return new Refused(
        PersonalizeProblem.invalidField(
            "%s - Enum doesnt allow value: %s, allowed values: %s"
                .formatted(field, Json.cut(value, MAX_QUOTED), allowed)));
  }

  private static Refused wrongType(String field, String wanted) {
    return new Refused(PersonalizeProblem.invalidField("%s - must be %s".formatted(field, wanted)));
  }

  /// `{"experiences":{…}}` of the pieces that were encoded at publishing and the filled slots.
  static byte[] write(List<Served> served) {
    var parts = new ArrayList<byte[]>(2 * served.size() + 2);
    parts.add(OPEN);
    for (int i = 0; i < served.size(); i++) {
      if (i > 0) {
        parts.add(COMMA);
      }
      addMember(parts, served.get(i));
    }
    parts.add(CLOSE);
    int length = 0;
    for (var part : parts) {
      length += part.length;
    }
    var body = new byte[length];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, body, at, part.length);
      at += part.length;
    }
    return body;
  }

  private static void addMember(List<byte[]> parts, Served served) {
    var pieces = served.content().payload().pieces();
    var slots = served.content().payload().slots();
    parts.add(pieces.getFirst());
    for (int i = 0; i < slots.size(); i++) {
      var text = served.filled().get(i);
      var type = slots.get(i).type();
      boolean quoted = type == DataType.STRING || type == DataType.JSON;
      parts.add(quoted ? Json.quoted(text) : Json.utf8(text));
      parts.add(pieces.get(i + 1));
    }
  }
}
