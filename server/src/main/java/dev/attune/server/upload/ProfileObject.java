package dev.attune.server.upload;

import dev.attune.server.attributes.AttributeException;
import dev.attune.server.attributes.AttributeReader;
import dev.attune.server.json.Json;
import dev.attune.storage.AttributeChanges;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads one person from JSON: a body of the customer API, or just its `customer_id` and
/// `attributes`, with `segments` beside them if wanted.
final class ProfileObject {
  private final ZoneId zone;
  private final Predicate<String> isSegment;

  ProfileObject(ZoneId zone, Predicate<String> isSegment) {
    this.zone = zone;
    this.isSegment = isSegment;
  }

  ImportedProfile read(long line, byte[] text) throws BadRecord {
    try (var json = Json.parser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRecord("the line is no JSON object");
      }
      var profile = fields(line, json);
      if (json.nextToken() != null) {
        throw new BadRecord("there is more than one JSON value");
      }
      return profile;
    } catch (JacksonException malformed) {
      throw new BadRecord("the line is not JSON in UTF-8");
    } catch (AttributeException refused) {
      throw new BadRecord(refused.reason());
    }
  }

  private ImportedProfile fields(long line, JsonParser json) throws BadRecord, AttributeException {
    String customerId = null;
    boolean existingOnly = false;
    var changes = AttributeChanges.NONE;
    var segments = Set.<String>of();
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "type" -> {
          if (token != JsonToken.VALUE_STRING || !json.getString().equals("customer")) {
            throw new BadRecord("type is expected to be customer");
          }
        }
        case "customer_id" -> customerId = text(json, token, field);
        case "update_existing_only" -> existingOnly = flag(token, field);
        case "attributes" -> changes = new AttributeReader(json, zone).readChanges();
        case "segments" -> segments = segments(json, token);
        default -> throw new BadRecord("there is no field '%s'".formatted(Json.cut(field, 60)));
      }
    }
    return new ImportedProfile(
        line, PersonIds.checked(customerId), existingOnly, changes, segments);
  }

  private static @Nullable String text(JsonParser json, JsonToken token, String field)
      throws BadRecord {
    return switch (token) {
      case VALUE_STRING -> json.getString();
      case VALUE_NULL -> null;
      default -> throw new BadRecord(field + " is expected to be string");
    };
  }

  private static boolean flag(JsonToken token, String field) throws BadRecord {
    return switch (token) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw new BadRecord(field + " is expected to be boolean");
    };
  }

  private Set<String> segments(JsonParser json, JsonToken token) throws BadRecord {
    if (token != JsonToken.START_ARRAY) {
      throw new BadRecord("segments is expected to be array");
    }
    var segments = new HashSet<String>();
    for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      var id = item == JsonToken.VALUE_STRING ? json.getString() : "";
      if (!isSegment.test(id)) {
        throw new BadRecord("there is no segment '%s'".formatted(Json.cut(id, 60)));
      }
      segments.add(id);
    }
    return segments;
  }
}
