package dev.attune.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Value;
import dev.attune.server.Asked;
import dev.attune.server.Caught;
import dev.attune.server.Shop;
import dev.attune.server.events.EventRetention;
import dev.attune.server.identity.Identification;
import dev.attune.server.identity.WriteProfiles;
import dev.attune.storage.AttributeChanges;
import dev.attune.storage.Event;
import dev.attune.storage.Identifier;
import dev.attune.storage.ProfileWrite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackEventsTest {
  private static final String UUID = "AA886712-4537-47C1-B126-2686EFDA2E26";

  @TempDir private Path folder;
  private Shop shop;
  private final Random random = new Random(5);

  @BeforeEach
  void open() {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Identification identification() {
    return new Identification(shop.storage().profiles(), shop.storage().identities());
  }

  private WriteProfiles profiles() {
    return new WriteProfiles(shop.storage().profiles());
  }

  private static Asked event(String fields) {
    return Asked.post("{\"type\":\"event\"," + fields + "}");
  }

  private static Asked transition(String... elements) {
    return Asked.post(
        "{\"type\":\"transition\",\"elements\":[" + String.join(",", elements) + "]}");
  }

  private void track(Asked request) {
    var answer =
        new TrackEvents(
                profiles(), identification(), EventRetention.days(400), shop.clock(), random)
            .answer(shop.workspace(), request);
    assertAccepted(answer.body());
  }

  private void move(Asked request) {
    var answer =
        new ImportTransition(
                profiles(), identification(), EventRetention.days(400), shop.clock(), random)
            .answer(shop.workspace(), request);
    assertAccepted(answer.body());
  }

  private static void assertAccepted(byte[] body) {
    assertThat(new String(body, StandardCharsets.UTF_8))
        .matches(
            "\\{\"status\":\"success\",\"message\":\"Your request has been accepted and will be"
                + " processed soon\\.\",\"request_id\":\"[A-Za-z]{8}\"}");
  }

  private List<Event> stored(String customerId) {
    return shop.storage().events().latest(shop.id(), customerId, 100);
  }

  private List<String> ids(String customerId) {
    return stored(customerId).stream().map(Event::id).sorted().toList();
  }

  private boolean isKnown(String customerId) {
    return shop.storage().profiles().find(shop.id(), customerId) != null;
  }

  private void know(String customerId, String name, String value) {
    var write =
        ProfileWrite.of(
            customerId,
            shop.now(),
            AttributeChanges.setting(Map.of(name, new Value.Text(value))),
            List.of(new Identifier(name, value)));
    var _ = profiles().write(shop.workspace(), List.of(write));
  }

  @Test
  void whatAPersonDidIsStored() {
    track(
        event(
            "\"customer_id\":\"asha\",\"actions\":[{\"action\":\"Viewed\",\"platform\":\"iOS\","
                + "\"attributes\":{\"price\":5},\"current_time\":\"2026-11-20T10:00:00Z\"}]"));

    assertThat(stored("asha"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.name()).isEqualTo("Viewed");
          assertThat(event.at()).isEqualTo("2026-11-20T10:00:00Z");
          assertThat(event.received()).isEqualTo(shop.now());
          assertThat(event.platform()).isEqualTo("ios");
          assertThat(event.attributes()).isEqualTo(Map.of("price", new Value.Amount(5)));
          assertThat(event.touch()).isNull();
          assertThat(event.id()).matches("R:[0-9a-f]{32}");
        });
  }

  @Test
  void anEventsOwnUuidComesBeforeTheRequestsKey() {
    var request =
        event(
                "\"customer_id\":\"asha\",\"actions\":[{\"action\":\"a\"},{\"action\":\"b\","
                    + "\"event_uuid\":\""
                    + UUID
                    + "\"},{\"action\":\"c\"}]")
            .with("Idempotency-Key", "key 1");
    track(request);
    track(request);

    assertThat(ids("asha"))
        .containsExactly("E:" + UUID.toLowerCase(Locale.ROOT), "K:key 1:0", "K:key 1:2");
  }

  @Test
  void withoutUuidOrKeyEveryRequestCounts() {
    var request = event("\"customer_id\":\"asha\",\"actions\":[{\"action\":\"a\"}]");
    track(request);
    track(request);

    assertThat(stored("asha")).hasSize(2);
  }

  @Test
  void aKeyIsBoundedPrintableAscii() {
    for (var key : List.of("", " ", "k".repeat(129), "k\u00e9y", "k\ty")) {
      var request =
          event("\"customer_id\":\"asha\",\"actions\":[{\"action\":\"a\"}]")
              .with("Idempotency-Key", key);
      assertThat(Caught.data(() -> track(request)))
          .isEqualTo(
              "400 MissingAttributeError: Idempotency-Key is expected to be 1 to 128 printable"
                  + " ASCII characters [Idempotency-Key]");
    }
    assertThat(isKnown("asha")).isFalse();
  }

  @Test
  void onePersonIsFoundByTheirIdentifiersInTheWorkspacesOrder() {
    know("asha", "card", "L-1");
    know("ravi", "u_em", "r@mail.example");

    track(event("\"user_identifiers\":{\"card\":\"L-1\"},\"actions\":[{\"action\":\"a\"}]"));
    track(
        event(
            "\"user_identifiers\":{\"card\":\"L-1\",\"u_em\":\"r@mail.example\"},\"actions\":[{\"action\":\"b\"}]"));

    assertThat(stored("asha")).extracting(Event::name).containsExactly("a");
    assertThat(stored("ravi")).extracting(Event::name).containsExactly("b");
  }

  @Test
  void whomIdentifiersDoNotNameYetIsMadeAndFoundFromThenOn() {
    var request =
        event(
            "\"user_identifiers\":{\"card\":\"L-9\",\"shoe_size\":\"44\"},\"actions\":[{\"action\":\"a\"}]");
    track(request);
    track(request);

    var owner = shop.storage().identities().find(shop.id(), new Identifier("card", "L-9"));
    assertThat(owner).matches("[0-9a-f]{32}");
    assertThat(stored(Objects.requireNonNull(owner))).hasSize(2);
    var profile = shop.storage().profiles().find(shop.id(), owner);
    assertThat(Objects.requireNonNull(profile).attributes())
        .isEqualTo(Map.of("card", new Value.Text("L-9")));
  }

  @Test
  void anAnonymousPersonIsTheirAnonymousIdUntilKnown() {
    track(event("\"anonymous_id\":\"session-1\",\"actions\":[{\"action\":\"a\"}]"));
    track(
        event(
            "\"anonymous_id\":\"session-2\",\"user_identifiers\":{\"card\":\"L-2\"},\"actions\":[{\"action\":\"a\"}]"));

    assertThat(stored("session-1")).hasSize(1);
    assertThat(shop.storage().identities().find(shop.id(), new Identifier("card", "L-2")))
        .isEqualTo("session-2");
  }

  @Test
  void nobodyIsAMistake() {
    for (var nobody :
        List.of(
            "",
            "\"user_identifiers\":{\"shoe_size\":\"44\"},",
            "\"user_identifiers\":{\"card\":\" \",\"u_em\":null},",
            "\"anonymous_id\":\"\",",
            "\"customer_id\":null,")) {
      assertThat(Caught.data(() -> track(event(nobody + "\"actions\":[{\"action\":\"a\"}]"))))
          .isEqualTo(
              "400 MissingAttributeError: customer_id is not found in the payload [customer_id]");
    }
    assertThat(
            Caught.data(
                () -> track(event("\"customer_id\":\"N/A\",\"actions\":[{\"action\":\"a\"}]"))))
        .contains("customer_id can not be 'N/A'");
  }

  @Test
  void aTransitionIsAppliedInItsOrderWhateverTheOrderOfTheFields() {
    move(
        transition(
            "{\"customer_id\":\"asha\",\"attributes\":{\"plan\":\"gold\"},\"type\":\"customer\"}",
            "{\"type\":\"device\",\"customer_id\":\"asha\",\"attributes\":[]}",
            "{\"actions\":[{\"action\":\"ünïcödé\"}],\"customer_id\":\"asha\",\"type\":\"event\"}",
            "{\"type\":\"customer\",\"customer_id\":\"asha\",\"attributes\":{\"plan\":\"silver\"}}"));

    var profile = shop.storage().profiles().find(shop.id(), "asha");
    assertThat(Objects.requireNonNull(profile).attributes())
        .isEqualTo(Map.of("plan", new Value.Text("silver")));
    assertThat(stored("asha")).extracting(Event::name).containsExactly("ünïcödé");
  }

  @Test
  void elementsFindWhomEarlierOnesMakeKnown() {
    move(
        transition(
            "{\"type\":\"customer\",\"customer_id\":\"asha\",\"attributes\":{\"card\":\"L-1\"}}",
            "{\"type\":\"event\",\"user_identifiers\":{\"card\":\"L-1\"},\"actions\":[{\"action\":\"a\"}]}",
            "{\"type\":\"event\",\"user_identifiers\":{\"card\":\"L-3\"},\"actions\":[{\"action\":\"b\"}]}",
            "{\"type\":\"event\",\"user_identifiers\":{\"card\":\"L-3\"},\"actions\":[{\"action\":\"c\"}]}"));

    assertThat(stored("asha")).extracting(Event::name).containsExactly("a");
    var owner = shop.storage().identities().find(shop.id(), new Identifier("card", "L-3"));
    assertThat(stored(Objects.requireNonNull(owner)))
        .extracting(Event::name)
        .containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void theKeyCountsOverAllActionsOfATransition() {
    move(
        transition(
                "{\"type\":\"event\",\"customer_id\":\"asha\",\"actions\":[{\"action\":\"a\"},{\"action\":\"b\"}]}",
                "{\"type\":\"event\",\"customer_id\":\"ravi\",\"actions\":[{\"action\":\"c\"}]}")
            .with("Idempotency-Key", "k"));

    assertThat(ids("asha")).containsExactly("K:k:0", "K:k:1");
    assertThat(ids("ravi")).containsExactly("K:k:2");
  }

  @Test
  void oneMistakeAndNothingOfATransitionIsStored() {
    var good = "{\"type\":\"customer\",\"customer_id\":\"asha\",\"attributes\":{}}";
    for (var bad :
        List.of(
            "{\"type\":\"customer\",\"attributes\":{}}",
            "{\"type\":\"event\",\"customer_id\":\"asha\",\"actions\":[]}",
            "{\"type\":\"event\",\"customer_id\":\"asha\",\"actions\":[{\"action\":\"a\",\"current_time\":\"soon\"}]}",
            "{\"type\":\"event\",\"customer_id\":\"asha\",\"actions\":[{\"action\":\"MOE_X\"}]}",
            "{\"type\":\"order\"}",
            "{\"customer_id\":\"asha\"}",
            "7")) {
      assertThat(Caught.data(() -> move(transition(good, bad))))
          .as(bad)
          .startsWith("400 MissingAttributeError: ");
      assertThat(isKnown("asha")).isFalse();
    }
  }

  @Test
  void aTransitionIsBounded() {
    var many =
        "{\"type\":\"event\",\"customer_id\":\"asha\",\"actions\":[%s{\"action\":\"a\"}]}"
            .formatted("{\"action\":\"a\"},".repeat(599));
    assertThat(Caught.data(() -> move(transition(many, many))))
        .isEqualTo("400 MissingAttributeError: actions can have at most 1000 elements [actions]");
    assertThat(Caught.data(() -> move(transition("{\"type\":\"device\"},".repeat(1_000) + "{}"))))
        .isEqualTo("400 MissingAttributeError: elements can have at most 1000 elements [elements]");
    assertThat(Caught.data(() -> move(transition())))
        .isEqualTo("400 MissingAttributeError: elements can not be empty Array [elements]");
  }
}
