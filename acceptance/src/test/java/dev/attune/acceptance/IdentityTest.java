package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static dev.attune.acceptance.Documents.split;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who a fetch is for.
@OnAttune
final class IdentityTest {
  private static final String IDENTITY =
      "identity: { resolution: true, identifiers: [u_em, u_mb, loyalty_card] }\n";

  /// Says whom it is served to.
  private static final String WHO =
      experiences(
          """
          { key: who-is-it, name: Who is it, status: active, audiences: [
              { audience: { name: Known, rule: { attribute: uid, exists: true } },
                variations: [{ name: Default, weight: 100, payload: { Who: "{{ UserAttribute['uid'] }}" } }] }] }
          """);

  private static String who(Workspace shop, String identifiers) {
    return shop.fetch("{\"identifiers\":%s}".formatted(identifiers))
        .hasStatus(200)
        .json()
        .at("/experiences/who-is-it/payload/Who/value")
        .asString("");
  }

  private static Workspace people(Attune attune, String identity) {
    var shop = Workspace.create(attune, identity + WHO);
    shop.customer("ann", "{\"u_em\":\"ann@example.com\"}");
    shop.customer("ben", "{\"u_mb\":\"+919876543210\"}");
    shop.customer("cleo", "{\"loyalty_card\":\"L-1\"}");
    return shop;
  }

  @Test
  @Requirement("FETCH-1")
  void anEmptyObjectIsAnAnonymousVisitorWhoAsksForEverything(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            experiences(
                experience("for-all", EVERYONE),
                experience("for-gold", "{ attribute: plan, is: gold }")));

