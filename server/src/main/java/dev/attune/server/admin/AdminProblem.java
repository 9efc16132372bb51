package dev.attune.server.admin;

import dev.attune.server.document.InvalidDocument;
import dev.attune.server.document.Mistake;
import dev.attune.server.http.Problem;
import dev.attune.server.http.Refused;
import dev.attune.server.upload.BadLines;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why the admin API refuses a call: a problem document of RFC 9457.
///
/// @param type a URI reference to what this kind means; `about:blank` where the status says it all
/// @param detail what it is this time, and what to do about it
/// @param mistakes in the document that was sent; else empty
/// @param badLines of the upload that was sent; absent when that is not what is wrong
/// @param code what the log has beside the cause; absent when it is no failure of the server
record AdminProblem(
    String type,
    int status,
    String title,
    String detail,
    List<Mistake> mistakes,
    @Nullable BadLines badLines,
    @Nullable String code)
    implements Problem {

  static final String BLANK = "about:blank";

  /// Where the API document explains the kinds of its own.
  private static final String EXPLAINED = "/openapi.yaml#/components/responses/";

  AdminProblem {
    mistakes = List.copyOf(mistakes);
  }

  private static Refused refused(String type, int status, String title, String detail) {
    return new Refused(new AdminProblem(type, status, title, detail, List.of(), null, null));
  }

  /// The same words whether the token is missing or wrong.
  static Refused unauthenticated() {
    return refused(
        BLANK,
        401,
        "Unauthorized",
        "Send the admin token: 'Authorization: Bearer …'. ATTUNE_ADMIN_TOKEN sets it; else the"
            + " server's log says which file it is in.");
  }

  static Refused badRequest(String detail) {
    return refused(BLANK, 400, "Bad Request", detail);
  }

  static Refused notFound(String detail) {
    return refused(BLANK, 404, "Not Found", detail);
  }

  static Refused unknownWorkspace(String id) {
    return notFound("There is no workspace '%s'.".formatted(id));
  }

  static Refused conflict(String detail) {
    return refused(EXPLAINED + "Conflict", 409, "Conflict", detail);
  }

  static Refused preconditionFailed(String detail) {
    return refused(EXPLAINED + "PreconditionFailed", 412, "Precondition Failed", detail);
  }

  static Refused unsupportedType(@Nullable String given, String allowed) {
    return refused(
        BLANK,
        415,
        "Unsupported Media Type",
        given == null
            ? "There is no Content-Type; send " + allowed
            : "Content-Type is '%s'; send %s".formatted(given, allowed));
  }

  static Refused invalid(InvalidDocument invalid) {
    int count = invalid.mistakes().size();
    return new Refused(
        new AdminProblem(
            EXPLAINED + "InvalidDocument",
            422,
            "Invalid document",
            count == 1
                ? "The document has a mistake."
                : "The document has %d mistakes.".formatted(count),
            invalid.mistakes(),
            null,
            null));
  }

  /// Nothing of the upload was applied.
  static Refused badLines(BadLines bad) {
    var detail =
        bad.count() == 1
            ? "The upload has a bad line; nothing of it was applied."
            : "The upload has %,d bad lines; nothing of it was applied.".formatted(bad.count());
    return new Refused(
        new AdminProblem(
            EXPLAINED + "BadLines",
            400,
            "Bad lines",
            detail + " Send it with bad_lines=skip to leave them out.",
            List.of(),
            bad,
            null));
  }

  /// The same may be asked again in a moment.
  static Refused tooMany(String detail) {
    return refused(BLANK, 429, "Too Many Requests", detail);
  }

  static Refused unavailable(String detail, String code) {
    return new Refused(
        new AdminProblem(BLANK, 503, "Service Unavailable", detail, List.of(), null, code));
  }
}
