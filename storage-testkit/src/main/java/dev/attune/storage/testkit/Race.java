package dev.attune.storage.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/// Many threads that begin at once.
final class Race {
  private static final long PATIENCE_SECONDS = 60;

  private Race() {}

  /// @return what each runner brought home, by its number from 0
  static <T> List<T> of(int runners, IntFunction<T> runner) {
    var ready = new CountDownLatch(runners);
    try (var threads = Executors.newFixedThreadPool(runners)) {
      var running = new ArrayList<Future<T>>();
      for (int i = 0; i < runners; i++) {
        int number = i;
        running.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return runner.apply(number);
            }));
      }
      var results = new ArrayList<T>();
      for (var each : running) {
        results.add(each.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (Exception e) {
      throw new AssertionError("a runner fell", e);
    }
  }
}
