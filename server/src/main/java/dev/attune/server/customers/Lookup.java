package dev.attune.server.customers;

import dev.attune.server.catalog.Workspace;
import dev.attune.server.data.DataBody;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Refused;
import dev.attune.server.identity.Identification;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a caller means by a kind of identifier and its value: `customer_id`, or where identity
/// resolution is on one of the attributes that the workspace resolves by.
///
/// @param type the kind
/// @param value never blank
record Lookup(String type, String value) {
  private static final String CUSTOMER_ID = "customer_id";

  /// @param typeField where the kind stands in the body
  /// @param valueField where the value does
  /// @throws Refused if one is missing, or the kind is none
  static Lookup of(
      Workspace workspace,
      @Nullable String type,
      String typeField,
      @Nullable String value,
      String valueField) {
    var kinds = new ArrayList<>(List.of(CUSTOMER_ID));
    if (workspace.identity().resolution()) {
      kinds.addAll(workspace.identity().identifiers());
    }
    var kind = DataBody.required(type, typeField);
    if (!kinds.contains(kind)) {
      throw new Refused(DataProblem.wrongType(typeField, String.join(" or ", kinds)));
    }
    var given = DataBody.required(value, valueField);
    if (given.isBlank()) {
      throw new Refused(DataProblem.invalid(valueField, valueField + " can not be empty"));
    }
    return new Lookup(kind, given);
  }

  /// Null where it is known already that there is no such person.
  @Nullable String customerId(Workspace workspace, Identification identification) {
    if (type.equals(CUSTOMER_ID)) {
      return value.length() > Identification.MAX_ID_LENGTH ? null : value;
    }
    return identification.owner(workspace, type, value);
  }
}
