package dev.attune.server.customers;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.data.DataBody;
import tools.jackson.core.JsonParser;

/// The delete body as callers write it. Source: docs/wire.md#delete.
final class DeleteWire {
  private DeleteWire() {}

  /// @throws dev.attune.server.http.Refused in the words of the contract for whatever is wrong with
  ///   the body
  static Lookup read(byte[] body, Workspace workspace) {
    return DataBody.read(body, json -> readBody(json, workspace));
  }

  private static Lookup readBody(JsonParser json, Workspace workspace) {
    String type = null;
    String value = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "identity_type" -> type = DataBody.text(json, token, field);
        case "identity_value" -> value = DataBody.text(json, token, field);
        default -> json.skipChildren();
      }
    }
    return Lookup.of(workspace, type, "identity_type", value, "identity_value");
  }
}
