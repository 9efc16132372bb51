package dev.attune.server.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Deeds.Deed;
import dev.attune.engine.profile.Value;
import dev.attune.server.Asked;
import dev.attune.server.Historian;
import dev.attune.server.Shop;
import dev.attune.server.control.HeldOutPeople;
import dev.attune.server.device.Devices;
import dev.attune.server.document.DocumentReader;
import dev.attune.server.document.Format;
import dev.attune.server.identity.Identification;
import dev.attune.server.place.Places;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Policy;
import dev.attune.storage.ProfileWrite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A fetch under audiences by what people have done: it reads as much of it as they need.
class BehaviourTest {
  private static final String DOCUMENT =
      """
      id: SHOP
      time_zone: Asia/Kolkata
      experiences:
        - { key: for-everybody, name: Everybody, status: active, audiences: [ %s ] }
        - { key: for-viewers, name: Viewers, status: active, audiences: [ %s ] }
        - { key: for-first-timers, name: First timers, status: active, audiences: [ %s ] }
        - { key: for-the-future, name: A long window, status: draft, audiences: [ %s ] }
      """
          .formatted(
              target("{ everyone: true }"),
              target("{ event: Viewed, times: { at_least: 2 }, in_the_last: { days: 7 } }"),
              target("{ event: Viewed, occurrence: first, on: 2020-02-29 }"),
              target("{ affinity: Viewed, attribute: a, is: b, predominantly: true }"));

  @TempDir private Path folder;
  private Shop shop;
  private Places places;
  private Historian historian;
  private FetchExperiences fetch;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
    places = Places.open(null);
    var _ =
        shop.workspaces()
            .publish(
                DocumentReader.workspace(DOCUMENT.getBytes(UTF_8), Format.YAML),
                OptionalLong.empty());
    var write =
        ProfileWrite.of(
            "asha",
            shop.now(),
            AttributeChanges.setting(Map.of("n", new Value.Amount(1))),
            List.of());
    var _ = shop.storage().profiles().write(shop.id(), Policy.NONE, List.of(write));
    var viewed = new Deed("Viewed", shop.now().minusSeconds(60), Map.of());
    historian = new Historian(shop.storage().profiles(), List.of(viewed, viewed));
    fetch =
        new FetchExperiences(
            new Identification(historian, shop.storage().identities()),
            places,
            new Devices(),
            new HeldOutPeople(historian, shop.workspaces()),
            shop.clock());
  }

  @AfterEach
  void close() {
    places.close();
    shop.close();
  }

  private static String target(String rule) {
    return "{ audience: { name: A, rule: %s }, variations: [ { name: D, weight: 100 } ] }"
        .formatted(rule);
  }

  private List<String> keys(String experienceKeys) {
    var body =
        "{\"identifiers\":{\"customer_id\":\"asha\"},\"experience_key\":%s}"
            .formatted(experienceKeys);
    var answer = fetch.answer(shop.workspace(), Asked.post(body)).body();
    return List.copyOf(new JsonMapper().readTree(answer).required("experiences").propertyNames());
  }

  @Test
  void whoDidItIsServedAndItsWindowIsRead() {
    assertThat(keys("[\"for-viewers\"]")).containsExactly("for-viewers");
    // A week before today, and today began at half past six in the evening in UTC.
    assertThat(historian.asked().toString()).isEqualTo("[2026-11-13T18:30:00Z]");
  }

  @Test
  void nothingOfTheHistoryIsReadWhereNoRuleAsksForIt() {
    assertThat(keys("[\"for-everybody\"]")).containsExactly("for-everybody");
    assertThat(historian.asked().toString()).isEqualTo("[null]");
  }

  @Test
  void totalsAreReadWithoutEvents() {
    assertThat(keys("[\"for-first-timers\"]")).isEmpty();
    assertThat(historian.asked()).containsExactly(shop.now());
  }

  @Test
  void withoutKeysTheLongestWindowOfThoseThatRunIsRead() {
    assertThat(keys("[]")).containsExactlyInAnyOrder("for-everybody", "for-viewers");
    assertThat(historian.asked().toString()).isEqualTo("[2026-11-13T18:30:00Z]");
  }

  @Test
  void anExplanationReadsAllThatIsKept() {
    var body = "{\"identifiers\":{\"customer_id\":\"asha\"},\"experience_key\":\"for-everybody\"}";
    var question = fetch.toExplain(shop.workspace(), body.getBytes(UTF_8));

    assertThat(question.keys()).containsExactly("for-everybody");
    assertThat(historian.asked().toString()).isEqualTo("[2026-09-22T10:00:00Z]");
  }
}
