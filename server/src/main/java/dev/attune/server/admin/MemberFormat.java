package dev.attune.server.admin;

import dev.attune.server.http.Request;
import dev.attune.server.identity.Identification;
import dev.attune.server.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// How a line of an upload names a customer.
enum MemberFormat {
  /// One column, quoted or not; the first line may be its name.
  CSV {
    @Override
    String read(String line) throws BadLine {
      return unquoted(line.strip());
    }
  },

  /// A JSON string, or an object with `customer_id`.
  NDJSON {
    @Override
    String read(String line) throws BadLine {
      try (var json = Json.parser(Json.utf8(line))) {
        var id = idIn(json);
        if (json.nextToken() != null) {
          throw new BadLine("there is more than one JSON value");
        }
        return id;
      } catch (JacksonException malformed) {
        throw new BadLine("the line is not JSON");
      }
    }
  };

  static final String HEADER = "customer_id";

  /// What is wrong with a line. An outcome: without a stack trace.
  static final class BadLine extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    BadLine(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /// @throws dev.attune.server.http.Refused 415 for any other
  static MemberFormat of(Request request) {
    var type = request.header("Content-Type");
    return switch (type == null ? "" : Formats.withoutParameters(type)) {
      case "text/csv" -> CSV;
      case "application/x-ndjson", "application/ndjson", "application/jsonl" -> NDJSON;
      default -> throw AdminProblem.unsupportedType(type, "text/csv or application/x-ndjson");
    };
  }

  /// The customer id as the line has it.
  abstract String read(String line) throws BadLine;

  /// The customer id, if it can be one.
  final String customerId(String line) throws BadLine {
    var id = read(line);
    if (id.isBlank()) {
      throw new BadLine("the customer id is blank");
    }
    if (id.length() > Identification.MAX_ID_LENGTH) {
      throw new BadLine(
          "the customer id is %,d characters, at most %d"
              .formatted(id.length(), Identification.MAX_ID_LENGTH));
    }
    return id;
  }

  private static String unquoted(String cell) throws BadLine {
    if (!cell.startsWith("\"")) {
      if (cell.indexOf(',') >= 0) {
        throw new BadLine("there is more than one column; an id with a comma goes in quotes");
      }
      return cell;
    }
    var text = new StringBuilder(cell.length());
    int at = 1;
    while (at < cell.length()) {
      char c = cell.charAt(at++);
      if (c != '"') {
        text.append(c);
      } else if (at < cell.length() && cell.charAt(at) == '"') {
        text.append(cell.charAt(at++));
      } else if (at == cell.length()) {
        return text.toString();
      } else {
        throw new BadLine("there is something after the closing quote");
      }
    }
    throw new BadLine("the quote is not closed");
  }

  private static String idIn(JsonParser json) throws BadLine {
    var token = json.nextToken();
    if (token == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    String id = null;
    if (token == JsonToken.START_OBJECT) {
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        boolean text = json.nextToken() == JsonToken.VALUE_STRING;
        if (name.equals(HEADER) && text) {
          id = json.getString();
        } else {
          json.skipChildren();
        }
      }
    }
    if (id == null) {
      throw new BadLine("the line is neither a JSON string nor an object with customer_id as one");
    }
    return id;
  }
}
