package dev.attune.server.admin;

import dev.attune.engine.audience.Rule;
import dev.attune.server.document.AudienceDocument;
import dev.attune.server.document.DocumentWriter;
import dev.attune.server.document.Format;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A rule as documents spell it.
///
/// @param text the whole rule
/// @param wanted what its subject is held against
record RuleJson(String text, String wanted) {
  private static final JsonMapper MAPPER = new JsonMapper();

  static RuleJson of(Rule rule) {
    // Documents are written from audiences down, and a rule is what an audience is.
    var audience = DocumentWriter.text(new AudienceDocument(null, "-", rule), Format.JSON);
    var written = MAPPER.readTree(audience).required("rule");
    return new RuleJson(written.toString(), wanted(rule, (ObjectNode) written).toString());
  }

  private static JsonNode wanted(Rule rule, ObjectNode written) {
    return switch (rule) {
      case Rule.Attribute _ -> written.deepCopy().without("attribute");
      case Rule.Query _ -> written.deepCopy().without("query");
      case Rule.Done _, Rule.Occurred _ -> written.deepCopy().without("event");
      case Rule.Affinity _ -> written.deepCopy().without(List.of("affinity", "attribute"));
      case Rule.InSegment _, Rule.Everyone _ -> MAPPER.getNodeFactory().booleanNode(true);
      case Rule.OnDay _, Rule.InHour _, Rule.AtPlace _, Rule.OnDevice _, Rule.NewVisitor _ ->
          written.values().iterator().next();
      case Rule.All _, Rule.Any _, Rule.Not _ -> written;
    };
  }
}
