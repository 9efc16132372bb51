package dev.attune.server.data;

import dev.attune.server.http.Problem;
import org.jspecify.annotations.Nullable;

/// Why a data API refuses a call, in the words of the contract. Source: docs/wire.md#data-errors.
///
/// @param attribute the field or attribute it is about, if it is about one
public record DataProblem(int status, String type, String message, @Nullable String attribute)
    implements Problem {

  public static DataProblem unauthenticated() {
    return new DataProblem(
        401, "Authentication required", "The workspace or its data key is wrong", null);
  }

  public static DataProblem mismatch() {
    return new DataProblem(
        409, "Authentication Mismatch", "App key mismatch in params and authentication", null);
  }

  public static DataProblem notJson() {
    return new DataProblem(
        415, "Unsupported Media Type", "Content-Type is expected to be application/json", null);
  }

  public static DataProblem malformedJson() {
    return new DataProblem(
        400,
        "Malformed JSON",
        "Could not decode the request body. The JSON was incorrect or not encoded as UTF-8.",
        null);
  }

  public static DataProblem missing(String field) {
    return invalid(field, field + " is not found in the payload");
  }

  public static DataProblem wrongType(String field, String type) {
    return invalid(field, "%s is expected to be %s".formatted(field, type));
  }

  public static DataProblem emptyArray(String field) {
    return invalid(field, field + " can not be empty Array");
  }

  public static DataProblem tooMany(String field, int most) {
    return invalid(field, "%s can have at most %d elements".formatted(field, most));
  }

  public static DataProblem invalid(String field, String message) {
    return new DataProblem(400, "MissingAttributeError", message, field);
  }
}
