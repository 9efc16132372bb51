package dev.attune.server.customers;

import dev.attune.server.attributes.AttributeException;
import dev.attune.server.attributes.AttributeReader;
import dev.attune.server.data.CustomerIds;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Refused;
import dev.attune.server.json.Json;
import dev.attune.storage.AttributeChanges;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The customer body as callers write it. Source: docs/wire.md#data.
final class CustomerWire {

  /// @param changes what becomes of the attributes
  record Customer(String customerId, boolean existingOnly, AttributeChanges changes) {}

  private CustomerWire() {}

  /// @param zone the workspace's
  /// @throws Refused in the words of the contract for whatever is wrong with the body
  static Customer read(byte[] body, ZoneId zone) {
    try (var json = Json.parser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Refused(DataProblem.malformedJson());
      }
      var customer = readCustomer(json, zone);
      if (json.nextToken() != null) {
        throw new Refused(DataProblem.malformedJson());
      }
      return customer;
    } catch (JacksonException malformed) {
      throw new Refused(DataProblem.malformedJson());
    }
  }

  private static Customer readCustomer(JsonParser json, ZoneId zone) {
    try {
      return readFields(json, zone);
    } catch (Refused refused) {
      throw Json.endsWell(json) ? refused : new Refused(DataProblem.malformedJson());
    }
  }

  private static Customer readFields(JsonParser json, ZoneId zone) {
    String type = null;
    String customerId = null;
    boolean existingOnly = false;
    AttributeChanges changes = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "type" -> type = text(json, token, field);
        case "customer_id" -> customerId = text(json, token, field);
        case "update_existing_only" -> existingOnly = flag(token, field);
        case "attributes" -> changes = changes(json, zone);
        default -> json.skipChildren();
      }
    }
    checkType(type);
    var id = CustomerIds.check(customerId);
    if (changes == null) {
      throw new Refused(DataProblem.missing("attributes"));
    }
    return new Customer(id, existingOnly, changes);
  }

  private static void checkType(@Nullable String type) {
    if (type == null) {
      throw new Refused(DataProblem.missing("type"));
    }
    if (!type.equals("customer")) {
      throw new Refused(DataProblem.wrongType("type", "customer"));
    }
  }

  private static AttributeChanges changes(JsonParser json, ZoneId zone) {
    try {
      return new AttributeReader(json, zone).readChanges();
    } catch (AttributeException refused) {
      throw new Refused(DataProblem.invalid(refused.attribute(), refused.reason()));
    }
  }

  private static @Nullable String text(JsonParser json, JsonToken token, String field) {
    return switch (token) {
      case VALUE_STRING -> json.getString();
      case VALUE_NULL -> null;
      default -> throw new Refused(DataProblem.wrongType(field, "string"));
    };
  }

  private static boolean flag(JsonToken token, String field) {
    return switch (token) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw new Refused(DataProblem.wrongType(field, "boolean"));
    };
  }
}
