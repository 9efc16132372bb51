package dev.attune.server.http;

/// Ends the handling of a request with a refusal. An outcome, not a failure: it is not logged, and
/// has no stack trace because filling one in costs more than most answers.
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public Refused(Problem problem) {
    super(problem.toString(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
