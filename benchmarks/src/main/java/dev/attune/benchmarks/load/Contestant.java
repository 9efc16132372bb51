package dev.attune.benchmarks.load;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;

/// Who answers in a [Duel].
///
/// @param process whose processor time counts, with its children's
public record Contestant(URI base, ProcessHandle process) {

  /// Zero where the system does not tell.
  Duration processorTime() {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
