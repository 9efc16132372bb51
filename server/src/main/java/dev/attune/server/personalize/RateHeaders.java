package dev.attune.server.personalize;

import dev.attune.server.access.RateLimits.Allowance;
import dev.attune.server.http.Response;

/// The headers of a limited endpoint. Source: docs/wire.md#limits.
final class RateHeaders {
  private RateHeaders() {}

  static Response on(Response response, Allowance allowance) {
    return response
        .with("x-ratelimit-limit", Long.toString(allowance.limit()))
        .with("x-ratelimit-remaining", Long.toString(allowance.remaining()))
        .with("x-ratelimit-reset", Long.toString(allowance.secondsToReset()));
  }
}
