package dev.attune.server.admin;

import dev.attune.server.http.ContentType;
import dev.attune.server.http.Handler;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import java.io.IOException;

/// `GET /openapi.yaml`: the description of the whole HTTP API, docs/api/openapi.yaml.
public final class OpenApiDocument implements Handler {
  private final byte[] text;

  /// @throws IOException if it is not in the jar
  public OpenApiDocument() throws IOException {
    try (var in = OpenApiDocument.class.getResourceAsStream("openapi.yaml")) {
      if (in == null) {
        throw new IOException("openapi.yaml is missing from this build");
      }
      text = in.readAllBytes();
    }
  }

  @Override
  public Response handle(Request request) {
    return Response.of(200, ContentType.YAML, text);
  }
}
