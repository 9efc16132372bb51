package dev.attune.server.attributes;

import dev.attune.engine.profile.Numbers;
import dev.attune.engine.profile.Value;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// Attribute values as callers sent them.
public final class ValueJson {
  private ValueJson() {}

  public static void write(JsonGenerator json, Value value) {
    switch (value) {
      case Value.Text(var text) -> json.writeString(text);
      case Value.Amount(var amount) -> json.writeNumber(Numbers.text(amount));
      case Value.Flag(var flag) -> json.writeBoolean(flag);
      case Value.Time(var text, _) -> json.writeString(text);
      case Value.Array(var items) -> {
        json.writeStartArray();
        items.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case Value.Fields(var fields) -> writeFields(json, fields);
    }
  }

  public static void writeFields(JsonGenerator json, Map<String, Value> fields) {
    json.writeStartObject();
    fields.forEach((name, value) -> {
      json.writeName(name);
      write(json, value);
    });
    json.writeEndObject();
  }
}
