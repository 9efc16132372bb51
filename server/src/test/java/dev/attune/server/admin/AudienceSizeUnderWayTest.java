package dev.attune.server.admin;

import static dev.attune.server.admin.AdminServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AudienceSizeUnderWayTest {
  private static final String SIZE = AdminTest.DEMO + "/audiences/42D/size";

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void fetchesAreAnsweredAndASecondCountIsTurnedAway(@TempDir Path directory) throws Exception {
    try (var server = new AdminServer(directory, real -> new HeldUpCounting(real, begun, goOn))) {
      assertThat(server.putYaml(AdminTest.DEMO, AdminServer.SHOP).statusCode()).isEqualTo(201);
      var size = CompletableFuture.supplyAsync(() -> server.get(SIZE));
      HttpResponse<String> second;
      try {
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

        for (int i = 0; i < 100; i++) {
          assertThat(server.fetchStatus("DEMO", "demo-personalize-key")).isEqualTo(200);
        }
        second = server.get(SIZE);
        assertThat(size).isNotDone();
      } finally {
        goOn.countDown();
      }

      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.headers().firstValue("Retry-After")).isPresent();
      assertThat(json(size.get(1, TimeUnit.MINUTES)).path("exact").asBoolean()).isTrue();
      assertThat(server.get(SIZE).statusCode()).isEqualTo(200);
    }
  }
}
