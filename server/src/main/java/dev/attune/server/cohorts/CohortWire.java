package dev.attune.server.cohorts;

import dev.attune.server.data.CustomerIds;
import dev.attune.server.data.DataBody;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The cohort body as callers write it. Source: docs/wire.md#cohorts.
final class CohortWire {
  private static final String ADD = "add_members";
  private static final String REMOVE = "remove_members";

  private @Nullable String id;
  private @Nullable String name;
  private @Nullable List<String> members;

  private CohortWire() {}

  /// @param joins whether the members come in or go out
  /// @param name empty where not given
  /// @param members customer ids
  record Cohort(boolean joins, String id, String name, List<String> members) {}

  /// @throws Refused in the words of the contract for whatever is wrong with the body
  static Cohort read(byte[] body) {
    return DataBody.read(body, json -> new CohortWire().readBody(json));
  }

  private Cohort readBody(JsonParser json) {
    String action = null;
    boolean parameters = false;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "action" -> action = DataBody.text(json, token, field);
        case "partner" -> {
          var _ = DataBody.text(json, token, field); // whose list it is makes no difference
        }
        case "parameters" -> {
          DataBody.expectObject(token, field);
          readParameters(json);
          parameters = true;
        }
        default -> json.skipChildren();
      }
    }
    boolean joins = joins(action);
    if (!parameters) {
      throw new Refused(DataProblem.missing("parameters"));
    }
    return new Cohort(
        joins,
        DataBody.required(id, "cohort_id"),
        name == null ? "" : name,
        DataBody.required(members, "members"));
  }

  private static boolean joins(@Nullable String action) {
    return switch (DataBody.required(action, "action")) {
      case ADD -> true;
      case REMOVE -> false;
      default -> throw new Refused(DataProblem.wrongType("action", ADD + " or " + REMOVE));
    };
  }

  private void readParameters(JsonParser json) {
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "cohort_id" -> id = DataBody.text(json, token, field);
        case "cohort_name" -> name = DataBody.text(json, token, field);
        case "members" -> members = readMembers(json, token);
        default -> json.skipChildren();
      }
    }
  }

  private static List<String> readMembers(JsonParser json, JsonToken token) {
    DataBody.expectArray(token, "members");
    var ids = new ArrayList<String>();
    for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      DataBody.expectObject(item, "members");
      ids.add(readMember(json));
    }
    if (ids.isEmpty()) {
      throw new Refused(DataProblem.emptyArray("members"));
    }
    return ids;
  }

  private static String readMember(JsonParser json) {
    String uid = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      if (field.equals("uid")) {
        uid = DataBody.text(json, token, field);
      } else {
        json.skipChildren();
      }
    }
    return CustomerIds.check(uid, "uid");
  }
}
