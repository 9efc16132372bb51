package dev.attune.server.customers;

import dev.attune.server.customers.CustomerWire.Customer;
import dev.attune.server.customers.EventWire.Sent;
import dev.attune.server.data.DataBody;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Refused;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A body of customer and event objects in one list. Which of them an element is, it may say in its
/// last field, so each is read twice. Source: docs/wire.md#transition.
final class TransitionWire {
  static final int MAX_ELEMENTS = 1_000;

  private static final Set<String> TYPES = Set.of("customer", "event", "device");

  private TransitionWire() {}

  sealed interface Element {
    record OfCustomer(Customer customer) implements Element {}

    record OfEvents(Sent sent) implements Element {}
  }

  /// Where an element is in the body.
  private record Piece(String type, int from, int to) {}

  /// @param zone the workspace's
  /// @return in the order of the body; `device` elements, which say nothing of a person, left out
  /// @throws Refused in the words of the contract for whatever is wrong with the body
  static List<Element> read(byte[] body, ZoneId zone) {
    var elements = new ArrayList<Element>();
    for (var piece : DataBody.read(body, TransitionWire::readPieces)) {
      var object = Arrays.copyOfRange(body, piece.from, piece.to);
      switch (piece.type) {
        case "customer" -> elements.add(new Element.OfCustomer(CustomerWire.read(object, zone)));
        case "event" -> elements.add(new Element.OfEvents(EventWire.read(object, zone)));
        default -> {} // a device
      }
    }
    return elements;
  }

  private static List<Piece> readPieces(JsonParser json) {
    String type = null;
    List<Piece> pieces = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "type" -> type = DataBody.text(json, token, field);
        case "elements" -> pieces = readElements(json, token);
        default -> json.skipChildren();
      }
    }
    DataBody.expectType(type, "transition");
    return DataBody.required(pieces, "elements");
  }

  private static List<Piece> readElements(JsonParser json, JsonToken token) {
    DataBody.expectArray(token, "elements");
    var pieces = new ArrayList<Piece>();
    for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      DataBody.expectObject(item, "elements");
      if (pieces.size() == MAX_ELEMENTS) {
        throw new Refused(DataProblem.tooMany("elements", MAX_ELEMENTS));
      }
      pieces.add(readPiece(json));
    }
    if (pieces.isEmpty()) {
      throw new Refused(DataProblem.emptyArray("elements"));
    }
    return pieces;
  }

  private static Piece readPiece(JsonParser json) {
    int from = Math.toIntExact(json.currentTokenLocation().getByteOffset());
    String type = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      if (field.equals("type")) {
        type = DataBody.text(json, token, field);
      } else {
        json.skipChildren();
      }
    }
    int to = Math.toIntExact(json.currentLocation().getByteOffset());
    var kind = DataBody.required(type, "type");
    if (!TYPES.contains(kind)) {
      throw new Refused(DataProblem.wrongType("type", "customer or event"));
    }
    return new Piece(kind, from, to);
  }
}
