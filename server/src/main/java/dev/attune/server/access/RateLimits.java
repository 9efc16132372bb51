package dev.attune.server.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How many calls a workspace may make in a minute, on this server.
public final class RateLimits {

  /// @param remaining calls left now
  /// @param secondsToReset until the allowance is whole again
  /// @param secondsToRetry until the next call may come; 0 when this one may
  public record Allowance(
      boolean admitted, long limit, long remaining, long secondsToReset, long secondsToRetry) {}

  private record Limited(int perMinute, Bucket bucket) {}

  private final ConcurrentHashMap<String, Limited> byWorkspace = new ConcurrentHashMap<>();
  private final TimeMeter time;

  public RateLimits(InstantSource clock) {
    time =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
          }

          @Override
          public boolean isWallClockBased() {
            return true;
          }
        };
  }

  /// Takes one call off the allowance.
  ///
  /// @param perMinute the workspace's limit; 0 for none
  /// @return null when there is no limit
  public @Nullable Allowance take(String workspace, int perMinute) {
    if (perMinute == 0) {
      return null;
    }
    var bucket = bucket(workspace, perMinute);
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    return new Allowance(
        probe.isConsumed(),
        perMinute,
        probe.getRemainingTokens(),
        seconds(probe.getNanosToWaitForReset()),
        probe.isConsumed() ? 0 : Math.max(1, seconds(probe.getNanosToWaitForRefill())));
  }

  private Bucket bucket(String workspace, int perMinute) {
    var limited = byWorkspace.get(workspace);
    if (limited == null || limited.perMinute() != perMinute) {
      limited =
          byWorkspace.compute(
              workspace,
              (_, standing) ->
                  standing != null && standing.perMinute() == perMinute
                      ? standing
                      : new Limited(perMinute, newBucket(perMinute)));
    }
    return limited.bucket();
  }

  private Bucket newBucket(int perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .withCustomTimePrecision(time)
        .build();
  }

  private static long seconds(long nanos) {
    return (nanos + 999_999_999L) / 1_000_000_000L;
  }
}
