package dev.attune.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Asked;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static String scrape(Metrics metrics) {
    return new String(metrics.scrape(Asked.get()).body(), StandardCharsets.UTF_8);
  }

  @Test
  void answersAreCountedByRouteAndStatus() {
    try (var metrics = new Metrics()) {
      for (int i = 0; i < 1_000; i++) {
        metrics.answered("/v1/customer/{app_id}", 200, 1_000_000);
      }
      metrics.answered("/v1/customer/{app_id}", 400, 1_000_000);

      assertThat(scrape(metrics).lines().filter(line -> line.startsWith("attune_http_requests")))
          .contains(
              "attune_http_requests_seconds_count{route=\"/v1/customer/{app_id}\",status=\"200\"} 1000",
              "attune_http_requests_seconds_count{route=\"/v1/customer/{app_id}\",status=\"400\"} 1")
          .hasSize(6); // count, sum and max of each
    }
  }

  @Test
  void theVirtualMachineIsInIt() {
    try (var metrics = new Metrics()) {
      assertThat(scrape(metrics)).contains("jvm_memory_used_bytes", "jvm_threads_live_threads");
    }
  }
}