    assertThat(shop.keys("{}")).containsExactly("for-all");
  }

  @Test
  @Requirement("FETCH-2")
  void theCustomerIdSaysWhoItIs(Attune attune) {
    var shop = people(attune, IDENTITY);

    assertThat(who(shop, "{\"customer_id\":\"ann\"}")).isEqualTo("ann");
    assertThat(who(shop, "{\"customer_id\":\"ANN\"}")).isEmpty();
    assertThat(
            who(
                shop,
                "{\"customer_id\":\"ben\",\"user_identifiers\":{\"u_em\":\"ann@example.com\"}}"))
        .isEqualTo("ben");
  }

  @Test
  @Requirement("FETCH-3")
  void identifiersAreTriedInTheOrderOfTheWorkspace(Attune attune) {
    var shop = people(attune, IDENTITY);
    var all =
        "{\"loyalty_card\":\"L-1\",\"u_mb\":\"+919876543210\",\"u_em\":\"%s\",\"plan\":\"gold\"}";

    assertThat(who(shop, "{\"user_identifiers\":%s}".formatted(all.formatted("ann@example.com"))))
        .isEqualTo("ann");
    assertThat(who(shop, "{\"user_identifiers\":%s}".formatted(all.formatted("no@example.com"))))
        .isEqualTo("ben");
    assertThat(
            who(
                shop,
                "{\"customer_id\":\"nobody\",\"user_identifiers\":{\"loyalty_card\":\"L-1\"}}"))
        .isEqualTo("cleo");
    assertThat(who(shop, "{\"user_identifiers\":{\"nickname\":\"L-1\"}}")).isEmpty();
  }

  @Test
  @Requirement("FETCH-3")
  void identifiersAreNotLookedAtWhereIdentityResolutionIsOff(Attune attune) {
    var shop =
        people(
            attune, "identity: { resolution: false, identifiers: [u_em, u_mb, loyalty_card] }\n");

    assertThat(who(shop, "{\"user_identifiers\":{\"u_em\":\"ann@example.com\"}}")).isEmpty();
    assertThat(who(shop, "{\"customer_id\":\"ann\"}")).isEqualTo("ann");
  }

  @Test
  @Requirement("FETCH-4")
  void aStringIsLookedUpAsEachIdentifierInTurn(Attune attune) {
    var shop = people(attune, IDENTITY);

    assertThat(who(shop, "{\"user_identifiers\":\"ann@example.com\"}")).isEqualTo("ann");
    assertThat(who(shop, "{\"user_identifiers\":\"L-1\"}")).isEqualTo("cleo");
    assertThat(who(shop, "{\"user_identifiers\":\"L-2\"}")).isEmpty();
  }

  @Test
  @Requirement("FETCH-5")
  void anAnonymousVisitorGetsOnlyWhatNeedsNoProfile(Attune attune) {
    var shop =
        Workspace.create(
            attune,
            "segments:\n  - { id: vip, name: VIP }\n"
                + experiences(
                    experience("for-all", EVERYONE),
                    experience("from-mail", "{ query: utm_medium, is: email }"),
                    experience("on-monday", "{ day: [Monday] }"),
                    experience("not-gold", "{ attribute: plan, is_not: gold }"),
                    experience("no-plan", "{ attribute: plan, exists: false }"),
                    experience("not-vip", "{ not: { segment: vip } }"),
                    experience(
                        "mail-or-gold",
                        "{ any: [ { query: utm_medium, is: email }, { attribute: plan, is: gold } ] }")));
    var visit = "{%s\"DAY_OF_THE_WEEK\":\"Monday\",\"utm_medium\":\"email\"}";

    assertThat(shop.keys(visit.formatted("")))
        .containsExactlyInAnyOrder("for-all", "from-mail", "on-monday");
    assertThat(shop.keys(visit.formatted("\"identifiers\":{\"customer_id\":\"stranger\"},")))
        .containsExactlyInAnyOrder("for-all", "from-mail", "on-monday");
    shop.customer("ann", "{}");
    assertThat(shop.keys(visit.formatted("\"identifiers\":{\"customer_id\":\"ann\"},"))).hasSize(7);
  }

  @Test
  @Requirement("FETCH-6")
  void theVariationStaysWhenTheProfileIsMade(Attune attune) {
    var shop = Workspace.create(attune, experiences(split("banner", 50, 50)));
    Map<String, String> before = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      before.put("person-" + i, shop.variation("banner", "person-" + i));
    }

    before.keySet().forEach(id -> shop.customer(id, "{\"plan\":\"gold\"}"));

    before.forEach(
        (id, variation) -> assertThat(shop.variation("banner", id)).as(id).isEqualTo(variation));
    assertThat(new HashSet<>(before.values())).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  @Requirement("FETCH-6")
  void anAnonymousIdIsTheUnitWhereThereIsNoCustomerId(Attune attune) {
    var shop = Workspace.create(attune, experiences(split("banner", 50, 50)));
    var seen = new HashSet<String>();
    for (int i = 0; i < 40; i++) {
      var anonymous = variation(shop, "{\"anonymous_id\":\"person-%d\"}".formatted(i));

      assertThat(anonymous).isEqualTo(shop.variation("banner", "person-" + i));
      assertThat(
              variation(
                  shop, "{\"customer_id\":\"ann\",\"anonymous_id\":\"person-%d\"}".formatted(i)))
          .isEqualTo(shop.variation("banner", "ann"));
      seen.add(anonymous);
    }
    assertThat(seen).containsExactlyInAnyOrder("1", "2");
  }

  private static String variation(Workspace shop, String identifiers) {
    return shop.fetch("{\"identifiers\":%s}".formatted(identifiers))
        .json()
        .at("/experiences/banner/experience_context/moe_variation_id")
        .asString();
  }

  @Test
  @Requirement("ID-1")
  void identifiersMatchExactlyAndNullAndBlankNever(Attune attune) {
    var shop = people(attune, IDENTITY);
    shop.customer("blank", "{\"u_em\":\"\",\"u_mb\":\"  \"}");

    for (var value :
        new String[] {"ANN@example.com", " ann@example.com", "ann@example.co", "", "  "}) {
      assertThat(who(shop, "{\"user_identifiers\":{\"u_em\":\"%s\"}}".formatted(value))).isEmpty();
      assertThat(who(shop, "{\"user_identifiers\":\"%s\"}".formatted(value))).isEmpty();
    }
    assertThat(who(shop, "{\"user_identifiers\":{\"u_em\":null,\"u_mb\":\"+919876543210\"}}"))
        .isEqualTo("ben");
  }

  @Test
  @Requirement("ID-1")
  void thereAreUpToFiveIdentifiers(Attune attune) {
    var shop =
        Workspace.create(
            attune, "identity: { resolution: true, identifiers: [a1, a2, a3, a4, a5] }\n" + WHO);
    shop.customer("ann", "{\"a5\":\"five\"}");

    assertThat(who(shop, "{\"user_identifiers\":{\"a5\":\"five\"}}")).isEqualTo("ann");
    shop.tryPut(
            "identity: { resolution: true, identifiers: [a1, a2, a3, a4, a5, a6] }\n" + WHO,
            "application/yaml")
        .hasStatus(422);
  }
}
