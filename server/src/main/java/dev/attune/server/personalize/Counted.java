package dev.attune.server.personalize;

import dev.attune.server.access.RateLimits.Allowance;
import dev.attune.server.http.Problem;

/// What was wrong with a call that counted against a limit.
record Counted(Problem problem, Allowance allowance) implements Problem {
  @Override
  public int status() {
    return problem.status();
  }
}
