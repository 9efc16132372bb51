package dev.attune.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.engine.profile.Exposure;
import dev.attune.engine.profile.Profile;
import dev.attune.engine.profile.Value;
import dev.attune.server.Asked;
import dev.attune.server.Caught;
import dev.attune.server.Mangled;
import dev.attune.server.Shop;
import dev.attune.server.identity.WriteProfiles;
import dev.attune.storage.Event;
import dev.attune.storage.Identifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordEventsTest {
  private static final String UUID = "aa886712-4537-47c1-b126-2686efda2e26";
  private static final String SHOWN = "MOE_PERSONALIZATION_MESSAGE_SHOWN";
  private static final String CLICKED = "MOE_PERSONALIZATION_MESSAGE_CLICKED";
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path folder;
  private Shop shop;
  private RecordEvents record;

  @BeforeEach
  void open() {
    shop = new Shop(folder);
    record =
        new RecordEvents(
            new WriteProfiles(shop.storage().profiles()), EventRetention.days(400), shop.clock());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static String action(String name, String uuid, String cid) {
    return """
    {"action":"%s","moe_event_uuid":"%s","event_time":"2026-11-20T10:00:00Z",\
    "platform":"Web","b_id":"Buy","attributes":{"cid":"%s","experience":"Home Banner",\
    "moe_locale_id":"hi","moe_variation_id":"1","audience_name":"All Users",\
    "audience_id":"42D"}}\
    """
        .formatted(name, uuid, cid);
  }

  private static String element(String customerId, String... actions) {
    return "{\"customer_id\":\"%s\",\"user_attributes\":{\"u_em\":\"%s@example.com\"},\"actions\":[%s]}"
        .formatted(customerId, customerId, String.join(",", actions));
  }

  private static String body(String... elements) {
    return "{\"elements\":[" + String.join(",", elements) + "]}";
  }

  private void send(String body) {
    var answer = record.answer(shop.workspace(), Asked.post(body));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"req_id\":");
  }

  private String refusal(String body) {
    return Caught.personalize(() -> record.answer(shop.workspace(), Asked.post(body)));
  }

  @Test
  void whatHappenedLongerAgoThanEventsAreKeptIsRefusedWithTheWholeRequest() {
    var old = action(SHOWN, UUID, Shop.CID).replace("2026-11-20", "2025-10-17");
    var young = action(CLICKED, UUID, Shop.CID);

    assertThat(refusal(body(element("john", young), element("ann", old.replace("T10:", "T09:")))))
        .contains("Action (at most 400 days ago), Errored Field: event_time");
    assertThat(shop.storage().profiles().find(shop.id(), "john")).isNull();

    send(body(element("john", young, old)));
    assertThat(events("john")).hasSize(2);
  }

  /// Events were kept for less time before.
  @Test
  void whatTheDatabaseTakesInNoMoreIsLeftOut() {
    send(body(element("john", action(SHOWN, UUID, Shop.CID))));
    shop.storage().events().letGo(AT);
    var before = action(CLICKED, UUID, Shop.CID).replace("2026-11-20", "2026-11-18");

    send(body(element("ann", before)));

    assertThat(events("ann")).isEmpty();
    assertThat(profile("ann").attributes()).hasSize(1);
    assertThat(events("john")).hasSize(1);
  }

  private Profile profile(String customerId) {
    return Objects.requireNonNull(shop.storage().profiles().find(shop.id(), customerId));
  }

  private List<Event> events(String customerId) {
    return shop.storage().events().latest(shop.id(), customerId, 100);
  }

  @Test
  void anImpressionIsStoredAndIsTheExposure() {
    send(body(element("john", action(SHOWN, UUID, Shop.CID))));

    var exposure = new Exposure(Shop.EXPERIENCE_ID, "42D", "1", AT);
    assertThat(events("john"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.name()).isEqualTo(SHOWN);
          assertThat(event.at()).isEqualTo(AT);
          assertThat(event.received()).isEqualTo(shop.now());
          assertThat(event.platform()).isEqualTo("web");
          assertThat(event.exposure()).isEqualTo(exposure);
          assertThat(event.attributes())
              .containsEntry("cid", new Value.Text(Shop.CID))
              .containsEntry("moe_locale_id", new Value.Text("hi"))
              .containsEntry("b_id", new Value.Text("Buy"));
        });
    var profile = profile("john");
    assertThat(profile.exposures()).containsEntry(Shop.EXPERIENCE_ID, List.of(exposure));
    assertThat(profile.attributes()).containsEntry("u_em", new Value.Text("john@example.com"));
    assertThat(profile.firstSeen()).isEqualTo(shop.now());
    assertThat(
            shop.storage().identities().find(shop.id(), new Identifier("u_em", "john@example.com")))
        .isEqualTo("john");
  }

  @Test
  void aClickIsNoExposure() {
    send(body(element("john", action(CLICKED, UUID, Shop.CID))));

    assertThat(events("john")).singleElement().extracting(Event::exposure).isNull();
    assertThat(profile("john").exposures()).isEmpty();
  }

  @Test
  void theSameUuidCountsOnceForEachAction() {
    var shown = element("john", action(SHOWN, UUID, Shop.CID));
    send(body(shown, shown));
    send(body(shown));
    send(body(element("jane", action(SHOWN, UUID.replace('a', 'A'), Shop.CID))));
    send(body(element("john", action(CLICKED, UUID, Shop.CID))));

    assertThat(events("john")).extracting(Event::name).containsExactlyInAnyOrder(SHOWN, CLICKED);
    assertThat(events("jane")).isEmpty();
  }

  @Test
  void beforeAPersonIsKnownTheirAnonymousIdIsTheirs() {
    send(
        body(
            "{\"anonymous_id\":\"session-1\",\"actions\":[%s]}"
                .formatted(action(SHOWN, UUID, Shop.CID))));

    assertThat(profile("session-1").exposures()).containsKey(Shop.EXPERIENCE_ID);
  }

  @Test
  void oneOfBothIdsIsRequired() {
    var action = action(SHOWN, UUID, Shop.CID);
    for (var nobody :
        List.of("", "\"customer_id\":null,", "\"anonymous_id\":\"\",", "\"customer_id\":\"\",")) {
      assertThat(refusal(body("{%s\"actions\":[%s]}".formatted(nobody, action))))
          .isEqualTo(
              EventsWireTest.INVALID + "Element (1 to 512 characters), Errored Field: customer_id");
    }
    for (var nobody : List.of("null", "Guest", " ", "x".repeat(513))) {
      assertThat(
              refusal(
                  body(
                      "{\"customer_id\":\"john\",\"anonymous_id\":\"%s\",\"actions\":[%s]}"
                          .formatted(nobody, action))))
          .isEqualTo(
              EventsWireTest.INVALID
                  + "Element (an id of up to 512 characters that names somebody), Errored Field:"
                  + " anonymous_id");
    }
    assertThat(shop.storage().profiles().find(shop.id(), "john")).isNull();
  }

  @Test
  void nothingIsStoredWhenAnythingIsInvalid() {
    var body =
        body(
            element("john", action(SHOWN, UUID, Shop.CID)),
            element("jane", action(SHOWN, "no-uuid", Shop.CID)));

    assertThat(refusal(body))
        .isEqualTo(EventsWireTest.INVALID + "Action (a UUID), Errored Field: moe_event_uuid");
    assertThat(shop.storage().profiles().find(shop.id(), "john")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "65eae5738ea5032b0ef60138",
        "000000000000000000000000_F_T_WP_AB_1_P_0_AU_42D",
        "65EAE5738EA5032B0EF60138_F_T_WP_AB_1_P_0_AU_42D",
        "65eae5738ea5032b0ef60138_F_T_WP_AB_0_P_0_AU_42D",
        "65eae5738ea5032b0ef60138_F_T_WP_AB_1_P_0_AU_42d ",
      })
  void aCidOfNoExperienceIsRefused(String cid) {
    assertThat(refusal(body(element("john", action(SHOWN, UUID, cid)))))
        .isEqualTo(
            EventsWireTest.INVALID
                + "Attributes (of an experience of this workspace), Errored Field: cid");
  }

  @Test
  void aCustomerIdIsRequiredAndBounded() {
    var wrong =
        EventsWireTest.INVALID + "Element (1 to 512 characters), Errored Field: customer_id";
    var shown = action(SHOWN, UUID, Shop.CID);

    assertThat(refusal(body("{\"actions\":[" + shown + "]}"))).isEqualTo(wrong);
    assertThat(refusal(body(element("", shown)))).isEqualTo(wrong);
    assertThat(refusal(body(element(" \\t", shown)))).isEqualTo(wrong);
    assertThat(refusal(body(element("x".repeat(513), shown)))).isEqualTo(wrong);
    send(body(element("x".repeat(512), shown)));
  }

  @Test
  void anActionIsRequired() {
    assertThat(refusal(body(element("john"))))
        .isEqualTo(EventsWireTest.INVALID + "Element, Errored Field: actions");
    assertThat(refusal(body("{\"customer_id\":\"john\"}")))
        .isEqualTo(EventsWireTest.INVALID + "Element, Errored Field: actions");
  }

  @Test
  void whichElementWasClickedIsBounded() {
    var action = action(CLICKED, UUID, Shop.CID).replace("Buy", "x".repeat(1_001));

    assertThat(refusal(body(element("john", action))))
        .isEqualTo(
            EventsWireTest.INVALID + "Attributes (at most 1000 characters), Errored Field: b_id");
  }

  @Test
  void oddIdsAreStoredAsTheyAre() {
    for (var id : List.of("a\\u0000b", "😀", "'; DROP TABLE person; --", "a\\nb")) {
      send(body(element(id, action(SHOWN, UUID, Shop.CID))));
    }

    assertThat(profile("a\u0000b").customerId()).isEqualTo("a\u0000b");
    assertThat(profile("😀").customerId()).isEqualTo("😀");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void onlyRefusalsComeOfAnyBody(long seed) {
    var good =
        List.of(
            body(
                element("john", action(SHOWN, UUID, Shop.CID)),
                "{\"customer_id\":\"j\",\"user_timezone_offset\":19800,\"user_attributes\":"
                    + "{\"a\":[1,{\"b\":\"2026-01-01\"}],\"c\":null},\"actions\":["
                    + action(CLICKED, UUID, Shop.CID)
                        .replace("\"2026-11-20T10:00:00Z\"", "1725258666")
                    + "]}"));
    var nowhere =
        new RecordEvents(new WriteProfiles(new Nowhere()), EventRetention.FOREVER, shop.clock());

    Mangled.read(
        seed,
        good,
        body ->
            nowhere.answer(
                shop.workspace(), Asked.post(new String(body, StandardCharsets.ISO_8859_1))));
    Mangled.read(seed, good, body -> EventsWire.read(body, shop.workspace().zone()));
  }
}
