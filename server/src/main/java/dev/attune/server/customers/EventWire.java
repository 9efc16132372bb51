package dev.attune.server.customers;

import dev.attune.engine.profile.Value;
import dev.attune.server.attributes.AttributeException;
import dev.attune.server.attributes.AttributeReader;
import dev.attune.server.data.DataBody;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Refused;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// An event object as callers write it: a body of its own, or an element of a transition. Here is
/// what is there and of which JSON type; what it means is [EventChecks]'s affair. Source:
/// docs/wire.md#data-events.
final class EventWire {
  static final int MAX_ACTIONS = 1_000;

  /// What the attributes of one action may weigh.
  static final int MAX_WEIGHT = 32 * 1024;

  private final JsonParser json;
  private final ZoneId zone;

  private EventWire(JsonParser json, ZoneId zone) {
    this.json = json;
    this.zone = zone;
  }

  /// One person's events, as sent.
  ///
  /// @param userIdentifiers values by attribute name
  record Sent(
      @Nullable String customerId,
      @Nullable String anonymousId,
      Map<String, String> userIdentifiers,
      List<Action> actions) {}

  /// One event, as sent. Times are ISO 8601 or numbers, as text.
  static final class Action {
    @Nullable String name;
    @Nullable String uuid;
    @Nullable String currentTime;
    @Nullable String userTime;
    @Nullable Integer offsetSeconds;
    String platform = "";
    Map<String, Value> attributes = Map.of();
  }

  /// @param zone the workspace's
  /// @throws Refused in the words of the contract for whatever is wrong with the body
  static Sent read(byte[] body, ZoneId zone) {
    return DataBody.read(body, json -> readObject(json, zone));
  }

  /// @param json at the object
  static Sent readObject(JsonParser json, ZoneId zone) {
    return new EventWire(json, zone).readEvent();
  }

  private Sent readEvent() {
    String type = null;
    String customerId = null;
    String anonymousId = null;
    Map<String, String> userIdentifiers = Map.of();
    List<Action> actions = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "type" -> type = DataBody.text(json, token, field);
        case "customer_id" -> customerId = DataBody.text(json, token, field);
        case "anonymous_id" -> anonymousId = DataBody.text(json, token, field);
        case "device_id" -> {
          var _ = DataBody.text(json, token, field); // devices are of no use here
        }
        case "user_identifiers" -> userIdentifiers = readIdentifiers(token);
        case "actions" -> actions = readActions(token);
        default -> json.skipChildren();
      }
    }
    DataBody.expectType(type, "event");
    return new Sent(
        customerId, anonymousId, userIdentifiers, DataBody.required(actions, "actions"));
  }

  /// Numbers by their JSON text: a telephone number may be sent as one.
  private Map<String, String> readIdentifiers(JsonToken token) {
    if (token == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    DataBody.expectObject(token, "user_identifiers");
    var identifiers = new LinkedHashMap<String, String>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      var inner = json.nextToken();
      if (inner == JsonToken.VALUE_NUMBER_INT) {
        identifiers.put(name, json.getString());
      } else {
        var text = DataBody.text(json, inner, name);
        if (text != null) {
          identifiers.put(name, text);
        }
      }
    }
    return identifiers;
  }

  private List<Action> readActions(JsonToken token) {
    DataBody.expectArray(token, "actions");
    var actions = new ArrayList<Action>();
    for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      DataBody.expectObject(item, "actions");
      if (actions.size() == MAX_ACTIONS) {
        throw new Refused(DataProblem.tooMany("actions", MAX_ACTIONS));
      }
      actions.add(readAction());
    }
    if (actions.isEmpty()) {
      throw new Refused(DataProblem.emptyArray("actions"));
    }
    return actions;
  }

  private Action readAction() {
    var action = new Action();
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "action" -> action.name = DataBody.text(json, token, field);
        case "event_uuid" -> action.uuid = DataBody.text(json, token, field);
        case "current_time" -> action.currentTime = time(token, field);
        case "user_time" -> action.userTime = time(token, field);
        case "user_timezone_offset" -> action.offsetSeconds = offset(token, field);
        case "platform" -> {
          var platform = DataBody.text(json, token, field);
          action.platform = platform == null ? "" : platform;
        }
        case "attributes" -> action.attributes = attributes(token);
        default -> json.skipChildren();
      }
    }
    return action;
  }

  private @Nullable String time(JsonToken token, String field) {
    return switch (token) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getString();
      case VALUE_NULL -> null;
      default -> throw EventChecks.notATime(field);
    };
  }

  private @Nullable Integer offset(JsonToken token, String field) {
    return switch (token) {
      case VALUE_NUMBER_INT ->
          json.getNumberType() == JsonParser.NumberType.INT
              ? json.getIntValue()
              : Integer.MAX_VALUE;
      case VALUE_NULL -> null;
      default -> throw new Refused(DataProblem.wrongType(field, "number"));
    };
  }

  private Map<String, Value> attributes(JsonToken token) {
    if (token == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    try {
      return new AttributeReader(json, zone).readValues("attributes", MAX_WEIGHT);
    } catch (AttributeException refused) {
      throw new Refused(DataProblem.invalid(refused.attribute(), refused.reason()));
    }
  }
}
