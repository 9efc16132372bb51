package dev.attune.server.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.engine.profile.Value;
import dev.attune.server.json.Json;
import dev.attune.storage.AttributeChanges;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeReaderTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

  private static AttributeChanges read(String json) throws AttributeException {
    try (var parser = Json.parser(Json.utf8(json))) {
      var _ = parser.nextToken();
      return new AttributeReader(parser, KOLKATA).readChanges();
    }
  }

  /// `reason [attribute]`.
  private static String refusal(String json) {
    var refused = catchThrowableOfType(AttributeException.class, () -> read(json));
    assertThat(refused).isNotNull();
    return "%s [%s]".formatted(refused.reason(), refused.attribute());
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static String repeated(String part, int count) {
    return String.join(",", Collections.nCopies(count, part));
  }

  @Test
  void valuesKeepTheirTypes() throws AttributeException {
    var changes =
        read(
            """
            { "text": "₹", "whole": 12, "real": -1.5e3, "minus": -0, "minus2": -0.0, "yes": true,
              "date": "2026-11-21", "moment": "2026-11-21T10:00:00.5+01:00",
              "almost": "2026-02-30", "list": ["a", 1, {"b": "c"}],
              "object": {"inner": {"city": "Pune"}, "gone": null}, "removed": null }
            """);

    assertThat(changes.set())
        .containsEntry("text", text("₹"))
        .containsEntry("whole", new Value.Amount(12))
        .containsEntry("real", new Value.Amount(-1500))
        .containsEntry("minus", new Value.Amount(0.0))
        .containsEntry("minus2", new Value.Amount(0.0))
        .containsEntry("yes", new Value.Flag(true))
        .containsEntry("date", new Value.Time("2026-11-21", Instant.parse("2026-11-20T18:30:00Z")))
        .containsEntry(
            "moment",
            new Value.Time("2026-11-21T10:00:00.5+01:00", Instant.parse("2026-11-21T09:00:00.5Z")))
        .containsEntry("almost", text("2026-02-30"))
        .containsEntry(
            "list",
            new Value.Array(
                List.of(text("a"), new Value.Amount(1), new Value.Fields(Map.of("b", text("c"))))))
        .containsEntry(
            "object",
            new Value.Fields(Map.of("inner", new Value.Fields(Map.of("city", text("Pune"))))))
        .hasSize(11);
    assertThat(changes.removed()).containsExactly("removed");
  }

  @Test
  void ofANameThatIsThereTwiceTheLastCounts() throws AttributeException {
    var set = read("{\"a\":null,\"a\":1}");
    assertThat(set.set()).containsOnlyKeys("a");
    assertThat(set.removed()).isEmpty();

    var removed = read("{\"a\":1,\"a\":null}");
    assertThat(removed.set()).isEmpty();
    assertThat(removed.removed()).containsExactly("a");
  }

  @Test
  void arraysMayBeChangedInPart() throws AttributeException {
    var changes =
        read(
            "{\"addValueToArrayField\":{\"tags\":[\"a\"]},"
                + "\"removeValueFromArrayField\":{\"tags\":[\"b\",1]}}");

    assertThat(changes.added()).isEqualTo(Map.of("tags", List.of(text("a"))));
    assertThat(changes.taken()).isEqualTo(Map.of("tags", List.of(text("b"), new Value.Amount(1))));
    assertThat(changes.set()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | attributes is expected to be object [attributes]",
        "[] | attributes is expected to be object [attributes]",
        "7 | attributes is expected to be object [attributes]",
        "{'moe_x':1} | moe_x is reserved: names may not start with moe_ [moe_x]",
        "{'moe_x':null} | moe_x is reserved: names may not start with moe_ [moe_x]",
        "{'':1} | attribute name is 0 characters, 1 to 255 []",
        "{'a':1e400} | a is too large a number [a]",
        "{'a':[null]} | a is expected to be string, number, boolean, date, array or object [a]",
        "{'a':[[1]]} | a has an array in an array [a]",
        "{'a':{'b':{'c':{}}}} | a has objects more than 2 levels deep [a]",
        "{'a':[{'b':[{'c':{}}]}]} | a has objects more than 2 levels deep [a]",
        "{'addValueToArrayField':null} | addValueToArrayField is expected to be object [addValueToArrayField]",
        "{'addValueToArrayField':[]} | addValueToArrayField is expected to be object [addValueToArrayField]",
        "{'addValueToArrayField':{'a':'b'}} | a is expected to be array [a]",
        "{'addValueToArrayField':{'a':null}} | a is expected to be string, number, boolean, date, array or object [a]",
        "{'removeValueFromArrayField':{'moe_a':[]}} | moe_a is reserved: names may not start with moe_ [moe_a]",
      })
  void whatCannotBeTakenIsNamed(String body, String refusal) {
    assertThat(refusal(body.replace('\'', '"'))).isEqualTo(refusal);
  }

  @Test
  void namesTextsAndArraysAreBounded() throws AttributeException {
    assertThat(read("{\"%s\":1}".formatted("n".repeat(255))).set()).hasSize(1);
    assertThat(refusal("{\"%s\":1}".formatted("n".repeat(256))))
        .startsWith("attribute name is 256 characters, 1 to 255");

    assertThat(read("{\"a\":\"%s\"}".formatted("x".repeat(16_384))).set()).hasSize(1);
    assertThat(refusal("{\"a\":\"%s\"}".formatted("x".repeat(16_385))))
        .isEqualTo("a is 16385 characters, at most 16384 [a]");

    assertThat(read("{\"a\":[%s]}".formatted(repeated("1", 254))).set()).hasSize(1);
    assertThat(refusal("{\"a\":[%s]}".formatted(repeated("1", 255))))
        .isEqualTo("a has more than 254 values [a]");
  }

  private static String names(int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"n%d\":%s".formatted(i, value))
        .collect(Collectors.joining(","));
  }

  @Test
  void thereAreUpToAThousandNamesInEachPlace() throws AttributeException {
    assertThat(read("{" + names(1_000, "1") + "}").set()).hasSize(1_000);
    assertThat(refusal("{" + names(1_001, "1") + "}"))
        .isEqualTo("attributes has more than 1000 names [attributes]");
    assertThat(refusal("{" + names(1_001, "null") + "}"))
        .isEqualTo("attributes has more than 1000 names [attributes]");
    assertThat(refusal("{\"addValueToArrayField\":{" + names(1_001, "[]") + "}}"))
        .isEqualTo("addValueToArrayField has more than 1000 names [addValueToArrayField]");
    assertThat(refusal("{\"a\":{" + names(1_001, "1") + "}}"))
        .isEqualTo("a has more than 1000 names [a]");
  }

  @Test
  void thereIsNoMoreThanAProfileTakes() {
    var text = "\"" + "x".repeat(16_000) + "\"";

    assertThat(refusal("{" + names(17, text) + "}"))
        .isEqualTo("attributes has more than 262144 characters [attributes]");
  }

  @Test
  void aMegabyteOfNearlyDatesIsReadSoon() {
    var nearly = repeated("\"2026-11-21T10:00:00x\"", 254);
    var body = "{" + names(180, "[" + nearly + "]") + "}";
    long start = System.nanoTime();

    assertThat(refusal(body)).startsWith("attributes has more than");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }
}
