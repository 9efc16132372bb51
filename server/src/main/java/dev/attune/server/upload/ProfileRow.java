package dev.attune.server.upload;

import dev.attune.engine.profile.Numbers;
import dev.attune.engine.profile.Value;
import dev.attune.server.attributes.AttributeException;
import dev.attune.server.attributes.AttributeReader;
import dev.attune.server.json.Json;
import dev.attune.storage.AttributeChanges;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Reads one person from a row of a table.
///
/// The header names the columns: `customer_id`, and attributes as `name` or `name:type`. An empty
/// cell says nothing of its attribute.
final class ProfileRow {
  private static final String CUSTOMER_ID = "customer_id";

  private enum Type {
    /// As in JSON a text is: a date-time where it is written as one.
    TEXT,
    NUMBER,
    BOOLEAN,
    /// Any value that an attribute may have.
    JSON
  }

  private record Column(String attribute, Type type) {}

  private final List<@Nullable Column> columns; // null for the customer id
  private final ZoneId zone;

  private ProfileRow(List<@Nullable Column> columns, ZoneId zone) {
    this.columns = columns;
    this.zone = zone;
  }

  static ProfileRow of(String header, ZoneId zone) throws BadRecord {
    var columns = new ArrayList<@Nullable Column>();
    var names = new HashSet<String>();
    for (var cell : Csv.cells(header)) {
      var text = cell.strip();
      var column = text.equals(CUSTOMER_ID) ? null : column(text);
      var name = column == null ? CUSTOMER_ID : column.attribute();
      if (!names.add(name)) {
        throw new BadRecord("the header has two columns '%s'".formatted(Json.cut(name, 60)));
      }
      columns.add(column);
    }
    if (!names.contains(CUSTOMER_ID)) {
      throw new BadRecord("the header has no column customer_id");
    }
    return new ProfileRow(columns, zone);
  }

  private static Column column(String text) throws BadRecord {
    int colon = text.lastIndexOf(':');
    var name = colon < 0 ? text : text.substring(0, colon).strip();
    try {
      AttributeReader.checkName(name);
    } catch (AttributeException refused) {
      throw new BadRecord("the header has a column '%s': %s".formatted(text, refused.reason()));
    }
    return new Column(name, colon < 0 ? Type.TEXT : type(text.substring(colon + 1).strip(), text));
  }

  private static Type type(String word, String column) throws BadRecord {
    return switch (word) {
      case "text" -> Type.TEXT;
      case "number" -> Type.NUMBER;
      case "boolean" -> Type.BOOLEAN;
      case "json" -> Type.JSON;
      default ->
          throw new BadRecord(
              ("the header has a column '%s' of type '%s', one of text, number, boolean, json;"
                      + " a name with a colon in it needs a type behind it")
                  .formatted(Json.cut(column, 60), Json.cut(word, 60)));
    };
  }

  ImportedProfile read(long line, String row) throws BadRecord {
    var cells = Csv.cells(row);
    if (cells.size() != columns.size()) {
      throw new BadRecord(
          "there are %d cells, and %d columns".formatted(cells.size(), columns.size()));
    }
    String customerId = null;
    var set = new LinkedHashMap<String, Value>();
    for (int i = 0; i < cells.size(); i++) {
      var column = columns.get(i);
      if (column == null) {
        customerId = cells.get(i);
      } else if (!cells.get(i).isEmpty()) {
        set.put(column.attribute(), value(column, cells.get(i)));
      }
    }
    return new ImportedProfile(
        line, PersonIds.checked(customerId), false, AttributeChanges.setting(set), Set.of());
  }

  private Value value(Column column, String cell) throws BadRecord {
    try {
      return switch (column.type()) {
        case TEXT -> AttributeReader.text(column.attribute(), cell, zone);
        case NUMBER -> number(column, cell.strip());
        case BOOLEAN -> flag(column, cell.strip());
        case JSON -> json(column, cell);
      };
    } catch (AttributeException refused) {
      throw new BadRecord(refused.reason());
    }
  }

  private static Value number(Column column, String cell) throws BadRecord {
    double number = Numbers.parse(cell) + 0.0; // -0 is 0
    if (Double.isNaN(number)) {
      throw new BadRecord(
          "%s is '%s', no number".formatted(column.attribute(), Json.cut(cell, 60)));
    }
    return new Value.Amount(number);
  }

  private static Value flag(Column column, String cell) throws BadRecord {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "true" -> new Value.Flag(true);
      case "false" -> new Value.Flag(false);
      default ->
          throw new BadRecord(
              "%s is '%s', neither true nor false"
                  .formatted(column.attribute(), Json.cut(cell, 60)));
    };
  }

  private Value json(Column column, String cell) throws BadRecord, AttributeException {
    try (var json = Json.parser(Json.utf8(cell))) {
      if (json.nextToken() == null) {
        throw new BadRecord(column.attribute() + " is blank, not JSON");
      }
      var value = new AttributeReader(json, zone).readValue(column.attribute());
      if (json.nextToken() != null) {
        throw new BadRecord(column.attribute() + " is more than one JSON value");
      }
      return value;
    } catch (JacksonException malformed) {
      throw new BadRecord(column.attribute() + " is not JSON");
    }
  }
}
