package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.experiences;
import static dev.attune.acceptance.Documents.split;
import static dev.attune.acceptance.EventsJson.CLICKED;
import static dev.attune.acceptance.EventsJson.SHOWN;
import static dev.attune.acceptance.EventsJson.action;
import static dev.attune.acceptance.EventsJson.element;
import static dev.attune.acceptance.EventsJson.request;
import static dev.attune.acceptance.EventsTest.BANNER;
import static dev.attune.acceptance.EventsTest.CID;
import static dev.attune.acceptance.EventsTest.ID;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of events that were sent.
@OnAttune
final class EventsStoredTest {
  private static final String UUID_1 = "aa886712-4537-47c1-b126-2686efda2e26";
  private static final String ACCEPTED =
      """
      {"status": "success",
       "message": "Your request has been accepted and will be processed soon.",
       "req_id": "********"}
      """;

  @Test
  @Requirement("EVENT-7")
  void aUuidCountsOncePerActionHoweverOftenAndByWhomeverItIsSent(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    var both = request(element("ann", action(SHOWN, UUID_1, CID), action(CLICKED, UUID_1, CID)));

    shop.events(both).hasStatus(200);
    shop.events(both).hasStatus(200);
    shop.events(request(element("ann", action(SHOWN, UUID_1.toUpperCase(Locale.ROOT), CID))))
        .hasStatus(200);
    shop.events(
            request(
                element("ann", action(CLICKED, UUID_1, CID), action(CLICKED, UUID_1, CID)),
                element("ben", action(SHOWN, UUID_1, CID))))
        .hasStatus(200);

    assertThat(shop.stored("ann", "/name")).containsExactlyInAnyOrder(SHOWN, CLICKED);
    assertThat(shop.stored("ben", "/name")).isEmpty();
    var other = Workspace.create(attune, BANNER);
    other.events(both).hasStatus(200);
    assertThat(other.stored("ann", "/name")).hasSize(2);
  }

  @Test
  @Requirement("EVENT-15")
  void whatIsValidIsAcceptedInTheVendorsWords(Attune attune) {
    var shop = Workspace.create(attune, BANNER);

    shop.events(
            """
            { "elements": [ { "customer_id": "john@example.com", "note": [1, {"a": null}],
                "user_attributes": { "name": "John Doe" }, "user_timezone_offset": 19800,
                "actions": [ { "action": "MOE_PERSONALIZATION_MESSAGE_CLICKED",
                    "moe_event_uuid": "aa886712-4537-47c1-b126-2686efda2e26",
                    "event_time": 1725258666, "platform": "web", "session": {},
                    "attributes": { "cid": "65eae5738ea5032b0ef60138_F_T_WP_AB_2_P_0_AU_5A",
                      "experience": "…", "moe_locale_id": "0", "moe_variation_id": "2",
                      "audience_name": "All Users", "audience_id": "5A", "type": "Web Personalization",
                      "b_id": "Add to Cart", "more": true } } ] } ] }
            """)
        .is(200, ACCEPTED);

    assertThat(shop.stored("john@example.com", "/attributes/b_id")).containsExactly("Add to Cart");
    assertThat(shop.attributes("john@example.com").toString()).isEqualTo("{\"name\":\"John Doe\"}");
  }

  @Test
  @Requirement("EVENT-16")
  void whereOneIsInvalidNothingIsStored(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    shop.customer("cleo", "{\"plan\":\"silver\"}");
    var before = shop.profileAnswer("cleo").body();
    var good = action(SHOWN, UUID.randomUUID().toString(), CID);

    shop.events(
            request(
                element("ann", good),
                "{\"customer_id\":\"cleo\",\"user_attributes\":{\"plan\":\"gold\"},\"actions\":[%s]}"
                    .formatted(action(SHOWN, UUID.randomUUID().toString(), CID)),
                element("ben", action(SHOWN, "no uuid", CID))))
        .hasStatus(400);

    assertThat(shop.hasProfile("ann")).isFalse();
    assertThat(shop.hasProfile("ben")).isFalse();
    assertThat(shop.profileAnswer("cleo").body()).isEqualTo(before);
    shop.events(request(element("ann", good))).hasStatus(200); // its uuid is not used up
    assertThat(shop.stored("ann", "/id")).hasSize(1);
  }

  @Test
  @Requirement("EVENT-17")
  void whatWasAnsweredOutlivesAKilledProcess(@TempDir Path folder) throws Exception {
    try (var attune = Attune.start(folder)) {
      var shop = Workspace.create(attune, BANNER);
      shop.events(request(element("ann", action(SHOWN, UUID_1, CID)))).hasStatus(200);
      attune.kill();

      try (var again = attune.again()) {
        assertThat(shop.on(again).stored("ann", "/name")).containsExactly(SHOWN);
        assertThat(shop.on(again).profile("ann").required("exposures")).hasSize(1);
      }
    }
  }

  @Test
  @Requirement("EVENT-18")
  void theFirstVariationThatWasShownIsKept(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    for (int i = 0; i < 20; i++) {
      var id = "person-" + i;
      var hashed = shop.variation("banner", id);
      var other = hashed.equals("1") ? "2" : "1";
      var cid = shop.cid("banner").replaceAll("_AB_[12]_", "_AB_" + other + "_");
      shop.events(request(element(id, action(CLICKED, UUID.randomUUID().toString(), cid))))
          .hasStatus(200);
      assertThat(shop.variation("banner", id)).as("a click is no exposure").isEqualTo(hashed);

      shop.events(request(EventsJson.shown(id, cid))).hasStatus(200);

      assertThat(shop.variation("banner", id)).isEqualTo(other);
      shop.events(request(EventsJson.shown(id, cid.replace("_AB_" + other, "_AB_" + hashed))))
          .hasStatus(200);
      assertThat(shop.variation("banner", id)).as("the first counts").isEqualTo(other);
      assertThat(shop.profile(id).at("/exposures/0/experience_id").asString()).isEqualTo(ID);
    }
  }

  @Test
  @Requirement("EVENT-18")
  void whereAnExperienceIsNotStickyTheHashDecides(Attune attune) {
    var shop =
        Workspace.create(
            attune, experiences(split("banner", "status: active, sticky: false", 50, 50)));
    var hashed = shop.variation("banner", "ann");
    var other =
        shop.cid("banner").replaceAll("_AB_[12]_", "_AB_" + (hashed.equals("1") ? "2" : "1") + "_");

    shop.events(request(EventsJson.shown("ann", other))).hasStatus(200);

    assertThat(shop.variation("banner", "ann")).isEqualTo(hashed);
  }
}
