package dev.attune.server.json;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.core.util.JsonRecyclerPools;

/// How JSON from callers is read and answers are written.
public final class Json {
  /// Deeper than any body of the API, shallow enough for recursive readers.
  private static final int MAX_DEPTH = 32;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Only UTF-8 is JSON here, and names that callers choose must not stay in memory.
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(100)
                  .maxNameLength(1_000)
                  .build())
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .build();

  private Json() {}

  /// Reads a whole body; what is malformed throws `JacksonException` where it is met. No text in it
  /// has half a surrogate pair.
  ///
  /// @throws StreamReadException if the body is not Unicode text in UTF-8
  public static JsonParser parser(byte[] body) {
    if (!Unicode.isUnicode(body)) {
      throw new StreamReadException(null, "not Unicode text in UTF-8");
    }
    return FACTORY.createParser(ObjectReadContext.empty(), body, 0, body.length);
  }

  /// Reads on to the end of a body in which something was refused already: whether it is one whole
  /// document. What is not is refused for that in the first place, wherever the other mistake is.
  ///
  /// @throws tools.jackson.core.JacksonException if the rest is malformed
  public static boolean endsWell(JsonParser json) {
    while (true) {
      boolean ended = json.streamReadContext().inRoot();
      if (json.nextToken() == null) {
        return true;
      }
      if (ended) {
        return false;
      }
    }
  }

  public static JsonGenerator generator(ByteArrayBuilder out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
  }

  /// A text as a JSON string in UTF-8, quotes included. Half of a surrogate pair, which a template
  /// may cut out of a name, is written as `?`.
  public static byte[] quoted(String text) {
    var escaped = JsonStringEncoder.getInstance().quoteAsUTF8(whole(text));
    var quoted = new byte[escaped.length + 2];
    quoted[0] = '"';
    System.arraycopy(escaped, 0, quoted, 1, escaped.length);
    quoted[quoted.length - 1] = '"';
    return quoted;
  }

  private static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return new String(utf8(text), StandardCharsets.UTF_8); // encoding puts the question mark
      }
    }
    return text;
  }

  /// The first characters of a text, for a message: never half of one, and an ellipsis if there are
  /// more.
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }

  /// The text of a top-level field of an object; empty when it has none.
  public static String textAt(String object, String field) {
    try (var json = parser(utf8(object))) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
          var token = json.nextToken();
          if (name.equals(field) && token == JsonToken.VALUE_STRING) {
            return json.getString();
          }
          json.skipChildren();
        }
      }
      return "";
    }
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
