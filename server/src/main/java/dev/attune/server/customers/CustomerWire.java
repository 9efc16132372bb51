package dev.attune.server.customers;

import dev.attune.server.attributes.AttributeException;
import dev.attune.server.attributes.AttributeReader;
import dev.attune.server.data.CustomerIds;
import dev.attune.server.data.DataBody;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Refused;
import dev.attune.storage.AttributeChanges;
import java.time.ZoneId;
import tools.jackson.core.JsonParser;

/// A customer object as callers write it: a body of its own, or an element of a transition. Source:
/// docs/wire.md#data.
final class CustomerWire {

  /// @param anonymousId empty where not given
  /// @param changes what becomes of the attributes
  record Customer(
      String customerId, String anonymousId, boolean existingOnly, AttributeChanges changes) {}

  private CustomerWire() {}

  /// @param zone the workspace's
  /// @throws Refused in the words of the contract for whatever is wrong with the body
  static Customer read(byte[] body, ZoneId zone) {
    return DataBody.read(body, json -> readObject(json, zone));
  }

  /// @param json at the object
  static Customer readObject(JsonParser json, ZoneId zone) {
    String type = null;
    String customerId = null;
    String anonymousId = null;
    boolean existingOnly = false;
    AttributeChanges changes = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "type" -> type = DataBody.text(json, token, field);
        case "customer_id" -> customerId = DataBody.text(json, token, field);
        case "anonymous_id" -> anonymousId = DataBody.text(json, token, field);
        case "update_existing_only" -> existingOnly = DataBody.flag(token, field);
        case "attributes" -> changes = changes(json, zone);
        default -> json.skipChildren();
      }
    }
    DataBody.expectType(type, "customer");
    var anonymous = CustomerIds.checkAnonymous(anonymousId);
    var id = customerId == null && !anonymous.isEmpty() ? anonymous : CustomerIds.check(customerId);
    return new Customer(id, anonymous, existingOnly, DataBody.required(changes, "attributes"));
  }

  private static AttributeChanges changes(JsonParser json, ZoneId zone) {
    try {
      return new AttributeReader(json, zone).readChanges();
    } catch (AttributeException refused) {
      throw new Refused(DataProblem.invalid(refused.attribute(), refused.reason()));
    }
  }
}
