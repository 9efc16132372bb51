package dev.attune.server.document;

import org.jspecify.annotations.Nullable;

/// A key that the author of a document wants to exist.
///
/// @param kind `personalize` or `data`
/// @param secret absent when `secretEnv` is there
/// @param secretEnv the environment variable that holds the secret; `attune apply` puts the secret
///   in its place before it sends the document
public record KeyRequest(
    KeyKind kind, String name, @Nullable String secret, @Nullable String secretEnv) {

  /// Without the secret: this ends up in logs and failed tests.
  @Override
  public String toString() {
    return "KeyRequest[kind=%s, name=%s, secretEnv=%s]".formatted(kind, name, secretEnv);
  }
}
