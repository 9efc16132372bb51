package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.EVERYONE;
import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static dev.attune.acceptance.Documents.target;
import static dev.attune.acceptance.Documents.variation;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/// What a fetch answers.
@OnAttune
final class FetchAnswerTest {
  private static final String BANNER =
      """
      audiences:
        - { id: 42D, name: High Intent Users, rule: { attribute: plan, is: gold } }
      experiences:
        - key: homepage-banner
          name: Homepage Banner — Free Shipping
          id: 65eae5738ea5032b0ef60138
          status: active
          audiences:
            - audience: 42D
              variations:
                - name: Default
                  weight: 0
                  payload: { Title: nobody sees this }
                - name: Bold
                  weight: 100
                  payload:
                    Title: Free shipping on orders over ₹999
                    MaxItems: 12
                    Ratio: 0.5
                    ShowBadge: true
                    Layout: { columns: 2 }
                    Order: [new, 1, null]
                    Price: { value: 3, data_type: float }
                  locales:
                    hi: { Title: मुफ़्त शिपिंग }
      """;

  @Test
  @Requirement({"FETCH-16", "FETCH-17", "FETCH-18", "FETCH-20"})
  void anExperienceIsAnsweredWithItsPayloadAndItsContext(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    shop.customer("jane", "{\"plan\":\"gold\"}");

    shop.fetch(
            """
            {"identifiers": {"customer_id": "jane"}, "experience_key": ["homepage-banner"]}
            """)
        .is(
            200,
            """
            {"experiences": {"homepage-banner": {
              "payload": {
                "Title": {"value": "Free shipping on orders over ₹999", "data_type": "string"},
                "MaxItems": {"value": 12, "data_type": "number"},
                "Ratio": {"value": 0.5, "data_type": "float"},
                "ShowBadge": {"value": true, "data_type": "boolean"},
                "Layout": {"value": {"columns": 2}, "data_type": "json"},
                "Order": {"value": ["new", 1, null], "data_type": "json"},
                "Price": {"value": 3, "data_type": "float"}},
              "experience_context": {
                "cid": "65eae5738ea5032b0ef60138_F_T_WP_AB_2_P_0_AU_42D",
                "experience": "Homepage Banner — Free Shipping",
                "moe_locale_id": "0",
                "moe_variation_id": "2",
                "audience_name": "High Intent Users",
                "audience_id": "42D",
                "type": "Web Personalization",
                "experience_type": "API based Experience"}}}}
            """);
  }

  @Test
  @Requirement("FETCH-19")
  void aLocaleThatIsServedIsNamed(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    shop.customer("indira", "{\"plan\":\"gold\",\"locale\":\"hi\"}");
    shop.customer("claire", "{\"plan\":\"gold\",\"locale\":\"fr\"}");

    var hindi = shop.experience("homepage-banner", "indira");
    assertThat(hindi.at("/payload/Title/value").asString()).isEqualTo("मुफ़्त शिपिंग");
    assertThat(hindi.at("/payload/MaxItems/value").asInt()).isEqualTo(12);
    assertThat(hindi.at("/experience_context/moe_locale_id").asString()).isEqualTo("hi");
    var french = shop.experience("homepage-banner", "claire");
    assertThat(french.at("/payload/Title/value").asString()).startsWith("Free shipping");
    assertThat(french.at("/experience_context/moe_locale_id").asString()).isEqualTo("0");
  }

  @Test
  @Requirement({"FETCH-18", "FETCH-20"})
  void idsThatAreLeftOutAreAssignedInTheSameForms(Attune attune) {
    long before = Instant.now().getEpochSecond();
    var shop =
        Workspace.create(
            attune,
            experiences(
                experience("first-one", EVERYONE),
                experience("second-one", EVERYONE),
                "{ key: third-one, name: Third one, status: active, audiences: [%s, %s] }"
                    .formatted(
                        target(
                            "Nobody",
                            "{ attribute: plan, is: gold }",
                            variation("Default", 100, "x")),
                        target(
                            "Everybody",
                            EVERYONE,
                            variation("One", 0, "1"),
                            variation("Two", 100, "2")))));
    long after = Instant.now().getEpochSecond();
    var experiences = shop.fetch("{}").hasStatus(200).json().required("experiences");
    var audiences = new HashSet<String>();

    for (var key : new String[] {"first-one", "second-one", "third-one"}) {
      var context = experiences.required(key).required("experience_context");
      var audience = context.required("audience_id").asString();
      var variation = context.required("moe_variation_id").asString();
      assertThat(audience).matches("[0-9A-F]{1,8}");
      audiences.add(audience);
      assertThat(variation).isEqualTo(key.equals("third-one") ? "2" : "1");
      assertThat(context.required("cid").asString())
          .matches("[0-9a-f]{24}_F_T_WP_AB_" + variation + "_P_0_AU_" + audience);
      assertThat(Long.parseLong(context.required("cid").asString().substring(0, 8), 16))
          .isBetween(before - 1, after + 1);
      assertThat(context.required("moe_locale_id").asString()).isEqualTo("0");
    }
    assertThat(audiences).hasSize(3);
  }

  @Test
  @Requirement("FETCH-21")
  void aFetchWritesNothing(Attune attune) {
    var shop = Workspace.create(attune, BANNER);
    shop.customer("jane", "{\"plan\":\"gold\"}");
    var before = shop.profileAnswer("jane").body();

    for (int i = 0; i < 10; i++) {
      shop.fetch("{\"identifiers\":{\"customer_id\":\"jane\"},\"utm_medium\":\"email\"}")
          .hasStatus(200);
      shop.fetch("{\"identifiers\":{\"customer_id\":\"stranger\"}}").hasStatus(200);
    }

    assertThat(shop.profileAnswer("jane").body()).isEqualTo(before);
    assertThat(shop.profile("jane").required("exposures")).isEmpty();
    assertThat(shop.profile("jane").required("events")).isEmpty();
    assertThat(shop.hasProfile("stranger")).isFalse();
  }
}
