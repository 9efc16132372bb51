package dev.attune.acceptance;

import static dev.attune.acceptance.Documents.experience;
import static dev.attune.acceptance.Documents.experiences;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Audiences by what people have done, from events that came in by the data API.
@OnAttune
final class BehaviourTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

  private static Workspace shop(Attune attune, String rule) {
    return Workspace.create(
        attune, "time_zone: Asia/Kolkata\n" + experiences(experience("banner", rule)));
  }

  /// @param attributes an object
  private static void did(Workspace shop, String event, Instant at, String attributes) {
    var body =
        """
        {"type": "event", "customer_id": "ann",
         "actions": [{"action": "%s", "current_time": "%s", "attributes": %s}]}
        """
            .formatted(event, at, attributes);
    Caller.send(
            Caller.to(shop.attune(), "/v1/event/" + shop.id())
                .header("Authorization", Caller.basic(shop.id(), Workspace.DATA_KEY))
                .header("Content-Type", "application/json")
                .POST(Caller.body(body)))
        .hasStatus(200);
  }

  private static void viewed(Workspace shop, Duration ago, String category) {
    did(
        shop,
        "Product Viewed",
        Instant.now().minus(ago),
        "{\"category\":\"%s\"}".formatted(category));
  }

  private static boolean matches(Workspace shop) {
    return !shop.keysOf("ann").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { event: Product Viewed }                                                  | true
          { event: Product Viewed, times: { exactly: 3 } }                           | true
          { event: Product Viewed, times: { exactly: 2 } }                           | false
          { event: Product Viewed, times: { at_least: 4 } }                          | false
          { event: Product Viewed, times: { at_most: 2 } }                           | false
          { event: Product Viewed, times: { exactly: 2 }, in_the_last: { days: 7 } } | true
          { event: Order Placed, times: { exactly: 0 }, in_the_last: { days: 7 } }   | true
          { event: Product Viewed, times: { exactly: 0 }, in_the_last: { days: 7 } } | false
          { event: Product Viewed, times: { exactly: 2 }, where: [ { attribute: category, is: shoes } ] } | true
          { event: Product Viewed, in_the_last: { days: 7 }, where: [ { attribute: category, is: hats } ] } | false
          """)
  @Requirement("AUD-8")
  void anEventIsCountedEverOrInAWindowAndByItsAttributes(
      String rule, boolean expected, Attune attune) {
    var shop = shop(attune, rule);
    viewed(shop, Duration.ofDays(20), "hats");
    viewed(shop, Duration.ofDays(3), "Shoes");
    viewed(shop, Duration.ofMinutes(5), "shoes");

    assertThat(matches(shop)).isEqualTo(expected);
  }

  @Test
  @Requirement("AUD-8")
  void anEventThatWasAcceptedCountsForTheNextFetch(Attune attune) {
    var shop =
        shop(attune, "{ event: Product Viewed, times: { at_least: 3 }, in_the_last: { days: 7 } }");
    for (int times = 1; times <= 3; times++) {
      viewed(shop, Duration.ofSeconds(1), "shoes");
      assertThat(matches(shop)).as("after %d events", times).isEqualTo(times == 3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { event: Product Viewed, occurrence: first, in_the_last: { months: 12 } } | true
          { event: Product Viewed, occurrence: first, in_the_last: { days: 7 } }    | false
          { event: Product Viewed, occurrence: last, in_the_last: { days: 7 } }     | true
          { event: Product Viewed, occurrence: last, before: 2020-01-01 }           | false
          { event: Order Placed, occurrence: first, after: 2020-01-01 }             | false
          """)
  @Requirement("AUD-9")
  void theFirstOrLastTimeEverFallsIntoAWindow(String rule, boolean expected, Attune attune) {
    var shop = shop(attune, rule);
    viewed(shop, Duration.ofDays(100), "hats");
    viewed(shop, Duration.ofDays(3), "shoes");

    assertThat(matches(shop)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          is: shoes, predominantly: true                             | true
          is: hats, predominantly: true                              | true
          is: bags, predominantly: true                              | false
          is: hats, predominantly: true, in_the_last: { days: 7 }    | false
          is_not: shoes, predominantly: true                         | false
          is: shoes, at_least_percent: 40                            | true
          is: shoes, at_least_percent: 40.01                         | false
          """)
  @Requirement("AUD-10")
  void whatAPersonLikesIsWhatTheyDoMostOftenOrSoOften(
      String wanted, boolean expected, Attune attune) {
    var shop = shop(attune, "{ affinity: Product Viewed, attribute: category, " + wanted + " }");
    assertThat(matches(shop)).as("a stranger").isFalse();
    shop.customer("ann", "{}");
    assertThat(matches(shop)).as("nobody without an event").isFalse();
    viewed(shop, Duration.ofDays(20), "hats");
    viewed(shop, Duration.ofDays(10), "hats");
    viewed(shop, Duration.ofDays(3), "shoes");
    viewed(shop, Duration.ofDays(2), "Shoes");
    viewed(shop, Duration.ofDays(2), "bags");

    assertThat(matches(shop)).isEqualTo(expected);
  }

  @Test
  @Requirement("AUD-11")
  void aWindowBeginsWithADayOfTheWorkspaceAndEndsNow(Attune attune) {
    var rule = "{ event: Product Viewed, in_the_last: { days: 3 } }";
    var first = LocalDate.now(ZONE).minusDays(3).atStartOfDay(ZONE).toInstant();
    var slack = Duration.ofMinutes(1);

    assertThat(matchesAt(attune, rule, first.plus(slack))).isTrue();
    assertThat(matchesAt(attune, rule, first.minus(slack))).isFalse();
    assertThat(matchesAt(attune, rule, Instant.now().plus(slack))).as("not yet").isFalse();
  }

  @Test
  @Requirement("AUD-11")
  void beforeAndAfterADayLeaveItOut(Attune attune) {
    var day = LocalDate.now(ZONE).minusDays(10);
    var noon = day.atTime(12, 0).atZone(ZONE).toInstant();
    for (int offset = -1; offset <= 1; offset++) {
      var at = noon.plus(Duration.ofDays(offset));
      assertThat(matchesAt(attune, "{ event: Product Viewed, before: %s }".formatted(day), at))
          .isEqualTo(offset < 0);
      assertThat(matchesAt(attune, "{ event: Product Viewed, after: %s }".formatted(day), at))
          .isEqualTo(offset > 0);
      assertThat(matchesAt(attune, "{ event: Product Viewed, on: %s }".formatted(day), at))
          .isEqualTo(offset == 0);
    }
  }

  private static boolean matchesAt(Attune attune, String rule, Instant at) {
    var shop = shop(attune, rule);
    did(shop, "Product Viewed", at, "{}");
    return matches(shop);
  }

  @Test
  @Requirement("AUD-12")
  void whatIsOlderThanSixtyDaysIsInTotalsOnly(Attune attune) {
    var old = Instant.now().minus(Duration.ofDays(400));

    assertThat(matchesAt(attune, "{ event: Product Viewed, times: { exactly: 1 } }", old)).isTrue();
    assertThat(
            matchesAt(
                attune, "{ event: Product Viewed, occurrence: last, before: 2999-01-01 }", old))
        .isTrue();
    assertThat(matchesAt(attune, "{ event: Product Viewed, before: 2999-01-01 }", old)).isFalse();
  }

  @Test
  @Requirement("AUD-12")
  void aWindowLongerThanEventsAreKeptIsRefused(Attune attune) {
    var shop = shop(attune, "{ everyone: true }");
    var rule = "{ event: Product Viewed, in_the_last: { days: 61 } }";

    var answer = shop.tryPut(experiences(experience("banner", rule)), "application/yaml");

    assertThat(answer.hasStatus(422).body()).contains("at most 60: events are kept for 60 days");
  }
}
