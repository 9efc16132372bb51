package dev.attune.server.cli;

import dev.attune.server.document.DocumentWriter;
import dev.attune.server.document.Format;
import dev.attune.server.document.WorkspaceDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Puts the secrets that a document names by environment variable into what is sent.
final class Secrets {
  private static final JsonMapper JSON = new JsonMapper();

  private Secrets() {}

  static boolean areElsewhere(WorkspaceDocument document) {
    return document.keys().stream().anyMatch(key -> key.secretEnv() != null);
  }

  /// The document in JSON with every secret in its place.
  static byte[] resolved(WorkspaceDocument document, Map<String, String> environment)
      throws CommandFailure {
    var keys = JSON.createArrayNode();
    var missing = new ArrayList<String>();
    for (var key : document.keys()) {
      var variable = key.secretEnv();
      var secret = variable == null ? key.secret() : environment.get(variable);
      if (secret == null) {
        missing.add(String.valueOf(variable));
      }
      var node = keys.addObject();
      node.put("kind", key.kind().word());
      node.put("name", key.name());
      node.put("secret", secret);
    }
    if (!missing.isEmpty()) {
      throw new CommandFailure(
          CommandFailure.REFUSED,
          "the document takes secrets from environment variables that are not set: %s"
              .formatted(String.join(", ", missing)));
    }
    // Documents are written without keys; these go in front of whatever comes first.
    var rest = DocumentWriter.text(document, Format.JSON);
    return ("{\"keys\":" + keys + "," + rest.substring(rest.indexOf('{') + 1))
        .getBytes(StandardCharsets.UTF_8);
  }
}
