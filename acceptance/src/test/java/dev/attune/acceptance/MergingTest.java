package dev.attune.acceptance;

import static dev.attune.acceptance.DataJson.NOTHING;
import static dev.attune.acceptance.DataJson.action;
import static dev.attune.acceptance.DataJson.customer;
import static dev.attune.acceptance.DataJson.error;
import static dev.attune.acceptance.DataJson.event;
import static dev.attune.acceptance.DataJson.eventOf;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static dev.attune.acceptance.Documents.split;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Two profiles that turn out to be one person.
@OnAttune
final class MergingTest {
  private static final String IDENTITY =
      "identity: { resolution: true, identifiers: [u_em, loyalty_card]%s }\n";
  private static final String RESOLUTION = IDENTITY.formatted("");

  private static String owner(Workspace shop, String id) {
    return shop.profile(id).path("customer_id").asString();
  }

  private static Answer cohort(Workspace shop, String id, String member) {
    return shop.sendData(
        "integrations/cohortsync",
        "{\"action\":\"add_members\",\"parameters\":{\"cohort_id\":\"%s\",\"members\":[{\"uid\":\"%s\"}]}}"
            .formatted(id, member));
  }

  private static String shown(String who, String cid, String time) {
    return EventsJson.request(
        "{%s\"actions\":[%s]}"
            .formatted(
                who,
                EventsJson.action(
                    EventsJson.SHOWN, UUID.randomUUID().toString(), "\"" + time + "\"", cid, "")));
  }

  private static String fetched(Workspace shop, String identifiers) {
    return shop.fetch("{\"identifiers\":%s,\"experience_key\":[\"banner\"]}".formatted(identifiers))
        .hasStatus(200)
        .json()
        .at("/experiences/banner/experience_context/moe_variation_id")
        .asString("");
  }

  /// What is served to an anonymous visitor, to be reported as shown.
  private static String cidOf(Workspace shop, String anonymousId) {
    return shop.fetch(
            "{\"identifiers\":{\"anonymous_id\":\"%s\"},\"experience_key\":[\"banner\"]}"
                .formatted(anonymousId))
        .json()
        .at("/experiences/banner/experience_context/cid")
        .asString();
  }

  @Test
  @Requirement("ID-2")
  void aSharedValueMakesTwoProfilesOne(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + NOTHING);
    shop.customer("ann", "{\"u_em\":\"ann@example.com\"}");
    shop.customer("app-7", "{\"loyalty_card\":\"L-1\"}");
    assertThat(owner(shop, "ann")).isEqualTo("ann");

    shop.customer("app-7", "{\"u_em\":\"ann@example.com\"}");

