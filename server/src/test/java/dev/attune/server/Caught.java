package dev.attune.server;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.server.data.DataProblem;
import dev.attune.server.http.Problem;
import dev.attune.server.http.Refused;
import dev.attune.server.personalize.PersonalizeProblem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What a call was refused with.
public final class Caught {
  private Caught() {}

  public static Problem refusal(ThrowingCallable call) {
    var refused = catchThrowableOfType(Refused.class, call);
    if (refused == null) {
      throw new AssertionError("it was not refused");
    }
    return refused.problem();
  }

  /// `400 title: description`, in the style of the three endpoints.
  public static String personalize(ThrowingCallable call) {
    var problem = (PersonalizeProblem) refusal(call);
    return "%d %s: %s".formatted(problem.status(), problem.title(), problem.description());
  }

  /// `400 type: message [attribute]`, in the style of the data APIs.
  public static String data(ThrowingCallable call) {
    var problem = (DataProblem) refusal(call);
    var attribute = problem.attribute();
    return "%d %s: %s%s"
        .formatted(
            problem.status(),
            problem.type(),
            problem.message(),
            attribute == null ? "" : " [" + attribute + "]");
  }
}
