package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is known of a person, and that it is gone when it is erased.
@OnAttune
final class ErasureTest {
  private static final String SHOP =
      """
      identity: { resolution: true, identifiers: [u_em] }
      segments: [ { id: vip, name: VIP } ]
      audiences:
        - { id: 42D, name: Gold, rule: { attribute: plan, is: gold } }
      """
          + experiences(
              experience("banner", EVERYONE),
              experience("for-gold", "{ attribute: plan, is: gold }"),
              experience("for-vips", "{ segment: vip }"));

  /// Known by two ids, of which the first leads to the second.
  private static void know(Workspace shop) {
    shop.customer("ann-old", "{\"u_em\":\"ann@example.com\",\"city\":\"Bengaluru\"}");
    shop.customer("ann", "{\"plan\":\"gold\"}");
    shop.customer("ann", "{\"u_em\":\"ann@example.com\"}");
    shop.customer("ben", "{\"plan\":\"gold\"}");
    shop.events(EventsJson.request(EventsJson.shown("ann", shop.cid("banner")))).hasStatus(200);
    Caller.send(
            shop.admin("/segments/vip/members")
                .header("Content-Type", "text/csv")
                .POST(Caller.body("ann\n")))
        .hasStatus(200);
  }

  private static Answer erase(Workspace shop, String customerId) {
    return Caller.send(shop.admin("/profiles/" + customerId).DELETE());
  }

  @Test
  void allThatIsKnownIsShownUnderEachIdOfThePerson(Attune attune) {
    var shop = Workspace.create(attune, SHOP);
    know(shop);

    var profile = shop.profile("ann");

    assertThat(shop.profile("ann-old")).isEqualTo(profile);
    assertThat(profile.required("merged")).hasSize(1);
    assertThat(profile.at("/attributes/city").asString()).isEqualTo("Bengaluru");
    assertThat(profile.at("/attributes/plan").asString()).isEqualTo("gold");
    assertThat(profile.at("/segments/0").asString()).isEqualTo("vip");
    assertThat(profile.required("exposures")).hasSize(1);
    assertThat(profile.required("events")).hasSize(1);
    assertThat(profile.required("has_more_events").asBoolean()).isFalse();
  }

  @Test
  void nothingOfAnErasedPersonIsInAnyAnswer(Attune attune) {
    for (var id : new String[] {"ann", "ann-old"}) {
      var shop = Workspace.create(attune, SHOP);
      know(shop);

      erase(shop, id).hasStatus(204);

      assertThat(shop.hasProfile("ann")).isFalse();
      assertThat(shop.hasProfile("ann-old")).isFalse();
      erase(shop, "ann").hasStatus(404);
      erase(shop, "ann-old").hasStatus(404);
      assertThat(shop.keysOf("ann")).containsExactly("banner");
      assertThat(
              shop.keys("{\"identifiers\":{\"user_identifiers\":{\"u_em\":\"ann@example.com\"}}}"))
          .containsExactly("banner");
      var size = Caller.send(shop.admin("/audiences/42D/size").GET()).hasStatus(200).json();
      assertThat(size.required("profiles").asInt()).isEqualTo(1);
      assertThat(
              Caller.send(shop.admin("/segments/vip").GET()).json().required("size").asInt())
          .isZero();
      assertThat(shop.hasProfile("ben")).isTrue();

      shop.customer("ann", "{}");
      assertThat(shop.attributes("ann")).as("who comes again is new").isEmpty();
      assertThat(shop.stored("ann", "/id")).isEmpty();
    }
  }

  @Test
  void anErasedPersonStaysErasedAfterAKill(@TempDir Path folder) throws Exception {
    try (var attune = Attune.start(folder)) {
      var shop = Workspace.create(attune, SHOP);
      know(shop);
      erase(shop, "ann-old").hasStatus(204);
      attune.kill();

      try (var again = attune.again()) {
        assertThat(shop.on(again).hasProfile("ann")).isFalse();
        assertThat(shop.on(again).hasProfile("ann-old")).isFalse();
        assertThat(again.stop()).isIn(0, 143);
      }
    }
  }
}
