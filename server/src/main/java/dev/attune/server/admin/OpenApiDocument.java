package dev.attune.server.admin;

import dev.attune.server.http.ContentType;
import dev.attune.server.http.Handler;
import dev.attune.server.http.Request;
import dev.attune.server.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/// `GET /openapi.yaml`: the description of the whole HTTP API, docs/api/openapi.yaml.
public final class OpenApiDocument implements Handler {
  private final byte[] text;

  public OpenApiDocument() {
    try (var in = OpenApiDocument.class.getResourceAsStream("openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("this jar was built without openapi.yaml");
      }
      text = in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("openapi.yaml in this jar", unreadable);
    }
  }

  @Override
  public Response handle(Request request) {
    return Response.of(200, ContentType.YAML, text);
  }
}
