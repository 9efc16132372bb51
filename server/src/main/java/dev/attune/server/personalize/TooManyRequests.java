package dev.attune.server.personalize;

import dev.attune.server.access.RateLimits.Allowance;
import dev.attune.server.http.Problem;

/// The workspace has used up its calls for now.
record TooManyRequests(Allowance allowance) implements Problem {
  @Override
  public int status() {
    return 429;
  }
}
