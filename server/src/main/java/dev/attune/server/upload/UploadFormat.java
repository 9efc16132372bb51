package dev.attune.server.upload;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How an upload is written.
public enum UploadFormat {
  /// As RFC 4180 has it: cells with commas between, in quotes where they hold commas, quotes or
  /// line ends.
  CSV("text/csv"),

  /// A JSON value on each line.
  NDJSON("application/x-ndjson");

  private final String mediaType;

  UploadFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /// Null for any other.
  ///
  /// @param mediaType in lower case, without parameters
  public static @Nullable UploadFormat ofMediaType(String mediaType) {
    return switch (mediaType) {
      case "text/csv" -> CSV;
      case "application/x-ndjson", "application/ndjson", "application/jsonl" -> NDJSON;
      default -> null;
    };
  }

  /// By the ending of its name; null where that says nothing.
  ///
  /// @param fileName of the file as it is before any compression
  public static @Nullable UploadFormat ofFile(String fileName) {
    var name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return CSV;
    }
    boolean lines =
        name.endsWith(".ndjson") || name.endsWith(".jsonl") || name.endsWith(".jsonlines");
    return lines ? NDJSON : null;
  }
}
