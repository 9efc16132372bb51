package dev.attune.benchmarks.shop;

import dev.attune.engine.profile.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// People as an import takes them: a line of JSON each, `{"customer_id": …, "attributes": {…}}`,
/// newline-terminated.
public final class ProfileLines {
  private static final JsonFactory JSON =
      JsonFactory.builder().rootValueSeparator((String) null).build();

  private ProfileLines() {}

  /// Writes `count` persons; about 600 bytes each.
  ///
  /// @param first the number of the first
  public static void write(People people, int first, int count, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      write(people, first, count, out);
    }
  }

  /// Closes the stream.
  static void write(People people, int first, int count, OutputStream out) {
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      for (int number = first; number < first + count; number++) {
        write(json, people.person(number));
        json.writeRaw('\n');
      }
    }
  }

  private static void write(JsonGenerator json, Person person) {
    json.writeStartObject();
    json.writeStringProperty("customer_id", person.customerId());
    json.writeName("attributes");
    write(json, new Value.Fields(person.attributes()));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Value value) {
    switch (value) {
      case Value.Text(var text) -> json.writeString(text);
      case Value.Amount(var amount) -> writeNumber(json, amount);
      case Value.Flag(var flag) -> json.writeBoolean(flag);
      case Value.Time(var text, _) -> json.writeString(text);
      case Value.Array(var items) -> {
        json.writeStartArray();
        items.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case Value.Fields(var fields) -> {
        json.writeStartObject();
        fields.forEach((name, field) -> {
          json.writeName(name);
          write(json, field);
        });
        json.writeEndObject();
      }
    }
  }

  private static void writeNumber(JsonGenerator json, double amount) {
    if (amount == Math.rint(amount)) {
      json.writeNumber((long) amount);
    } else {
      json.writeNumber(amount);
    }
  }
}
