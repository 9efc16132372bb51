package dev.attune.server.document;

import org.jspecify.annotations.Nullable;

/// One thing that differs between two documents.
///
/// @param path by keys, ids and names, such as
///   `experiences[homepage-banner].audiences[42D].variations[1].weight`
/// @param before absent when it was added; JSON text
/// @param after absent when it was removed; JSON text
/// @param movedBuckets for a split: how many of the 10,000 buckets change hands; else 0
public record Difference(
    String path, Kind kind, @Nullable String before, @Nullable String after, int movedBuckets) {

  public enum Kind {
    ADDED,
    CHANGED,
    REMOVED
  }
}
