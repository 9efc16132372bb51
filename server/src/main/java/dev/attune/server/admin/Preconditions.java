package dev.attune.server.admin;

import dev.attune.server.http.Request;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `If-Match` and `If-None-Match` ask for. Source: RFC 9110 section 13.
///
/// @param ifMatch entity tags, or `*` alone; empty when the header is not there, like `ifNoneMatch`
record Preconditions(List<String> ifMatch, List<String> ifNoneMatch) {
  private static final List<String> ANY = List.of("*");

  static Preconditions of(Request request) {
    return new Preconditions(
        tags(request.header("If-Match")), tags(request.header("If-None-Match")));
  }

  private static List<String> tags(@Nullable String header) {
    return header == null
        ? List.of()
        : Arrays.stream(header.split(",", -1)).map(String::strip).toList();
  }

  /// Whether the outcome hangs on what stands.
  boolean any() {
    return !ifMatch.isEmpty() || !ifNoneMatch.isEmpty();
  }

  boolean wantMatch() {
    return !ifMatch.isEmpty();
  }

  boolean wantNone() {
    return ifNoneMatch.equals(ANY);
  }

  /// Holds a change against what stands.
  ///
  /// @param etag of what stands; null when there is nothing
  /// @throws dev.attune.server.http.Refused 412 when it is not what the caller expects
  void check(@Nullable String etag) {
    if (!ifMatch.isEmpty() && !matches(etag)) {
      throw AdminProblem.preconditionFailed(
          "If-Match asks for %s, but %s. Read it again and apply the change to what it is now."
              .formatted(
                  String.join(", ", ifMatch), etag == null ? "there is none" : "it is " + etag));
    }
    if (etag != null && (wantNone() || ifNoneMatch.contains(etag))) {
      throw AdminProblem.preconditionFailed(
          "If-None-Match allows a new one only, but there is one: " + etag);
    }
  }

  private boolean matches(@Nullable String etag) {
    return etag != null && (ifMatch.equals(ANY) || ifMatch.contains(etag));
  }

  /// Whether the caller of a `GET` has this already.
  boolean notModified(String etag) {
    return wantNone() || ifNoneMatch.contains(etag) || ifNoneMatch.contains("W/" + etag);
  }
}
