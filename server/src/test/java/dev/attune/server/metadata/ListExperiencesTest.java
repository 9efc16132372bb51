package dev.attune.server.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.Asked;
import dev.attune.server.Shop;
import dev.attune.server.http.Header;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListExperiencesTest {
  private static final String PAUSED =
      "{\"experience_name\":\"Paused One\",\"experience_key\":\"all-paused\",\"status\":\"Paused\"}";
  private static final String ACTIVE =
      "{\"experience_name\":\"Home Banner\",\"experience_key\":\"home-banner\",\"status\":\"Active\"}";
  private static final String SCHEDULED =
      "{\"experience_name\":\"Late Strip\",\"experience_key\":\"late-strip\",\"status\":\"Scheduled\"}";

  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private String list(String... status) {
    var asked = status.length == 0 ? Asked.get() : Asked.get().query("status", status);
    var answer = new ListExperiences(shop.clock()).answer(shop.workspace(), asked);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String of(int count, String... listed) {
    return "{\"metadata\":{\"count\":%d,\"experiences\":[%s]}}"
        .formatted(count, String.join(",", listed));
  }

  @Test
  void allThreeStatesAreListedByKey() {
    assertThat(list()).isEqualTo(of(3, PAUSED, ACTIVE, SCHEDULED));
  }

  @Test
  void theCountIsAfterTheFilter() {
    assertThat(list("Active")).isEqualTo(of(1, ACTIVE));
    assertThat(list("Scheduled, Paused")).isEqualTo(of(2, PAUSED, SCHEDULED));
    assertThat(list("Active,Active,nonsense")).isEqualTo(of(1, ACTIVE));
  }

  @Test
  void aRepeatedStatusAddsToTheFirst() {
    assertThat(list("Active", "Paused")).isEqualTo(of(2, PAUSED, ACTIVE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "active", "ACTIVE", "Draft", "Archived", "Expired", "\u0000"})
  void anUnknownWordMatchesNothing(String status) {
    assertThat(list(status)).isEqualTo(of(0));
  }

  @Test
  void theStateIsThatOfTheMoment() {
    shop.at(Instant.parse("2030-01-01T00:00:00Z"));

    assertThat(list("Scheduled")).isEqualTo(of(0));
    assertThat(list("Active")).contains("home-banner", "late-strip");
  }

  @Test
  void theAnswerNamesTheVersion() {
    var answer = new ListExperiences(shop.clock()).answer(shop.workspace(), Asked.get());

    assertThat(answer.headers())
        .extracting(Header::toString)
        .containsExactly("Attune-Catalog-Version: 1");
  }
}
