package dev.attune.server.http;

/// How a group of routes words its refusals: the envelope, and nothing else.
public interface ErrorStyle {
  /// What this package refused. The answer must have the refusal's status.
  Response refusal(Refusal refusal);

  /// What a handler of the group refused; never a [Refusal].
  Response problem(Problem problem);
}
