package dev.attune.server.admin;

import dev.attune.server.identity.Identification;
import dev.attune.server.json.Json;
import dev.attune.server.upload.BadRecord;
import dev.attune.server.upload.Csv;
import dev.attune.server.upload.Records;
import dev.attune.server.upload.UploadFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// How a record of a list names a customer.
final class Member {
  private static final String FIELD = "customer_id";

  private Member() {}

  /// The customer id that a record names, if it can be one.
  static String id(Records records, UploadFormat format) throws BadRecord {
    var id =
        switch (format) {
          case CSV -> inCell(records.text());
          case NDJSON -> inJson(records.bytes());
        };
    if (id.isBlank()) {
      throw new BadRecord("the customer id is blank");
    }
    if (id.length() > Identification.MAX_ID_LENGTH) {
      throw new BadRecord(
          "the customer id is %,d characters, at most %d"
              .formatted(id.length(), Identification.MAX_ID_LENGTH));
    }
    return id;
  }

  /// Whether the first record only names the column.
  static boolean isHeader(Records records, UploadFormat format) throws BadRecord {
    return format == UploadFormat.CSV
        && records.line() == 1
        && inCell(records.text()).equals(FIELD);
  }

  private static String inCell(String row) throws BadRecord {
    var cells = Csv.cells(row);
    if (cells.size() > 1) {
      throw new BadRecord("there is more than one column; an id with a comma goes in quotes");
    }
    return row.startsWith("\"") ? cells.getFirst() : cells.getFirst().strip();
  }

  /// A JSON string, or an object with `customer_id`.
  private static String inJson(byte[] line) throws BadRecord {
    try (var json = Json.parser(line)) {
      var id = idIn(json);
      if (json.nextToken() != null) {
        throw new BadRecord("there is more than one JSON value");
      }
      return id;
    } catch (JacksonException malformed) {
      throw new BadRecord("the line is not JSON in UTF-8");
    }
  }

  private static String idIn(JsonParser json) throws BadRecord {
    var token = json.nextToken();
    if (token == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    String id = null;
    if (token == JsonToken.START_OBJECT) {
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        boolean text = json.nextToken() == JsonToken.VALUE_STRING;
        if (name.equals(FIELD) && text) {
          id = json.getString();
        } else {
          json.skipChildren();
        }
      }
    }
    if (id == null) {
      throw new BadRecord(
          "the line is neither a JSON string nor an object with customer_id as one");
    }
    return id;
  }
}