    assertThat(owner(shop, "ann")).isEqualTo(owner(shop, "app-7"));
  }

  @Test
  @Requirement("ID-2")
  void attributesOfEventsCountToo(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + experiences(split("banner", 50, 50)));
    shop.customer("ann", "{\"u_em\":\"ann@example.com\"}");
    shop.events(
            shown(
                "\"customer_id\":\"app-7\",\"user_attributes\":{\"u_em\":\"ann@example.com\"},",
                shop.cid("banner"),
                "2026-01-01T00:00:00Z"))
        .hasStatus(200);

    assertThat(owner(shop, "ann")).isEqualTo(owner(shop, "app-7"));
  }

  @Test
  @Requirement({"ID-3", "ID-4"})
  void theOneSeenLaterIsRetainedAndEverythingMoves(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + experiences(split("banner", 50, 50)));
    shop.customer("first", "{\"plan\":\"silver\",\"city\":\"Pune\",\"loyalty_card\":\"L-1\"}");
    shop.event(eventOf("first", action("Product Viewed"))).hasStatus(200);
    shop.events(shown("\"customer_id\":\"first\",", shop.cid("banner"), "2026-01-01T00:00:00Z"))
        .hasStatus(200);
    var kept = shop.variation("banner", "first");
    cohort(shop, "early", "first").hasStatus(200);
    shop.event(eventOf("second", action("Order Placed"))).hasStatus(200);

    shop.customer("second", "{\"plan\":\"gold\",\"loyalty_card\":\"L-1\"}");

    for (var id : new String[] {"first", "second"}) {
      assertThat(owner(shop, id)).isEqualTo("second");
      assertThat(shop.attributes(id).toString())
          .isEqualTo("{\"city\":\"Pune\",\"loyalty_card\":\"L-1\",\"plan\":\"gold\"}");
      assertThat(shop.stored(id, "/name"))
          .containsExactlyInAnyOrder("Product Viewed", "Order Placed", EventsJson.SHOWN);
      assertThat(shop.profile(id).path("segments").toString()).isEqualTo("[\"early\"]");
      assertThat(shop.variation("banner", id)).isEqualTo(kept);
    }
    shop.event(eventOf("first", action("Cart Left"))).hasStatus(200);
    assertThat(shop.stored("second", "/name")).contains("Cart Left");
  }

  @Test
  @Requirement("ID-3")
  void aChosenAttributeDecidesWhoIsRetained(Attune attune) {
    var shop =
        Workspace.create(attune, IDENTITY.formatted(", retain_if_has: registered_at") + NOTHING);
    shop.customer(
        "first", "{\"registered_at\":\"2026-01-01\",\"plan\":\"silver\",\"loyalty_card\":\"L-1\"}");
    shop.customer("second", "{\"plan\":\"gold\",\"city\":\"Pune\"}");

    shop.customer("second", "{\"loyalty_card\":\"L-1\"}");

    assertThat(owner(shop, "second")).isEqualTo("first");
    assertThat(shop.attributes("second").path("plan").asString()).isEqualTo("silver");
    assertThat(shop.attributes("second").path("city").asString()).isEqualTo("Pune");
  }

  @Test
  @Requirement("ID-4")
  void anAudienceSeesTheWholePersonUnderEitherId(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            RESOLUTION
                + experiences(
                    experience(
                        "for-both",
                        "{ all: [ { attribute: plan, is: gold }, { attribute: city, is: Pune } ] }")));
    shop.customer("first", "{\"city\":\"Pune\",\"u_em\":\"a@example.com\"}");
    shop.customer("second", "{\"plan\":\"gold\"}");
    assertThat(shop.keysOf("first")).isEmpty();

    shop.customer("second", "{\"u_em\":\"a@example.com\"}");

    assertThat(shop.keysOf("first")).containsExactly("for-both");
    assertThat(shop.keysOf("second")).containsExactly("for-both");
    assertThat(shop.keys("{\"identifiers\":{\"user_identifiers\":{\"u_em\":\"a@example.com\"}}}"))
        .containsExactly("for-both");
  }

  @Test
  @Requirement("ID-5")
  void fiftyProfilesBecomePartOfAnotherThroughOneValueAndNoMore(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + NOTHING);
    for (int i = 0; i < 60; i++) {
      shop.customer("p" + i, "{\"u_em\":\"info@example.com\",\"plan\":\"gold\"}");
    }

    var owners = new HashSet<String>();
    var alone = new ArrayList<String>();
    for (int i = 0; i < 60; i++) {
      var id = "p" + i;
      owners.add(owner(shop, id));
      if (owner(shop, id).equals(id) && !shop.attributes(id).has("u_em")) {
        alone.add(id);
      }
    }
    assertThat(alone).as("the value is dropped, the rest is kept").hasSize(9);
    assertThat(shop.attributes(alone.getFirst()).toString()).isEqualTo("{\"plan\":\"gold\"}");
    assertThat(owners).as("the one that 50 became part of, and the others").hasSize(10);
  }

  @Test
  @Requirement("ID-6")
  void whereResolutionIsOffNothingMerges(Attune attune) {
    var off = "identity: { resolution: false, identifiers: [u_em] }\n";
    var shop = Workspace.create(attune, off + NOTHING);
    shop.customer("ann", "{\"u_em\":\"a@example.com\"}");
    shop.customer("ben", "{\"u_em\":\"a@example.com\"}");

    assertThat(owner(shop, "ann")).isEqualTo("ann");
    assertThat(owner(shop, "ben")).isEqualTo("ben");
    assertThat(shop.attributes("ben").toString()).isEqualTo("{\"u_em\":\"a@example.com\"}");
  }

  @Test
  @Requirement({"FETCH-22", "EVENT-19"})
  void anAnonymousPersonIsFoundByTheirAnonymousId(Attune attune) {
    var shop = Workspace.create(attune, experiences(split("banner", 100, 0)));
    var cid = cidOf(shop, "session-1");
    shop.events(shown("\"anonymous_id\":\"session-1\",", cid, "2026-01-01T00:00:00Z"))
        .hasStatus(200);
    shop.put(experiences(split("banner", 0, 100)));

    assertThat(fetched(shop, "{\"anonymous_id\":\"session-1\"}")).isEqualTo("1");
    assertThat(fetched(shop, "{\"customer_id\":\"unknown-yet\",\"anonymous_id\":\"session-1\"}"))
        .isEqualTo("1");
    shop.customer("ann", "{}");
    assertThat(fetched(shop, "{\"customer_id\":\"ann\",\"anonymous_id\":\"session-1\"}"))
        .as("the customer id comes first")
        .isEqualTo("2");
    assertThat(fetched(shop, "{\"anonymous_id\":\"session-2\"}")).isEqualTo("2");
  }

  @Test
  @Requirement("EVENT-19")
  void oneOfBothIdsIsRequired(Attune attune) {
    var shop = Workspace.create(attune, experiences(split("banner", 100, 0)));
    var cid = shop.cid("banner");
    var time = "2026-01-01T00:00:00Z";

    for (var nobody : new String[] {"", "\"anonymous_id\":\"\",", "\"anonymous_id\":null,"}) {
      assertThat(shop.events(shown(nobody, cid, time)).hasStatus(400).body())
          .contains("Errored Field: customer_id");
    }
    for (var nobody : new String[] {"guest", "NULL", "0", "x".repeat(513)}) {
      assertThat(
              shop.events(
                      shown(
                          "\"customer_id\":\"ann\",\"anonymous_id\":\"%s\",".formatted(nobody),
                          cid,
                          time))
                  .hasStatus(400)
                  .body())
          .contains("Errored Field: anonymous_id");
    }
    assertThat(shop.hasProfile("ann")).isFalse();
    shop.events(shown("\"identifiers\":{\"anonymous_id\":\"session-1\"},", cid, time))
        .hasStatus(200);
    assertThat(shop.hasProfile("session-1")).isTrue();
  }

  @Test
  @Requirement({"ID-7", "EVENT-19"})
  void whatAnAnonymousPersonWasShownStaysTheirs(Attune attune) {
    var shop = Workspace.create(attune, experiences(split("banner", 100, 0)));
    var first = cidOf(shop, "session-1");
    shop.events(shown("\"anonymous_id\":\"session-1\",", first, "2026-01-01T00:00:00Z"))
        .hasStatus(200);
    shop.put(experiences(split("banner", 0, 100)));
    var second = cidOf(shop, "session-2");
    shop.events(shown("\"customer_id\":\"ann\",", second, "2026-01-02T00:00:00Z")).hasStatus(200);
    assertThat(shop.variation("banner", "ann")).isEqualTo("2");

    shop.events(
            shown(
                "\"customer_id\":\"ann\",\"identifiers\":{\"anonymous_id\":\"session-1\"},",
                second,
                "2026-01-03T00:00:00Z"))
        .hasStatus(200);

    assertThat(shop.variation("banner", "ann")).as("the older exposure counts").isEqualTo("1");
    assertThat(fetched(shop, "{\"anonymous_id\":\"session-1\"}")).isEqualTo("1");
    assertThat(owner(shop, "session-1")).isEqualTo("ann");
    assertThat(shop.profile("ann").path("exposures")).hasSize(2);
  }

  @Test
  @Requirement({"ID-7", "DATA-8"})
  void theDataApisTakeAnonymousIdsToo(Attune attune) {
    var shop = Workspace.create(attune, NOTHING);
    shop.customer(
            customer("session-1", "{\"seen\":\"shoes\"}").replace("customer_id", "anonymous_id"))
        .hasStatus(200);
    shop.event(event("\"anonymous_id\":\"session-1\",", action("Product Viewed"))).hasStatus(200);
    assertThat(owner(shop, "session-1")).isEqualTo("session-1");

    shop.customer(
            customer("ann", "{\"plan\":\"gold\"}")
                .replace("\"attributes\"", "\"anonymous_id\":\"session-1\",\"attributes\""))
        .hasStatus(200);
    shop.event(
            event(
                "\"customer_id\":\"ben\",\"anonymous_id\":\"session-1\",", action("Order Placed")))
        .hasStatus(200);

    assertThat(owner(shop, "session-1")).as("the device's first").isEqualTo("ann");
    assertThat(shop.attributes("ann").toString())
        .isEqualTo("{\"plan\":\"gold\",\"seen\":\"shoes\"}");
    assertThat(shop.stored("ann", "/name")).containsExactly("Product Viewed");
    assertThat(shop.stored("ben", "/name")).containsExactly("Order Placed");
    shop.customer(customer("N/A", "{}").replace("customer_id", "anonymous_id"))
        .is(400, error("MissingAttributeError", "anonymous_id can not be 'N/A'", "anonymous_id"));
    shop.event(eventOf("ann", action("Cart Left"))).hasStatus(200);
  }

  @Test
  @Requirement("ID-8")
  void aProfileListsWhatMergedIntoIt(Attune attune) {
    var shop = Workspace.create(attune, RESOLUTION + NOTHING);
    shop.customer("secret-first", "{\"u_em\":\"secret@example.com\"}");
    shop.customer("secret-second", "{\"u_em\":\"secret@example.com\"}");

    var merged = shop.profile("secret-second").path("merged");
    assertThat(merged).hasSize(1);
    assertThat(merged.at("/0/customer_id").asString()).isEqualTo("secret-first");
    assertThat(merged.at("/0/through").asString()).isEqualTo("u_em");
    assertThat(merged.at("/0/at").asString()).isNotEmpty();
    shop.event(event("\"customer_id\":\"ben\",\"anonymous_id\":\"session-1\",", action("Looked")))
        .hasStatus(200);
    assertThat(shop.profile("ben").at("/merged/0/through").asString()).isEqualTo("anonymous_id");
    assertThat(attune.log())
        .contains("Workspace %s: profiles merged into others: 1".formatted(shop.id()))
        .doesNotContain("secret-first")
        .doesNotContain("secret-second")
        .doesNotContain("secret@example.com");
  }
}
