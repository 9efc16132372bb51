package dev.attune.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Asked;
import dev.attune.server.Shop;
import dev.attune.server.http.Response;
import dev.attune.server.place.Places;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
  @TempDir private Path folder;

  private static String body(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void itIsReadyWhileTheStorageAnswers() {
    try (var places = Places.open(null)) {
      var shop = new Shop(folder);
      var health = new Health(shop.storage(), places, "1.2.3");

      var up = health.ready(Asked.get());
      assertThat(up.status()).isEqualTo(200);
      assertThat(body(up))
          .isEqualTo(
              "{\"status\":\"up\",\"version\":\"1.2.3\",\"storage\":\"up\",\"places\":\"%s\"}"
                  .formatted(places.description()));

      shop.close();
      var down = health.ready(Asked.get());
      assertThat(down.status()).isEqualTo(503);
      assertThat(body(down)).contains("\"status\":\"down\"", "\"storage\":\"down\"");
      assertThat(health.live(Asked.get()).status()).isEqualTo(200);
    }
  }
}
