package dev.attune.server.personalize;

import dev.attune.server.http.Problem;
import dev.attune.server.http.RequestIds;
import org.jspecify.annotations.Nullable;

/// Why one of the three endpoints refuses a call, in the words of the contract.
///
/// Source of titles, texts and which carry a code: docs/wire.md#errors.
///
/// @param code eight letters; absent where the contract has none
public record PersonalizeProblem(
    int status, String title, String description, @Nullable String code) implements Problem {

  public static PersonalizeProblem unknownWorkspace() {
    return new PersonalizeProblem(
        400,
        "Request Error",
        "MoEngage Client not found. Please check values for headers - MOE-APPKEY or MOE-DBNAME",
        null);
  }

  public static PersonalizeProblem unauthenticated() {
    return new PersonalizeProblem(
        401, "Authentication required", "Invalid API_KEY used in Authentication Header", null);
  }

  public static PersonalizeProblem malformedJson() {
    return new PersonalizeProblem(
        400,
        "Malformed JSON",
        "Could not decode the request body. The JSON was incorrect or not encoded as UTF-8.",
        null);
  }

  public static PersonalizeProblem emptyBody() {
    return new PersonalizeProblem(
        400, "Empty request body", "A valid JSON document is required.", null);
  }

  public static PersonalizeProblem invalidField(String description) {
    return new PersonalizeProblem(400, "Invalid Field Value", description, RequestIds.next());
  }
}
