package dev.attune.server.events;

import dev.attune.server.attributes.AttributeException;
import dev.attune.server.attributes.AttributeReader;
import dev.attune.server.http.Refused;
import dev.attune.server.http.RequestIds;
import dev.attune.server.json.Json;
import dev.attune.server.personalize.PersonalizeProblem;
import dev.attune.storage.AttributeChanges;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The events body as callers write it: what is there and of which JSON type. What the fields must
/// hold is [EventChecks]'s affair. Source: docs/wire.md#events.
final class EventsWire {
  private static final int MAX_ELEMENTS = 100;
  private static final int MAX_ACTIONS = 1_000;

  private final JsonParser json;
  private final ZoneId zone;
  private int actions;

  private EventsWire(JsonParser json, ZoneId zone) {
    this.json = json;
    this.zone = zone;
  }

  /// @param zone the workspace's
  /// @throws Refused in the words of the contract for whatever is wrong with the body
  static List<RawElement> read(byte[] body, ZoneId zone) {
    if (body.length == 0) {
      throw new Refused(PersonalizeProblem.emptyBody());
    }
    try (var json = Json.parser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Refused(PersonalizeProblem.malformedJson());
      }
      var elements = new EventsWire(json, zone).readBody();
      if (json.nextToken() != null) {
        throw new Refused(PersonalizeProblem.malformedJson());
      }
      return elements;
    } catch (JacksonException malformed) {
      throw new Refused(PersonalizeProblem.malformedJson());
    }
  }

  private List<RawElement> readBody() {
    try {
      return readFields();
    } catch (Refused refused) {
      throw Json.endsWell(json) ? refused : new Refused(PersonalizeProblem.malformedJson());
    }
  }

  private List<RawElement> readFields() {
    var elements = new ArrayList<RawElement>();
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      if (!field.equals("elements")) {
        json.skipChildren();
      } else if (token == JsonToken.START_ARRAY) {
        elements.clear();
        for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
          if (item != JsonToken.START_OBJECT || elements.size() == MAX_ELEMENTS) {
            throw invalid("Elements", "1 to %d objects".formatted(MAX_ELEMENTS), "elements");
          }
          elements.add(readElement());
        }
      } else {
        throw invalid("Elements", "an array of objects", "elements");
      }
    }
    if (elements.isEmpty()) {
      throw invalid("Elements", "1 to %d objects".formatted(MAX_ELEMENTS), "elements");
    }
    return elements;
  }

  private RawElement readElement() {
    var element = new RawElement();
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "customer_id" -> element.customerId = orNull("Element", field, token);
        case "anonymous_id" -> element.anonymousId = orEmpty(field, token);
        case "identifiers" -> readIdentifiers(token, element);
        case "user_attributes" -> element.attributes = readAttributes(token);
        case "user_timezone_offset" -> element.offsetSeconds = offset(token);
        case "actions" -> readActions(token, element);
        default -> json.skipChildren();
      }
    }
    return element;
  }

  /// As fetch has it. Whatever else callers put there is ignored.
  private void readIdentifiers(JsonToken token, RawElement element) {
    if (token != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var inner = json.nextToken();
      if (field.equals("anonymous_id")) {
        element.anonymousId = orEmpty(field, inner);
      } else {
        json.skipChildren();
      }
    }
  }

  private AttributeChanges readAttributes(JsonToken token) {
    if (token == JsonToken.VALUE_NULL) {
      return AttributeChanges.NONE;
    }
    try {
      return new AttributeReader(json, zone).readChanges();
    } catch (AttributeException refused) {
      throw invalid("Element", refused.reason(), "user_attributes");
    }
  }

  private int offset(JsonToken token) {
    if (token == JsonToken.VALUE_NULL) {
      return 0;
    }
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw invalid("Element", EventChecks.OFFSET_RANGE, "user_timezone_offset");
    }
    return EventChecks.offset(
        json.getNumberType() == JsonParser.NumberType.INT ? json.getIntValue() : Integer.MAX_VALUE);
  }

  private void readActions(JsonToken token, RawElement element) {
    if (token != JsonToken.START_ARRAY) {
      throw invalid("Element", "an array of objects", "actions");
    }
    element.actions.clear(); // of a field that is there twice, the last counts
    for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      if (item != JsonToken.START_OBJECT) {
        throw invalid("Element", "an array of objects", "actions");
      }
      if (++actions > MAX_ACTIONS) {
        throw invalid("Element", "at most %d in a request".formatted(MAX_ACTIONS), "actions");
      }
      element.actions.add(readAction());
    }
  }

  private RawAction readAction() {
    var action = new RawAction();
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "action" -> action.name = text("Action", field, token);
        case "moe_event_uuid" -> action.uuid = text("Action", field, token);
        case "event_time" -> readTime(token, action);
        case "platform" ->
            action.platform = token == JsonToken.VALUE_STRING ? json.getString() : "";
        case "b_id" -> action.element = elementId(token);
        case "attributes" -> action.attributes = readActionAttributes(token, action);
        default -> json.skipChildren();
      }
    }
    return action;
  }

  private void readTime(JsonToken token, RawAction action) {
    action.epoch = null;
    action.time = null;
    switch (token) {
      case VALUE_NUMBER_INT -> action.epoch = json.getString();
      case VALUE_STRING -> action.time = json.getString();
      default -> throw invalid("Action", EventChecks.TIME_FORMS, "event_time");
    }
  }

  private @Nullable String elementId(JsonToken token) {
    return orNull("Action", "b_id", token);
  }

  private Map<String, String> readActionAttributes(JsonToken token, RawAction action) {
    if (token != JsonToken.START_OBJECT) {
      throw invalid("Action", "an object", "attributes");
    }
    var attributes = new HashMap<String, String>();
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var inner = json.nextToken();
      if (field.equals("b_id")) {
        action.element = elementId(inner);
      } else if (EventChecks.REQUIRED_ATTRIBUTES.contains(field)) {
        attributes.put(field, text("Attributes", field, inner));
      } else {
        json.skipChildren();
      }
    }
    return attributes;
  }

  private String text(String validator, String field, JsonToken token) {
    if (token != JsonToken.VALUE_STRING) {
      throw invalid(validator, "a string", field);
    }
    return json.getString();
  }

  private @Nullable String orNull(String validator, String field, JsonToken token) {
    return token == JsonToken.VALUE_NULL ? null : text(validator, field, token);
  }

  private String orEmpty(String field, JsonToken token) {
    var text = orNull("Element", field, token);
    return text == null ? "" : text;
  }

  /// The last word names the field that failed, as callers expect.
  static Refused invalid(String validator, @Nullable String wanted, String field) {
    var why = wanted == null || wanted.isEmpty() ? "" : " (%s)".formatted(wanted);
    return new Refused(
        PersonalizeProblem.invalidField(
            "elements - Validators Failed : Validator: %s%s, Errored Field: %s"
                .formatted(validator, why, field)));
  }

  static byte[] accepted() {
    return Json.utf8(
        "{\"status\":\"success\",\"message\":\"Your request has been accepted and will be processed"
            + " soon.\",\"req_id\":\""
            + RequestIds.next()
            + "\"}");
  }

  /// One user's part of the body, as sent.
  static final class RawElement {
    @Nullable String customerId;
    String anonymousId = "";
    AttributeChanges attributes = AttributeChanges.NONE;
    int offsetSeconds;
    final List<RawAction> actions = new ArrayList<>();
  }

  /// One action, as sent. Of `epoch` and `time` one is set.
  static final class RawAction {
    @Nullable String name;
    @Nullable String uuid;
    @Nullable String epoch;
    @Nullable String time;
    @Nullable String element;
    @Nullable Map<String, String> attributes;
    String platform = "";
  }
}
