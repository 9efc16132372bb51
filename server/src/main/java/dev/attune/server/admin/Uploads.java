package dev.attune.server.admin;

import dev.attune.server.http.Request;
import dev.attune.server.upload.BadLines;
import dev.attune.server.upload.UploadFormat;
import tools.jackson.core.JsonGenerator;

/// What uploads have in common: how they say what they are, and how bad lines are answered.
final class Uploads {
  private Uploads() {}

  /// By `Content-Type`.
  ///
  /// @throws dev.attune.server.http.Refused 415 for any other
  static UploadFormat format(Request request) {
    var type = request.header("Content-Type");
    var format = type == null ? null : UploadFormat.ofMediaType(Formats.withoutParameters(type));
    if (format == null) {
      throw AdminProblem.unsupportedType(type, "text/csv or application/x-ndjson");
    }
    return format;
  }

  /// Whether bad lines are passed over; if not, one of them refuses the upload.
  static boolean skipsBadLines(Request request) {
    var value = request.queryParameter("bad_lines");
    return switch (value) {
      case null -> false;
      case "refuse" -> false;
      case "skip" -> true;
      default -> throw AdminProblem.badRequest("bad_lines is neither skip nor refuse");
    };
  }

  /// Writes `bad` and `bad_lines`.
  static void write(JsonGenerator json, BadLines bad) {
    json.writeNumberProperty("bad", bad.count());
    json.writeArrayPropertyStart("bad_lines");
    for (var line : bad.first()) {
      json.writeStartObject();
      json.writeNumberProperty("line", line.number());
      json.writeStringProperty("message", line.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
