package dev.attune.server.admin;

import static dev.attune.server.admin.AdminServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AudienceSizeOverHttpTest extends AdminTest {

  @BeforeEach
  void knowSomePeople() {
    know(0, 1_200);
  }

  /// Every third has the gold plan.
  private void know(int from, int to) {
    var lines =
        IntStream.range(from, to)
            .mapToObj(i -> "p%d,%s".formatted(i, i % 3 == 0 ? "gold" : "free"))
            .collect(Collectors.joining("\n"));
    var imported = server.post(DEMO + "/profiles/import", "text/csv", "customer_id,plan\n" + lines);
    assertThat(imported.statusCode()).as(imported.body()).isEqualTo(200);
  }

  private String size(String audience) {
    var response = server.get(DEMO + "/audiences/" + audience + "/size");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  @Test
  void ofAFewPeopleAllAreLookedAt() {
    assertThat(size("42D"))
        .isEqualTo(
            "{\"audience_id\":\"42D\",\"profiles\":1200,\"matching\":400,\"low\":400,\"high\":400,"
                + "\"exact\":true,\"sampled\":1200,\"not_considered\":[]}");
  }

  @Test
  void ofManyPeopleSomeArePickedByLot() {
    know(1_200, 24_000);
    var size = json(server.get(DEMO + "/audiences/42D/size"));
    assertThat(size.path("profiles").asLong()).isEqualTo(24_000);
    assertThat(size.path("exact").asBoolean()).isFalse();
    assertThat(size.path("sampled").asLong()).isEqualTo(AudienceSize.MOST);
    // The sample is 20,000 of 24,000: 8,000 give or take 160 with 95 %; this leaves far more.
    assertThat(size.path("matching").asLong()).isBetween(7_500L, 8_500L);
    assertThat(size.path("low").asLong()).isLessThan(size.path("matching").asLong());
    assertThat(size.path("high").asLong()).isGreaterThan(size.path("matching").asLong());
  }

  @Test
  void anAudienceWithinAnExperienceIsFoundByItsId() {
    var strip = json(server.get(DEMO + "/experiences/promo-strip"));
    var id = strip.at("/audiences/0/audience/id").asString();
    assertThat(size(id)).contains("\"matching\":1200,");
  }

  @Test
  void whatIsKnownOnlyOnAVisitIsNotConsideredAndSaid() {
    server.putYaml(
        DEMO + "/audiences/51",
        """
        name: Gold, on a phone, not from an ad
        rule:
          all:
            - { attribute: plan, is: gold }
            - { device: [Mobile] }
            - { not: { any: [ { query: utm, is: ad }, { country: [IN] }, { attribute: plan, is: free } ] } }
            - { any: [ { hour: ["04"] }, { day: [Sunday] } ] }
        """);
    assertThat(size("51"))
        .contains("\"matching\":400,")
        .endsWith("\"not_considered\":[\"country\",\"day\",\"device\",\"hour\",\"query\"]}");
  }

  @Test
  void segmentsCount() {
    server.post(DEMO + "/segments/vip/members", "text/csv", "p1\np2\np3");
    assertThat(size("43E")).contains("\"matching\":3,").contains("\"not_considered\":[\"query\"]");
  }

  @Test
  void anUnknownAudienceIsNotFound() {
    assertProblem(server.get(DEMO + "/audiences/99/size"), 404, "99");
  }
}
