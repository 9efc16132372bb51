package dev.attune.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;

/// A workspace on a running server.
///
/// @param base such as `http://127.0.0.1:8080`
/// @param key the secret of the Personalize key, or of the data key
public record Endpoint(URI base, String workspaceId, String key) {

  /// The value of the Authorization header.
  public String authorization() {
    var pair = workspaceId + ":" + key;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  public URI at(String path) {
    return base.resolve(path);
  }
}
