package dev.attune.server.cli;

import java.util.concurrent.Flow;
import java.util.function.Consumer;

/// Hands on each line that arrives.
final class Lines implements Flow.Subscriber<String> {
  private final Consumer<String> line;

  Lines(Consumer<String> line) {
    this.line = line;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String text) {
    line.accept(text);
  }

  /// The call fails with it, which is where it is said.
  @Override
  public void onError(Throwable failure) {}

  @Override
  public void onComplete() {}
}
