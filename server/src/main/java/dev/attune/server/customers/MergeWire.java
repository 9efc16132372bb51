package dev.attune.server.customers;

import dev.attune.server.data.CustomerIds;
import dev.attune.server.data.DataBody;
import dev.attune.server.data.DataProblem;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.Refused;
import dev.attune.server.http.Response;
import dev.attune.server.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The merge body as callers write it. Source: docs/wire.md#merge.
final class MergeWire {
  static final int MAX_PAIRS = 1_000;

  private static final byte[] CREATED =
      Json.utf8("{\"status\":\"success\",\"operation\":\"created\"}");

  private MergeWire() {}

  /// @param merged becomes part of `retained`
  record Pair(String merged, String retained) {}

  /// @return at least one, none with itself
  /// @throws Refused in the words of the contract for whatever is wrong with the body
  static List<Pair> read(byte[] body) {
    return DataBody.read(body, MergeWire::readBody);
  }

  private static List<Pair> readBody(JsonParser json) {
    List<Pair> pairs = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      if (field.equals("merge_data")) {
        pairs = readPairs(json, token);
      } else {
        json.skipChildren();
      }
    }
    return DataBody.required(pairs, "merge_data");
  }

  private static List<Pair> readPairs(JsonParser json, JsonToken token) {
    DataBody.expectArray(token, "merge_data");
    var pairs = new ArrayList<Pair>();
    for (var item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      DataBody.expectObject(item, "merge_data");
      if (pairs.size() == MAX_PAIRS) {
        throw new Refused(DataProblem.tooMany("merge_data", MAX_PAIRS));
      }
      pairs.add(readPair(json));
    }
    if (pairs.isEmpty()) {
      throw new Refused(DataProblem.emptyArray("merge_data"));
    }
    return pairs;
  }

  private static Pair readPair(JsonParser json) {
    String merged = null;
    String retained = null;
    for (String field = json.nextName(); field != null; field = json.nextName()) {
      var token = json.nextToken();
      switch (field) {
        case "merged_user" -> merged = DataBody.text(json, token, field);
        case "retained_user" -> retained = DataBody.text(json, token, field);
        default -> json.skipChildren();
      }
    }
    var pair =
        new Pair(
            CustomerIds.check(merged, "merged_user"), CustomerIds.check(retained, "retained_user"));
    if (pair.merged().equals(pair.retained())) {
      throw new Refused(
          DataProblem.invalid("merged_user", "merged_user and retained_user are the same"));
    }
    return pair;
  }

  static Response created() {
    return Response.of(200, ContentType.JSON, CREATED);
  }
}
