package dev.attune.server.admin;

import dev.attune.server.document.Format;
import dev.attune.server.http.ContentType;
import dev.attune.server.http.Request;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// In which format a document comes, and in which it is wanted.
final class Formats {
  private Formats() {}

  /// By `Content-Type`; by its looks when there is none.
  static Format given(Request request, byte[] text) {
    var header = request.header("Content-Type");
    if (header == null) {
      return Format.guess(text);
    }
    var format = named(header);
    if (format == null) {
      throw AdminProblem.unsupportedType(header, "application/json or application/yaml");
    }
    return format;
  }

  /// The first format that `Accept` names; JSON when it names none.
  static Format wanted(Request request) {
    var header = request.header("Accept");
    if (header != null) {
      for (var range : header.split(",", -1)) {
        var format = named(range);
        if (format != null) {
          return format;
        }
      }
    }
    return Format.JSON;
  }

  static ContentType type(Format format) {
    return switch (format) {
      case JSON -> ContentType.JSON;
      case YAML -> ContentType.YAML;
    };
  }

  private static @Nullable Format named(String type) {
    return switch (withoutParameters(type)) {
      case "application/json" -> Format.JSON;
      case "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml" -> Format.YAML;
      default -> null;
    };
  }

  /// A media type in lower case, without what follows the semicolon.
  static String withoutParameters(String type) {
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }
}
