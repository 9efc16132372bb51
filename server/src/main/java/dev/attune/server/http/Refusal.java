package dev.attune.server.http;

import java.util.List;

/// What this package refuses on its own. The server adds the headers HTTP asks for (`Allow`,
/// `Retry-After`); an [ErrorStyle] words the body.
public sealed interface Refusal extends Problem {
  /// No route knows the path.
  record NotFound() implements Refusal {
    @Override
    public int status() {
      return 404;
    }
  }

  /// @param allowed the methods the path knows, sorted
  record MethodNotAllowed(List<String> allowed) implements Refusal {
    public MethodNotAllowed {
      allowed = List.copyOf(allowed);
    }

    @Override
    public int status() {
      return 405;
    }
  }

  record BodyTooLarge(long limitBytes) implements Refusal {
    @Override
    public int status() {
      return 413;
    }
  }

  /// The body arrived slower than the limits allow, or stopped arriving.
  record BodyTooSlow() implements Refusal {
    @Override
    public int status() {
      return 408;
    }
  }

  /// The body is compressed, which is not accepted: a small one could unpack to any size.
  record EncodedBody() implements Refusal {
    @Override
    public int status() {
      return 415;
    }
  }

  /// Not HTTP, or a path or query that cannot be decoded.
  ///
  /// @param status 400, or what HTTP has for the case: 414, 417, 426, 431, 501, 505
  record Malformed(int status) implements Refusal {}

  /// All workers are taken and the queue for them is full, or bodies fill what they may together.
  record Busy() implements Refusal {
    @Override
    public int status() {
      return 503;
    }
  }

  /// A handler failed in a way it did not foresee.
  ///
  /// @param code eight letters A-Za-z, also in the log beside the cause. All a caller may learn
  record Unexpected(String code) implements Refusal {
    @Override
    public int status() {
      return 500;
    }
  }
}
